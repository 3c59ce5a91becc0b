import { numberLink, renumber } from "../parts/numbers.js";

/** The head's numbers, from /api/stats. */
export function showNumbers(stats) {
  const { pin, geo, user } = stats.parts;
  const values = { ...stats, rows: pin + geo + user };
  for (const cell of document.querySelectorAll("#numbers [data-number]")) {
    const value = values[cell.dataset.number];
    if (cell.firstChild) {
      renumber(cell.firstChild, value);
    } else {
      cell.append(numberLink(value, cell.dataset.href));
    }
  }
}
