import { get } from "../parts/api.js";
import { element } from "../parts/elements.js";
import { postLine } from "../parts/post.js";

const SHOWN = 8;
const section = document.getElementById("newest");
const list = section.querySelector("ol.newest");
const note = section.appendChild(element("p", { className: "note" }));

/** Puts posts, newest first, on top. Nothing moves under a pointer or while the focus is inside. */
export function add(posts) {
  if (list.matches(":hover, :focus-within")) {
    return;
  }
  const newest = posts.slice(0, SHOWN);
  const again = new Set(newest.map((post) => String(post.ind)));
  for (const shown of [...list.children]) {
    if (again.has(shown.dataset.ind)) {
      shown.remove();
    }
  }
  list.prepend(...newest.map(postLine));
  while (list.children.length > SHOWN) {
    list.lastChild.remove();
  }
  section.dataset.state = list.children.length ? "shown" : "empty";
  note.textContent = list.children.length ? "" : section.dataset.empty;
}

/** Shows what is newest now. */
export async function reload() {
  try {
    add(await get("/api/live/newest"));
  } catch (error) {
    note.textContent = error.message;
  }
}

/** Calls the listener when posts may move again. */
export function onLeft(listener) {
  list.addEventListener("pointerleave", listener);
  list.addEventListener("focusout", () => setTimeout(listener));
}
