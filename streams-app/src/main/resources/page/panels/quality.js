import { number, showTable, text } from "../parts/table.js";

const REASONS = {
  "no-key": "it has no key",
  "bad-key": "its key is no index",
  "empty-value": "its value is empty",
  "not-json": "its value is not JSON",
  "not-a-row": "its value is no row",
  "missing-field": "a field is missing: another table's row",
  "bad-field": "a field has a value it can’t have",
  "key-mismatch": "key and index differ",
  "raw-row": "it is a row that nobody cleaned",
  unclean: "it can’t be cleaned",
  "too-large": "it is larger than a post may be",
};

const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });

/** Which fields are unknown how often, and why records became dead letters. */
export function showQuality(section, { posts, nulls, dead_letters: letters }) {
  const fields = Object.entries(nulls);
  const unknown = fields.filter(([, count]) => count > 0);
  const share = ([, count]) => count / posts;
  const nullColumns = [
    text("Field", ([field]) => field, { heading: true }),
    number("Posts", ([, count]) => count, { share }),
    text("Share", (row) => PERCENT.format(share(row)), { numeric: true }),
  ];
  showTable(section.querySelector(".nulls"), nullColumns, unknown, ([field]) => field);
  const known = fields.filter(([, count]) => count === 0).map(([field]) => field);
  const never = known.length ? `Always known: ${known.join(", ")}.` : "";
  const words = posts === 0 ? "No posts yet." : never;
  if (section.querySelector(".never").textContent !== words) {
    section.querySelector(".never").textContent = words;
  }
  const reasons = Object.entries(letters);
  const most = d3.max(reasons, ([, count]) => count) || 1;
  const letterColumns = [
    text("Reason", ([reason]) => reason, { heading: true }),
    text("Meaning", ([reason]) => REASONS[reason] ?? ""),
    number("Records", ([, count]) => count, { share: ([, count]) => count / most }),
  ];
  showTable(section.querySelector(".letters"), letterColumns, reasons, ([reason]) => reason);
  return true;
}
