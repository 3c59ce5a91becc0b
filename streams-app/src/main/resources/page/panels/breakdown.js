import { chip } from "../parts/chip.js";
import { choose } from "../parts/choice.js";
import { colourOf, tokenOf } from "../parts/colours.js";
import { close, onOpened, opened } from "../parts/opened.js";
import { opener } from "../parts/opener.js";
import { format } from "../parts/numbers.js";
import { roving, setStops } from "../parts/roving.js";
import { number, showTable, text } from "../parts/table.js";

const section = document.getElementById("breakdown");
const all = document.querySelector("#countries .all");
const heading = section.querySelector("h3");
const table = section.querySelector("table");
const json = section.querySelector(".json");

const KINDS = {
  country: { calls: "/api/countries/", part: "category", title: "Category", show: (name) => name, draw: chip },
  category: { calls: "/api/categories/", part: "country", title: "Country", show: chip, draw: (name) => name },
};

const call = ({ kind, name }) => KINDS[kind].calls + encodeURIComponent(name);

let asked;

/** The call that what is open is shown from, if something is. */
export function breakdownFrom() {
  asked = opened() && call(opened());
  return asked ? [asked] : [];
}

/** A country's posts by category, or a category's by country. */
export function showBreakdown(_, rows) {
  // Another may have been opened meanwhile.
  if (!opened() || asked !== call(opened()) || !rows?.[0]) {
    return true;
  }
  const { kind, name } = opened();
  const { part, title, draw } = KINDS[kind];
  const most = rows[0].posts;
  const categoryOf = (row) => (kind === "category" ? name : row.category);
  const columns = [
    text(title, (row) => opener(part, row[part], draw(row[part])), { heading: true, signature: (row) => row[part] }),
    number("Posts", (row) => row.posts, {
      share: (row) => row.posts / most,
      colour: (row) => colourOf(categoryOf(row)),
      categories: (row) => tokenOf(categoryOf(row)),
    }),
  ];
  showTable(table, columns, rows, (row) => row[part]);
  setStops(table);
  section.querySelector(".sum").textContent = `${format(d3.sum(rows, (row) => row.posts))} posts that name a ${part}`;
  return true;
}

onOpened(() => {
  const now = opened();
  section.hidden = !now;
  all.hidden = Boolean(now);
  if (!now) {
    return;
  }
  table.tBodies[0]?.replaceChildren();
  section.querySelector(".sum").textContent = "";
  heading.replaceChildren(KINDS[now.kind].show(now.name));
  json.href = call(now);
  section.querySelector(".restrict").textContent = `Ask the questions of this ${now.kind} only`;
  heading.focus({ preventScroll: true });
  section.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
roving(table);
section.querySelector(".back").addEventListener("click", () => {
  close();
  all.querySelector("input").focus({ preventScroll: true });
});
section.querySelector(".restrict").addEventListener("click", () => choose({ [opened().kind]: opened().name }));
