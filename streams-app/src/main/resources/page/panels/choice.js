import { choice, choose, chooseAll, onChoice, restricted } from "../parts/choice.js";
import { element } from "../parts/elements.js";

const bar = document.getElementById("choice");
const clear = bar.querySelector("button");
const selects = [...bar.querySelectorAll("select")];

/** What can be chosen, from question 1 and 2 over all posts, and what is. */
export function showChoice(_, byCountry, byYear) {
  const present = {
    country: byCountry.map((row) => row.country),
    category: [...byCountry, ...byYear].map((row) => row.category),
    year: byYear.map((row) => String(row.post_year)),
  };
  for (const select of selects) {
    const known = new Set([...present[select.name], choice()[select.name]].filter(Boolean));
    const names = d3.sort(known);
    if (select.dataset.signature !== names.join("\n")) {
      select.dataset.signature = names.join("\n");
      select.replaceChildren(select.options[0], ...names.map((name) => element("option", { value: name }, name)));
    }
  }
  showChosen();
  return true;
}

function showChosen() {
  const chosen = choice();
  for (const select of selects) {
    const value = chosen[select.name] ?? "";
    if (value && ![...select.options].some((option) => option.value === value)) {
      select.append(element("option", { value }, value));
    }
    select.value = value;
  }
  const words = Object.values(chosen).join(", ");
  clear.hidden = !words;
  bar.classList.toggle("chosen", Boolean(words));
  for (const each of document.querySelectorAll("h2 .chosen")) {
    each.textContent = words;
  }
  for (const link of document.querySelectorAll('a[href^="/api/questions/"]')) {
    link.setAttribute("href", restricted(link.pathname));
  }
}

bar.addEventListener("change", ({ target }) => choose({ [target.name]: target.value }));
bar.addEventListener("submit", (event) => event.preventDefault());
clear.addEventListener("click", () => {
  chooseAll();
  selects[0].focus();
});
onChoice(showChosen);
showChosen();
