import { chip, chips } from "../parts/chip.js";
import { colourOf, tokenOf } from "../parts/colours.js";
import { showLeaders } from "../parts/leaders.js";
import { number, showTable, text } from "../parts/table.js";

const table = document.querySelector("#years table");

/** Posts per category per year, and the category that led each. */
export function showYears(section, rows, leading) {
  const years = [...new Set(rows.map((row) => row.post_year))];
  const counts = d3.rollup(rows, ([row]) => row.category_count, (row) => row.category, (row) => row.post_year);
  const most = d3.max(rows, (row) => row.category_count);
  const leads = new Set(leading.map((row) => `${row.post_year} ${row.category}`));
  const columns = [
    text("Category", ([category]) => chip(category), { heading: true, signature: ([category]) => category }),
    ...years.map((year) =>
      number(String(year), ([, byYear]) => byYear.get(year), {
        share: ([, byYear]) => (byYear.get(year) ?? 0) / most,
        colour: ([category]) => colourOf(category),
        lead: ([category]) => leads.has(`${year} ${category}`),
        categories: ([category]) => tokenOf(category),
      }),
    ),
  ];
  showTable(table, columns, d3.sort(counts, ([category]) => category), ([category]) => category);
  const byYear = d3.groups(leading, (row) => row.post_year).map(([year, tied]) => ({
    title: String(year),
    names: chips(tied.map((row) => row.category)),
    count: tied[0].category_count,
  }));
  showLeaders(section.querySelector(".leaders"), byYear);
  return rows.length > 0;
}
