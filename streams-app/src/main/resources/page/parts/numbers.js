import { element } from "./elements.js";

const FORMAT = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export const format = (value) => FORMAT.format(value);

/** A number as a link to the call that it comes from. */
export const numberLink = (value, href) => element("a", { className: "number", href, textContent: format(value) });

/** Puts a number into a link that is there already. */
export function renumber(link, value) {
  const text = format(value);
  if (link.textContent !== text) {
    link.textContent = text;
  }
}
