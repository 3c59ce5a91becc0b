import { colourOf } from "./colours.js";
import { element } from "./elements.js";
import { close, isOpen, onOpened, open } from "./opened.js";
import { setStops } from "./roving.js";

/** A button per category that opens it, which leaves it alone in all charts, and with a second press closes it. */
export function showLegend(list, categories) {
  const present = [...list.children].map((item) => item.dataset.category);
  if (present.join("\n") === categories.join("\n")) {
    return;
  }
  const focused = list.contains(document.activeElement) ? document.activeElement.textContent : undefined;
  list.replaceChildren(...categories.map((category) => element("li", { "data-category": category }, button(category))));
  setStops(list);
  [...list.querySelectorAll("button")].find((each) => each.textContent === focused)?.focus({ preventScroll: true });
}

onOpened(() => {
  for (const each of document.querySelectorAll(".legend button")) {
    each.setAttribute("aria-pressed", String(isOpen("category", each.textContent)));
  }
});

function button(category) {
  const made = element("button", { type: "button", className: "chip", "aria-pressed": String(isOpen("category", category)) }, category);
  made.style.setProperty("--c", colourOf(category));
  made.addEventListener("click", () => (isOpen("category", category) ? close() : open("category", category)));
  return made;
}
