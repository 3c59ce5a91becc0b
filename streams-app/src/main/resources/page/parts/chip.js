import { colourOf, tokenOf } from "./colours.js";
import { element } from "./elements.js";

/** A category's name behind its colour. */
export function chip(category) {
  const made = element("span", { className: "chip", "data-categories": tokenOf(category) }, category);
  made.style.setProperty("--c", colourOf(category));
  return made;
}

/** Several of them, in words apart. */
export const chips = (categories) => categories.flatMap((category, i) => (i === 0 ? [chip(category)] : [" ", chip(category)]));
