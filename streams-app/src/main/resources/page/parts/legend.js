import { colourOf, tokenOf } from "./colours.js";
import { element } from "./elements.js";
import { showOnly } from "./only.js";

let only;

/** A button per category that leaves it alone in all charts, and with a second press brings the others back. */
export function showLegend(list, categories) {
  const present = [...list.children].map((item) => item.dataset.category);
  if (present.join("\n") === categories.join("\n")) {
    return;
  }
  const focused = list.contains(document.activeElement) ? document.activeElement.textContent : undefined;
  list.replaceChildren(...categories.map((category) => element("li", { "data-category": category }, button(list, category))));
  [...list.querySelectorAll("button")].find((each) => each.textContent === focused)?.focus({ preventScroll: true });
}

function button(list, category) {
  const made = element("button", { type: "button", className: "chip", "aria-pressed": String(category === only) }, category);
  made.style.setProperty("--c", colourOf(category));
  made.addEventListener("click", () => {
    only = category === only ? undefined : category;
    showOnly(only === undefined ? undefined : tokenOf(only));
    for (const each of list.querySelectorAll("button")) {
      each.setAttribute("aria-pressed", String(each.textContent === only));
    }
  });
  return made;
}
