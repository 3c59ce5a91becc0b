import { chips } from "../parts/chip.js";
import { tokenOf } from "../parts/colours.js";
import { element } from "../parts/elements.js";
import { showLegend } from "../parts/legend.js";
import { format } from "../parts/numbers.js";
import { open } from "../parts/opened.js";
import { roving, setStops } from "../parts/roving.js";
import { fillOf } from "../parts/stripes.js";
import { opener } from "../parts/opener.js";
import { number, showTable, text } from "../parts/table.js";
import { worldMap } from "../parts/world.js";

const section = document.getElementById("countries");
const svg = section.querySelector("svg");
const tip = section.querySelector(".tip");
const table = section.querySelector(".all table");
const search = section.querySelector("input");
const legend = section.querySelector(".legend");
const offMap = section.querySelector(".off-map");
let world;
const countryAt = new Map();
let countries = [];

const COLUMNS = [
  text("Country", (row) => opener("country", row.country), { heading: true, signature: (row) => row.country }),
  text("Likes best", (row) => chips(row.categories), { signature: (row) => row.categories.join("\n") }),
  number("Posts", (row) => row.count, {
    share: (row) => row.count / countries[0].count,
    categories: (row) => row.categories.map(tokenOf).join(" "),
  }),
];

/**
 * The most popular category in each country, tied ones together: a map and a list. Without the map's shapes, which are
 * asked for again the next time, the list alone.
 */
export async function showCountries(_, rows) {
  let failure;
  try {
    world ??= await worldMap(svg);
  } catch (error) {
    failure = error;
  }
  const grouped = d3.groups(rows, (row) => row.country).map(([country, tied]) => ({
    country,
    categories: tied.map((row) => row.category),
    count: tied[0].category_count,
  }));
  countries = d3.sort(grouped, (one, other) => d3.descending(one.count, other.count) || d3.ascending(one.country, other.country));
  showLegend(legend, d3.sort(new Set(rows.map((row) => row.category))));
  if (world) {
    showMap();
  }
  showList();
  if (failure) {
    throw new Error(`The map can’t be drawn: ${failure.message}`);
  }
  return rows.length > 0;
}

function showMap() {
  const before = new Set(countryAt.keys());
  countryAt.clear();
  const withoutShape = [];
  for (const each of countries) {
    const shape = world.shapeOf(each.country);
    // A second name of the same shape would hide the first.
    if (!shape || countryAt.has(shape)) {
      withoutShape.push(each);
      continue;
    }
    countryAt.set(shape, each);
    before.delete(shape);
    shape.style.fill = fillOf(svg, each.categories);
    shape.dataset.categories = each.categories.map(tokenOf).join(" ");
  }
  for (const shape of before) {
    shape.style.fill = "";
    delete shape.dataset.categories;
  }
  const signature = JSON.stringify(withoutShape);
  if (offMap.dataset.signature !== signature) {
    offMap.dataset.signature = signature;
    offMap.hidden = withoutShape.length === 0;
    offMap.replaceChildren("Not on the map: ", ...withoutShape.map(plainly));
  }
}

const plainly = ({ country, categories, count }) =>
  element("span", {}, opener("country", country), " ", ...chips(categories), format(count));

function showList() {
  const wanted = search.value.trim().toLocaleLowerCase();
  const shown = countries.filter(({ country }) => country.toLocaleLowerCase().includes(wanted));
  showTable(table, COLUMNS, shown, (row) => row.country);
  setStops(table);
}

function point(shape) {
  svg.querySelector(".at")?.classList.remove("at");
  const country = countryAt.get(shape);
  tip.hidden = !country;
  if (!country) {
    return;
  }
  shape.classList.add("at");
  const [x, y] = world.centreOf(shape);
  const box = svg.viewBox.baseVal;
  tip.style.left = `${(100 * x) / box.width}%`;
  tip.style.top = `${(100 * (y - box.y)) / box.height}%`;
  tip.replaceChildren(element("strong", {}, country.country), ...chips(country.categories), format(country.count));
}

roving(table);
roving(legend);
search.addEventListener("input", showList);
svg.addEventListener("pointerover", (event) => point(event.target));
svg.addEventListener("pointerleave", () => point(null));
svg.addEventListener("click", (event) => {
  const country = countryAt.get(event.target);
  if (country) {
    open("country", country.country);
  }
});
const pointAtLine = (event) => {
  const line = event.target.closest("tr[data-key]");
  point(line ? world?.shapeOf(line.dataset.key) : null);
};
table.addEventListener("pointerover", pointAtLine);
table.addEventListener("pointerleave", () => point(null));
table.addEventListener("focusin", pointAtLine);
table.addEventListener("focusout", () => point(null));
