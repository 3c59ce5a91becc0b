import { element } from "./elements.js";
import { format } from "./numbers.js";

/** Who leads, and with how many: of each {title, names: nodes or text, count}. */
export function showLeaders(list, leaders) {
  const signature = JSON.stringify(leaders.map((each) => [each.title, each.names.map((name) => name.textContent ?? name), format(each.count)]));
  if (list.dataset.signature === signature) {
    return;
  }
  list.dataset.signature = signature;
  list.replaceChildren(
    ...leaders.map(({ title, names, count }) =>
      element(
        "li",
        {},
        element("span", { className: "title" }, title),
        element("span", { className: "names" }, ...names),
        element("span", { className: "number" }, format(count)),
      ),
    ),
  );
}
