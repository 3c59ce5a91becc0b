const FORMAT = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

export const format = (value) => FORMAT.format(value);

/** Puts text where it is not there yet: what has not changed is not touched. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
