import { showLeaders } from "../parts/leaders.js";
import { number, showTable, text } from "../parts/table.js";

const table = document.querySelector("#posters table");

/** The poster with most followers in each country, and the one of all countries. */
export function showPosters(section, rows, leading) {
  const sorted = d3.sort(rows, (one, other) => d3.descending(one.follower_count, other.follower_count));
  const most = sorted[0]?.follower_count || 1;
  const columns = [
    text("Poster", (row) => row.poster_name, { heading: true }),
    text("Country", (row) => row.country),
    number("Followers", (row) => row.follower_count, { share: (row) => row.follower_count / most }),
  ];
  showTable(table, columns, sorted, (row) => JSON.stringify([row.country, row.poster_name]));
  const leaders = leading.map((row) => ({ title: row.country, names: [row.poster_name], count: row.follower_count }));
  showLeaders(section.querySelector(".leaders"), leaders);
  return rows.length > 0;
}
