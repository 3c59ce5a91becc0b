// Charts in SVG by D3. Each replaces what it drew before; every bar is a link to the call that its number comes from.
import { colourOf } from "./colours.js";

const format = (value) => value.toLocaleString(undefined, { maximumFractionDigits: 1 });

// Drawn in the figure's own pixels, so that text is as large on a phone as at a desk.
const widthOf = (figure) => Math.max(260, figure.clientWidth);

function canvas(figure, width, height, label) {
  figure.replaceChildren();
  return d3
    .select(figure)
    .append("svg")
    .attr("viewBox", `0 0 ${width} ${height}`)
    .attr("role", "img")
    .attr("aria-label", label);
}

/** Horizontal bars: [{name, value}]. */
export function bars(figure, rows, href, colour) {
  const width = widthOf(figure);
  const step = 20;
  const left = 120;
  const x = d3.scaleLinear([0, d3.max(rows, (row) => row.value) || 1], [0, width - left - 55]);
  const label = rows.map((row) => `${row.name}: ${row.value}`).join(", ");
  const bar = canvas(figure, width, Math.max(1, rows.length) * step, label)
    .selectAll("a")
    .data(rows)
    .join("a")
    .attr("href", href)
    .attr("transform", (row, i) => `translate(0,${i * step})`);
  bar.append("text").attr("x", left - 6).attr("y", 14).attr("text-anchor", "end").attr("class", "faint").text((row) => row.name);
  bar
    .append("rect")
    .attr("x", left)
    .attr("y", 3)
    .attr("height", step - 6)
    .attr("rx", 2)
    .attr("width", (row) => x(row.value))
    .attr("fill", (row) => colour?.(row.name) ?? "var(--accent)");
  bar.append("text").attr("x", (row) => left + 5 + x(row.value)).attr("y", 14).text((row) => format(row.value));
}

/** One stacked bar per year: rows of question 2. */
export function stackedYears(figure, rows) {
  const width = widthOf(figure);
  const height = 260;
  const bottom = 22;
  const years = [...new Set(rows.map((row) => row.post_year))];
  const categories = [...new Set(rows.map((row) => row.category))].sort();
  const count = d3.rollup(rows, (each) => each[0].category_count, (row) => row.post_year, (row) => row.category);
  const series = d3
    .stack()
    .keys(categories)
    .value((year, category) => count.get(year).get(category) ?? 0)(years);
  const x = d3.scaleBand(years, [0, width]).padding(0.25);
  const y = d3.scaleLinear([0, d3.max(series.at(-1) ?? [], (each) => each[1]) || 1], [height - bottom, 18]);
  const svg = canvas(figure, width, height, "Posts per category per year");
  const group = svg.selectAll("g").data(series).join("g").attr("fill", (each) => colourOf(each.key));
  group
    .selectAll("a")
    .data((each) => each.map((span) => ({ span, category: each.key })))
    .join("a")
    .attr("href", "/api/questions/2")
    .append("rect")
    .attr("x", ({ span }) => x(span.data))
    .attr("width", x.bandwidth())
    .attr("y", ({ span }) => y(span[1]))
    .attr("height", ({ span }) => y(span[0]) - y(span[1]))
    .append("title")
    .text(({ span, category }) => `${span.data} ${category}: ${format(span[1] - span[0])}`);
  const caption = svg.selectAll("g.year").data(years).join("g").attr("class", "year").attr("text-anchor", "middle");
  caption.append("text").attr("x", (year) => x(year) + x.bandwidth() / 2).attr("y", height - 6).attr("class", "faint").text(String);
  caption
    .append("text")
    .attr("x", (year) => x(year) + x.bandwidth() / 2)
    .attr("y", (year) => y(d3.sum(count.get(year).values())) - 5)
    .text((year) => format(d3.sum(count.get(year).values())));
  const legend = d3.select(figure).append("ul").attr("class", "legend").selectAll("li").data(categories).join("li");
  legend.append("span").attr("class", "chip").style("background", colourOf);
  legend.append("span").text((category) => category);
}

/** A table; columns are {title, value(row), number, chip(row), href}. */
export function table(element, columns, rows) {
  const d3Table = d3.select(element);
  d3Table.html("");
  d3Table
    .append("thead")
    .append("tr")
    .selectAll("th")
    .data(columns)
    .join("th")
    .attr("scope", "col")
    .classed("number", (column) => column.number)
    .text((column) => column.title);
  const cell = d3Table
    .append("tbody")
    .selectAll("tr")
    .data(rows)
    .join("tr")
    .selectAll("td")
    .data((row) => columns.map((column) => ({ column, row })))
    .join("td")
    .classed("number", ({ column }) => column.number);
  cell
    .filter(({ column }) => column.chip)
    .append("span")
    .attr("class", "chip")
    .style("background", ({ column, row }) => colourOf(column.chip(row)));
  cell.filter(({ column }) => !column.number).append("span").text(({ column, row }) => column.value(row));
  cell
    .filter(({ column, row }) => column.number && column.value(row) !== undefined)
    .append("a")
    .attr("href", ({ column }) => column.href)
    .text(({ column, row }) => format(column.value(row)));
}
