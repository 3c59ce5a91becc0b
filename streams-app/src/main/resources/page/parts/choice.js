// Which posts the questions are asked of stands in the page's address, so that a link shows the same.
const NAMES = ["country", "category", "year"];
const listeners = [];
let shown = location.search;

/** Country, category and year, each where one is chosen. */
export function choice() {
  const asked = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.filter((name) => asked.get(name)).map((name) => [name, asked.get(name)]));
}

/** Chooses some, and with "" no country, category or year in particular. */
export function choose(changes) {
  const chosen = Object.entries({ ...choice(), ...changes }).filter(([, value]) => value);
  history.pushState(null, "", chosen.length ? `?${new URLSearchParams(chosen)}` : location.pathname);
  tell();
}

export const chooseAll = () => choose(Object.fromEntries(NAMES.map((name) => [name, ""])));

/** Calls the listener whenever another choice is made, be it by going back. */
export const onChoice = (listener) => listeners.push(listener);

/** The call's path with the choice. */
export function restricted(path) {
  const query = new URLSearchParams(choice()).toString();
  return query ? `${path}${path.includes("?") ? "&" : "?"}${query}` : path;
}

function tell() {
  if (location.search !== shown) {
    shown = location.search;
    listeners.forEach((listener) => listener());
  }
}
window.addEventListener("popstate", tell);
