import { colourOf } from "./colours.js";

// More colours than these can't be told apart in a small country.
const MOST = 3;
const BAND = 4;
const SVG = "http://www.w3.org/2000/svg";

/** The fill of what these categories share: their colour, stripes of a few colours, or one that stands for many. */
export function fillOf(svg, categories) {
  if (categories.length === 1) {
    return colourOf(categories[0]);
  }
  if (categories.length > MOST) {
    return "var(--many)";
  }
  const id = `tie-${categories.map((category) => [...category].map((each) => each.codePointAt(0).toString(36)).join("_")).join("-")}`;
  if (!svg.querySelector(`#${id}`)) {
    svg.querySelector("defs").append(pattern(id, categories));
  }
  return `url(#${id})`;
}

function pattern(id, categories) {
  const width = BAND * categories.length;
  const made = svgElement("pattern", { id, width, height: width, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
  categories.forEach((category, i) => {
    const band = svgElement("rect", { x: i * BAND, width: BAND, height: width });
    band.style.fill = colourOf(category);
    made.append(band);
  });
  return made;
}

function svgElement(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
