import { AGE_GROUPS } from "../parts/ages.js";
import { roving, setStops } from "../parts/roving.js";
import { number, showTable, text } from "../parts/table.js";

const table = document.querySelector("#joined table");
roving(table);

/** Users by the year they joined, and the medians of followers by that year and by age group. */
export function showJoined(section, users, medians, mediansByAge) {
  const usersIn = new Map(users.map((row) => [row.join_year, row.number_users_joined]));
  const all = medians.map((row) => ({ ...row, age_group: "all ages" }));
  const medianOf = d3.rollup(
    [...all, ...mediansByAge],
    ([row]) => row.median_follower_count,
    (row) => row.age_group,
    (row) => row.join_year,
  );
  const mostUsers = d3.max(usersIn.values());
  const mostFollowers = d3.max([...all, ...mediansByAge], (row) => row.median_follower_count) || 1;
  const medianColumn = (group, title, href) =>
    number(title, (year) => medianOf.get(group)?.get(year), href, {
      share: (year) => (medianOf.get(group)?.get(year) ?? 0) / mostFollowers,
    });
  const columns = [
    text("Year", (year) => String(year), { heading: true }),
    number("Users", (year) => usersIn.get(year), "/api/questions/6", { share: (year) => (usersIn.get(year) ?? 0) / mostUsers }),
    medianColumn("all ages", "Median followers", "/api/questions/7"),
    ...AGE_GROUPS.filter((group) => medianOf.has(group)).map((group) => medianColumn(group, group, "/api/questions/8")),
  ];
  const years = d3.sort(new Set([...usersIn.keys(), ...medians.map((row) => row.join_year)]));
  showTable(table, columns, years, (year) => year);
  setStops(table);
  return years.length > 0;
}
