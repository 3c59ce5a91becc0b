import { colourOf, tokenOf } from "../parts/colours.js";
import { element } from "../parts/elements.js";
import { format } from "../parts/numbers.js";
import { showLines } from "../parts/lines.js";

const POINTS = { minute: 120, hour: 96, day: 90 };
const QUESTIONS = {
  1: "Most popular in a country",
  2: "Most posts in a year",
  3: "Poster with most followers",
  4: "Most popular at an age",
  5: "Age with most followers",
  6: "Year that most joined in",
  7: "Joining year, most followers",
  8: "Age and joining year, most",
};
const TIME = {
  minute: d3.utcFormat("%H:%M"),
  hour: d3.utcFormat("%d %b, %H:%M"),
  day: d3.utcFormat("%d %b %Y"),
};

const section = document.getElementById("history");
const steps = section.querySelector(".steps");
const svg = d3.select(section).select("svg");
const tip = section.querySelector(".tip");
const list = section.querySelector(".ribbons");
let points = [];
let chart;

export const step = () => steps.querySelector("input:checked").value;

export const historyFrom = () => [`/api/history?step=${step()}&limit=${POINTS[step()]}`];

/** Calls the listener when another step is chosen. */
export const onStep = (listener) => steps.addEventListener("change", listener);

/** Posts per category as lines over time, and who led each question how long. */
export function showHistory(_, history) {
  points = history.map((each) => ({ ...each, time: new Date(each.time) }));
  section.querySelector(".json").href = historyFrom()[0];
  draw();
  showRibbons();
  return points.length > 0 && points.at(-1).joined > 0;
}

function draw() {
  if (!points.length || !svg.node().getBoundingClientRect().width) {
    return;
  }
  const names = d3.sort(new Set(points.flatMap((each) => Object.keys(each.posts))));
  const series = names.map((name) => ({ name, values: points.map((each) => each.posts[name] ?? 0) }));
  if (!series.length) {
    return;
  }
  chart = showLines(svg, points.map((each) => each.time), series);
  const most = d3.greatest(series, ({ values }) => values.at(-1));
  svg.attr(
    "aria-label",
    `Posts per category from ${TIME[step()](points[0].time)} to ${TIME[step()](points.at(-1).time)} UTC; the most are of ${most.name}, ${format(most.values.at(-1))}`,
  );
}

function point(event) {
  const [x, y] = event ? d3.pointer(event, svg.node()) : [];
  const at = event && chart?.nearest(x, y);
  tip.hidden = !at;
  svg.selectAll("g.lines > g").classed("aside", (each) => Boolean(at) && each.name !== at.name);
  svg.selectAll("circle.at").data(at ? [at] : []).join("circle").attr("class", "at").attr("r", 4.5)
    .style("--c", () => colourOf(at.name)).attr("cx", () => at.x).attr("cy", () => at.y);
  if (at) {
    tip.style.left = `${at.x}px`;
    tip.style.top = `${at.y}px`;
    tip.replaceChildren(element("strong", {}, at.name), `${format(at.value)} at ${TIME[step()](points[at.i].time)}`);
  }
}

/** What a leading row is called: what it says but for its number, which stands last. */
const nameOf = (row) => Object.values(row).slice(0, -1).join(" · ");

/** Of a question the times in which the same led, in order: {name, category, from, to}, as places in the points. */
function reigns(question) {
  const found = [];
  points.forEach(({ leaders }, i) => {
    const row = leaders.find((each) => each.question === question)?.row;
    const name = row && nameOf(row);
    const last = found.at(-1);
    if (last && last.name === name) {
      last.to = i;
    } else {
      found.push({ name, category: row?.category, from: i, to: i });
    }
  });
  return found;
}

function showRibbons() {
  const present = Object.keys(QUESTIONS).map(Number).filter((question) => points.at(-1)?.leaders.some((each) => each.question === question));
  list.replaceChildren(
    ...present.map((question) => {
      const row = points.at(-1).leaders.find((each) => each.question === question).row;
      return element(
        "li",
        {},
        element("span", { className: "title" }, QUESTIONS[question]),
        element("span", { className: "ribbon" }, ...reigns(question).map(reign)),
        element("span", { className: "now" }, nameOf(row), " ", element("span", { className: "number" }, format(Object.values(row).at(-1)))),
      );
    }),
  );
}

function reign({ name, category, from, to }) {
  const times = [...new Set([from, to])].map((i) => TIME[step()](points[i].time)).join(" to ");
  const made = element("span", { className: name ? "reign" : "none", title: `${name ?? "nobody"}, ${times}` }, element("span", {}, name ?? ""));
  made.style.flexGrow = to - from + 1;
  if (category) {
    made.style.setProperty("--c", colourOf(category));
    made.dataset.categories = tokenOf(category);
  }
  return made;
}

svg.on("pointermove", point).on("pointerleave", () => point(null));
new ResizeObserver(draw).observe(svg.node());
