import { element } from "./elements.js";
import { open } from "./opened.js";

/** A button that opens a country or category: named by it, or by what is shown instead. */
export function opener(kind, name, shown = name) {
  const made = element("button", { type: "button", className: "plain" }, shown);
  made.addEventListener("click", () => open(kind, name));
  return made;
}
