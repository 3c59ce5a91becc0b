import { chip } from "../parts/chip.js";
import { colourOf, tokenOf } from "../parts/colours.js";
import { number, showTable, text } from "../parts/table.js";

/** Posts per category over the last minutes. */
export function showRecent(section, { posts }) {
  const rows = Object.entries(posts).map(([category, count]) => ({ category, count }));
  const most = d3.max(rows, (row) => row.count);
  const columns = [
    text("Category", (row) => chip(row.category), { heading: true, signature: (row) => row.category }),
    number("Posts", (row) => row.count, {
      share: (row) => row.count / most,
      colour: (row) => colourOf(row.category),
      categories: (row) => tokenOf(row.category),
    }),
  ];
  showTable(section.querySelector("table"), columns, rows, (row) => row.category);
  return rows.length > 0;
}
