// One stop for the Tab key in a long table; arrows, Home and End move inside it.
const linksOf = (container) => [...container.querySelectorAll("a[href]")];

/** Has to be called again after the container's links have changed. */
export function setStops(container) {
  const links = linksOf(container);
  const stop = links.find((link) => link.tabIndex === 0 && link.dataset.stop) ?? links[0];
  for (const link of links) {
    setStop(link, link === stop);
  }
}

function setStop(link, is) {
  const index = is ? 0 : -1;
  if (link.tabIndex !== index) {
    link.tabIndex = index;
  }
  if (is) {
    link.dataset.stop = "";
  } else {
    delete link.dataset.stop;
  }
}

/** Makes the container's links one stop. */
export function roving(container) {
  container.addEventListener("keydown", (event) => {
    const links = linksOf(container);
    const from = links.indexOf(document.activeElement);
    const to = from < 0 ? undefined : target(links, from, event.key);
    if (to) {
      event.preventDefault();
      to.focus();
    }
  });
  container.addEventListener("focusin", ({ target: link }) => {
    if (link.matches("a[href]")) {
      linksOf(container).forEach((each) => setStop(each, each === link));
    }
  });
}

function target(links, from, key) {
  switch (key) {
    case "ArrowRight":
      return links[from + 1];
    case "ArrowLeft":
      return links[from - 1];
    case "ArrowDown":
      return inColumn(links.slice(from + 1), links[from]);
    case "ArrowUp":
      return inColumn(links.slice(0, from).reverse(), links[from]);
    case "Home":
      return links[0];
    case "End":
      return links.at(-1);
    default:
      return undefined;
  }
}

function inColumn(candidates, link) {
  const column = link.closest("td, th")?.cellIndex;
  return candidates.find((each) => each.closest("td, th")?.cellIndex === column);
}
