import { AGE_GROUPS } from "../parts/ages.js";
import { chips } from "../parts/chip.js";
import { number, showTable, text } from "../parts/table.js";

/** The favourite category and the median of followers of each age group. */
export function showAges(section, favourites, medians) {
  const tied = d3.group(favourites, (row) => row.age_group);
  const medianOf = new Map(medians.map((row) => [row.age_group, row.median_follower_count]));
  const most = d3.max(medians, (row) => row.median_follower_count);
  const columns = [
    text("Age", (group) => group, { heading: true }),
    text("Favourite", (group) => chips((tied.get(group) ?? []).map((row) => row.category)), {
      signature: (group) => (tied.get(group) ?? []).map((row) => row.category).join("\n"),
    }),
    number("Posts", (group) => tied.get(group)?.[0].category_count),
    number("Median followers", (group) => medianOf.get(group), {
      share: (group) => (medianOf.get(group) ?? 0) / (most || 1),
    }),
  ];
  const groups = AGE_GROUPS.filter((group) => tied.has(group) || medianOf.has(group));
  showTable(section.querySelector("table"), columns, groups, (group) => group);
  return groups.length > 0;
}
