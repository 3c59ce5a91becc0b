import { format, setText } from "../parts/numbers.js";

/** The head's numbers, from /api/stats. */
export function showNumbers(stats) {
  const { pin, geo, user } = stats.parts;
  const values = { ...stats, rows: pin + geo + user };
  for (const cell of document.querySelectorAll("#numbers [data-number]")) {
    setText(cell, format(values[cell.dataset.number]));
  }
}
