import { get } from "../parts/api.js";
import { chip } from "../parts/chip.js";
import { element } from "../parts/elements.js";
import { format } from "../parts/numbers.js";

const dialog = document.getElementById("card");
const title = dialog.querySelector("h2");
const list = dialog.querySelector("dl");
const json = dialog.querySelector(".json");

const time = (value) => element("time", { dateTime: value }, value.replace("T", " ").replace(/(:00)?(\.0+)?Z$/, " UTC"));

const SHOWN = {
  category: chip,
  follower_count: format,
  coordinates: (value) => value.join(", "),
  tag_list: (value) => element("span", { className: "tags" }, ...value.split(",").map((tag) => element("span", {}, tag))),
  image_src: (value) =>
    /^https?:/i.test(value) ? element("a", { href: value, target: "_blank", rel: "noopener noreferrer" }, value) : value,
  timestamp: time,
  date_joined: time,
};

/** The post that the page's address names, as a card with all its fields; nothing is loaded from elsewhere. */
async function showCard() {
  if (document.hidden) {
    document.addEventListener("visibilitychange", showCard, { once: true });
    return;
  }
  const ind = /^#post-(-?\d+)$/.exec(location.hash)?.[1];
  if (!ind) {
    dialog.close();
    return;
  }
  const path = `/api/posts/${ind}`;
  json.href = path;
  title.textContent = `Post ${ind}`;
  list.replaceChildren();
  if (!dialog.open) {
    dialog.showModal();
  }
  try {
    const post = await get(path);
    if (json.pathname === path) {
      title.textContent = post.title ?? `Post ${ind}`;
      list.replaceChildren(...Object.entries(post).flatMap(([field, value]) => line(field, value)));
    }
  } catch (error) {
    if (json.pathname === path) {
      list.replaceChildren(element("div", {}, element("dt", {}, "Not there"), element("dd", {}, error.message)));
    }
  }
}

function line(field, value) {
  const shown = value === null ? element("span", { className: "unknown" }, "unknown") : (SHOWN[field] ?? String)(value);
  return element("div", {}, element("dt", {}, field.replaceAll("_", " ")), element("dd", {}, shown));
}

window.addEventListener("hashchange", showCard);
dialog.addEventListener("close", () => {
  if (location.hash) {
    history.replaceState(null, "", location.pathname + location.search);
  }
});
dialog.querySelector("button").addEventListener("click", () => dialog.close());
// The backdrop is the dialog's own.
dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
showCard();
