import { get } from "../parts/api.js";
import { chip } from "../parts/chip.js";
import { element } from "../parts/elements.js";

const SHOWN = 8;
const section = document.getElementById("newest");
const list = section.querySelector("ol");
const note = section.appendChild(element("p", { className: "note" }));

function item(post) {
  const where = [post.country, post.poster_name].filter(Boolean).join(" · ");
  return element(
    "li",
    { "data-ind": post.ind },
    element("a", { href: `/api/posts/${post.ind}`, className: "number", textContent: post.ind }),
    element("span", { className: "title" }, post.title ?? "(no title)"),
    element("span", { className: "where" }, post.category ? chip(post.category) : null, where),
  );
}

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
  list.prepend(...newest.map(item));
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

// What came while nothing was to move.
list.addEventListener("pointerleave", reload);
list.addEventListener("focusout", () => setTimeout(reload));
