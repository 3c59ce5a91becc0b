import { getPage } from "../parts/api.js";
import { onChoice, restricted } from "../parts/choice.js";
import { postLine } from "../parts/post.js";

const LIMIT = 20;
const PAUSE_MS = 250;

const section = document.getElementById("newest");
const field = section.querySelector("input");
const newest = section.querySelector("ol.newest");
const found = section.querySelector("ol.found");
const said = section.querySelector(".said");
const more = section.querySelector(".more");
let waiting;
let next;

function search() {
  const text = field.value.trim();
  section.classList.toggle("searching", Boolean(text));
  newest.hidden = Boolean(text);
  found.hidden = !text;
  found.replaceChildren();
  next = undefined;
  more.hidden = true;
  said.textContent = "";
  if (text) {
    look(restricted(`/api/posts?${new URLSearchParams({ text, limit: LIMIT })}`));
  }
}

/** Adds what a call finds; the last one counts where somebody types faster than answers come. */
async function look(path) {
  next = path;
  more.disabled = true;
  try {
    const page = await getPage(path);
    if (next !== path) {
      return;
    }
    const [first] = page.rows.map(postLine).map((line) => found.appendChild(line));
    next = page.next;
    more.hidden = !next;
    said.textContent = words(found.children.length, Boolean(next));
    if (document.activeElement === document.body) {
      first?.querySelector("a").focus({ preventScroll: true });
    }
  } catch (error) {
    said.textContent = error.message;
  } finally {
    more.disabled = false;
  }
}

function words(count, unfinished) {
  if (unfinished) {
    return count ? `${count} so far` : "None yet; there are posts left to look through";
  }
  return count === 1 ? "1 post" : `${count || "No"} posts`;
}

field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(search, PAUSE_MS);
});
more.addEventListener("click", () => look(next));
onChoice(search);
