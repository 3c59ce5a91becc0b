import { chip } from "./chip.js";
import { element } from "./elements.js";

/** The address in the page under which a post is open as a card. */
export const cardOf = (ind) => `#post-${ind}`;

/** A post in a list: its number, its title, which opens it, and where it is from. */
export function postLine(post) {
  const where = [post.country, post.poster_name].filter(Boolean).join(" · ");
  return element(
    "li",
    { "data-ind": post.ind },
    element("span", { className: "number" }, String(post.ind)),
    element("a", { className: "title", href: cardOf(post.ind) }, post.title ?? "(no title)"),
    element("span", { className: "where" }, post.category ? chip(post.category) : null, where),
  );
}
