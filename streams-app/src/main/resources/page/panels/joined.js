import { AGE_GROUPS } from "../parts/ages.js";
import { number, showTable, text } from "../parts/table.js";

const table = document.querySelector("#joined table");

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
  const medianColumn = (group, title) =>
    number(title, (year) => medianOf.get(group)?.get(year), {
      share: (year) => (medianOf.get(group)?.get(year) ?? 0) / mostFollowers,
    });
  const columns = [
    text("Year", (year) => String(year), { heading: true }),
    number("Users", (year) => usersIn.get(year), { share: (year) => (usersIn.get(year) ?? 0) / mostUsers }),
    medianColumn("all ages", "Median followers"),
    ...AGE_GROUPS.filter((group) => medianOf.has(group)).map((group) => medianColumn(group, group)),
  ];
  const years = d3.sort(new Set([...usersIn.keys(), ...medians.map((row) => row.join_year)]));
  showTable(table, columns, years, (year) => year);
  return years.length > 0;
}
