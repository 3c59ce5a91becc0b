const WINDOW = 120;
const WIDTH = 240;
const HEIGHT = 44;

/** Posts in each of the last seconds. */
export function showRate(section, { each_second: seconds }) {
  const most = d3.max(seconds) || 0;
  const x = d3.scaleLinear([0, WINDOW - 1], [0, WIDTH]);
  const y = d3.scaleLinear([0, most || 1], [HEIGHT - 1, 2]);
  const offset = WINDOW - seconds.length;
  const area = d3.area((_, i) => x(i + offset), HEIGHT, y).curve(d3.curveMonotoneX);
  const svg = d3.select(section).select(".spark svg");
  svg.attr("aria-label", `Posts in each of the last ${WINDOW} seconds; the most in one was ${most}`);
  svg.selectAll("path").data([seconds]).join("path").attr("d", area);
  return true;
}
