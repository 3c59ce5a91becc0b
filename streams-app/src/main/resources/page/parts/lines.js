import { colourOf, tokenOf } from "./colours.js";
import { format } from "./numbers.js";

const TOP = 12;
const BOTTOM = 24;
const LEFT = 44;
const LABEL_HEIGHT = 15;
// An axis has a label for each so many pixels.
const X_TICK = 85;
const Y_TICK = 55;

const day = d3.utcFormat("%d %b");
const minute = d3.utcFormat("%H:%M");
const tickTime = (time) => (d3.utcDay(time) < time ? minute(time) : day(time));

/** Where labels stand that would stand at these heights, if none may cover another nor leave the range. */
function apart(heights, lowest) {
  const placed = [];
  for (const height of heights) {
    placed.push(Math.max(height, (placed.at(-1) ?? -Infinity) + LABEL_HEIGHT));
  }
  let limit = lowest;
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i], limit);
    limit = placed[i] - LABEL_HEIGHT;
  }
  return placed;
}

/**
 * Lines in an SVG as large as it is shown: of each {name, values} a value at each of the times, or undefined where there
 * is none, and its name at its end.
 */
export function showLines(svg, times, series) {
  const { width, height } = svg.node().getBoundingClientRect();
  const right = d3.max(series, ({ name }) => name.length) * 6.6 + 16;
  const x = d3.scaleUtc(d3.extent(times), [LEFT, Math.max(LEFT, width - right)]);
  const y = d3.scaleLinear([0, d3.max(series, ({ values }) => d3.max(values)) || 1], [height - BOTTOM, TOP]);
  const line = d3
    .line((_, i) => x(times[i]), y)
    .defined((value) => value !== undefined);
  const sorted = d3.sort(series, ({ values }) => -values.at(-1));
  const labels = apart(sorted.map(({ values }) => y(values.at(-1))), height - BOTTOM);
  svg.attr("viewBox", `0 0 ${width} ${height}`);
  // Points may be closer to each other than the minutes that labels tell.
  const ticks = x.ticks((x.range()[1] - LEFT) / X_TICK).filter((time, i, all) => i === 0 || tickTime(time) !== tickTime(all[i - 1]));
  part(svg, "x").attr("transform", `translate(0,${height - BOTTOM})`).call(d3.axisBottom(x).tickValues(ticks).tickFormat(tickTime).tickSizeOuter(0));
  part(svg, "y")
    .attr("transform", `translate(${LEFT},0)`)
    .call(d3.axisLeft(y).ticks(height / Y_TICK).tickFormat(format).tickSize(-(x.range()[1] - LEFT)));
  part(svg, "lines")
    .selectAll("g")
    .data(sorted, ({ name }) => name)
    .join((entering) => {
      const group = entering.append("g").attr("data-categories", ({ name }) => tokenOf(name)).style("--c", ({ name }) => colourOf(name));
      group.append("path");
      group.append("circle").attr("r", 3);
      group.append("text").text(({ name }) => name);
      return group;
    })
    .order()
    .call((group) => {
      group.select("path").attr("d", ({ values }) => line(values));
      group.select("circle").attr("cx", x(times.at(-1))).attr("cy", ({ values }) => y(values.at(-1)));
      group.select("text").attr("x", x(times.at(-1)) + 9).attr("y", (_, i) => labels[i]).attr("dy", "0.32em");
    });
  return {
    /** The time and the line next to a point. */
    nearest(px, py) {
      const i = d3.leastIndex(times, (time) => Math.abs(x(time) - px));
      const one = d3.least(sorted, ({ values }) => (values[i] === undefined ? Infinity : Math.abs(y(values[i]) - py)));
      return { i, name: one.name, value: one.values[i], x: x(times[i]), y: y(one.values[i] ?? 0) };
    },
  };
}

function part(svg, name) {
  return svg.selectAll(`g.${name}`).data([0]).join("g").attr("class", name);
}
