import { number, showTable, text } from "../parts/table.js";

const PERCENT = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const WITHIN_MS = "100";

/** Where each partition is, how far it is behind its inputs, and how old the newest row is that it has seen. */
export function showHealth(section, instances) {
  const partitions = instances
    .flatMap(({ instance, state, partitions: own = [] }) => own.map((each) => ({ instance, state, ...each })))
    .sort((one, other) => one.partition - other.partition);
  const columns = [
    text("Partition", (row) => (row.work === "clean" ? `${row.partition}, cleaning` : String(row.partition)), { heading: true }),
    text("Instance", (row) => row.instance),
    number("Rows behind", (row) => d3.sum(Object.values(row.lag)), "/api/health"),
    text("Newest row", (row) => row.newest_row ?? "none yet", { numeric: true }),
  ];
  showTable(section.querySelector("table"), columns, partitions, (row) => `${row.work} ${row.partition}`);
  const lines = section.querySelector(".instances");
  const words = instances.flatMap(wordsOf);
  if (lines.textContent !== words.join("")) {
    lines.replaceChildren(...words.map((each) => Object.assign(document.createElement("li"), { textContent: each })));
  }
  return true;
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
