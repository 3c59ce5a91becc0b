import { get } from "./api.js";
import { shapeFinder } from "./shapes.js";

const SMALL = 2.6;

/** The map of the world in an SVG: shapes by any name of their country, each drawn as a path of class country. */
export async function worldMap(svg) {
  const { features } = await get("world.json");
  // The SVG's view box leaves out what lies north of 84 and south of -62 degrees: ice.
  const projection = d3.geoNaturalEarth1().fitWidth(svg.viewBox.baseVal.width, { type: "Sphere" });
  const path = d3.geoPath(projection, null).pointRadius(SMALL).digits(1);
  d3.select(svg).append("defs");
  const shapes = new Map();
  d3.select(svg)
    .append("g")
    .selectAll("path")
    .data(d3.sort(features, (each) => (each.geometry.type === "Point" ? 1 : 0)))
    .join("path")
    .attr("class", (each) => (each.geometry.type === "Point" ? "country small" : "country"))
    .attr("d", path)
    .each(function (each) {
      shapes.set(each, this);
    });
  const find = shapeFinder(features);
  return { shapeOf: (name) => shapes.get(find(name)), centreOf: (shape) => path.centroid(d3.select(shape).datum()) };
}
