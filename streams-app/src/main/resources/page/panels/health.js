import { number, showTable, text } from "../parts/table.js";
import { shortTime } from "../parts/times.js";

const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const WITHIN_MS = "100";

/** Where each partition is, how far it is behind its inputs, how old the newest row is that it has seen, and which posts wait. */
export function showHealth(section, instances, waiting) {
  const partitions = instances
    .flatMap(({ instance, state, partitions: own = [] }) => own.map((each) => ({ instance, state, ...each })))
    .sort((one, other) => one.partition - other.partition);
  const columns = [
    text("Partition", (row) => (row.work === "clean" ? `${row.partition}, cleaning` : String(row.partition)), { heading: true }),
    text("Instance", (row) => row.instance),
    number("Rows behind", behind),
    text("Newest row, UTC", (row) => (row.newest_row ? shortTime(row.newest_row) : "none yet"), { numeric: true }),
  ];
  showTable(section.querySelector("table"), columns, partitions, (row) => `${row.work} ${row.partition} ${row.instance}`);
  const lines = section.querySelector(".instances");
  const words = [...instances.flatMap(wordsOf), ...wordsOfWaiting(waiting)];
  if (lines.textContent !== words.join("")) {
    lines.replaceChildren(...words.map((each) => Object.assign(document.createElement("li"), { textContent: each })));
  }
  return true;
}

/** Nothing where one of the inputs does not tell. */
function behind({ lag }) {
  const rows = Object.values(lag);
  return rows.includes(null) ? undefined : d3.sum(rows);
}

function wordsOfWaiting(waiting) {
  const told = waiting.filter(({ problem }) => !problem);
  const posts = d3.sum(told, (each) => each.posts);
  if (!posts) {
    return [];
  }
  const since = d3.min(told.flatMap(({ oldest }) => oldest), (post) => post.since ?? undefined);
  const missing = d3.rollup(told.flatMap((each) => Object.entries(each.missing)), (all) => d3.sum(all, ([, count]) => count), ([part]) => part);
  const parts = [...missing].filter(([, count]) => count).map(([part]) => part);
  return [`${posts} ${posts === 1 ? "post waits" : "posts wait"}${since ? `, the oldest since ${shortTime(since)} UTC` : ""}, for ${parts.join(", ")}.`];
}

function wordsOf({ instance, problem, state, standbys = [], restoring = [], latency }) {
  if (problem) {
    return [`${instance} is away: ${problem}`];
  }
  const name = instance || "This instance";
  const words = [`${name} is ${state.toLowerCase()}`];
  if (standbys.length) {
    words.push(`keeps a copy of ${standbys.join(", ")}`);
  }
  if (latency.posts) {
    const soon = latency.within_ms[WITHIN_MS] ?? 0;
    words.push(`joined ${PERCENT.format(soon / latency.posts)} of its posts within ${WITHIN_MS} ms of their last row`);
  }
  const restored = restoring.map((each) => `restores partition ${each.partition}, ${each.restored} of ${each.total} records`);
  return [`${[...words, ...restored].join(", ")}.`];
}
