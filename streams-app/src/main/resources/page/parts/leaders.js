import { element } from "./elements.js";
import { format, numberLink } from "./numbers.js";

/** Who leads, and with how many: of each {title, names: nodes or text, count}. */
export function showLeaders(list, leaders, href) {
  const signature = JSON.stringify(leaders.map((each) => [each.title, each.names.map((name) => name.textContent ?? name), format(each.count)]));
  if (list.dataset.signature === signature) {
    return;
  }
  list.dataset.signature = signature;
  const focused = [...list.children].findIndex((item) => item.contains(document.activeElement));
  list.replaceChildren(
    ...leaders.map(({ title, names, count }) =>
      element("li", {}, element("span", { className: "title" }, title), element("span", { className: "names" }, ...names), numberLink(count, href)),
    ),
  );
  list.children[focused]?.querySelector("a").focus({ preventScroll: true });
}
