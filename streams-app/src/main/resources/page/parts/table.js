// Tables that are updated in place: what has not changed is not touched, so focus and scroll position stay.
import { element } from "./elements.js";
import { format, setText } from "./numbers.js";

/** A column of text or of nodes: content(row) is shown; signature(row) changes when it has to be shown anew. */
export const text = (title, content, { heading = false, numeric = false, signature = content } = {}) => ({
  title,
  numeric,
  make(row) {
    const cell = heading ? element("th", { scope: "row" }) : element("td", { className: numeric ? "numeric" : "" });
    cell.append(...[content(row)].flat());
    return cell;
  },
  signature: (row) => String(signature(row)),
  update: () => false,
});

/**
 * A column of numbers. share(row), from 0 to 1, is drawn as a bar behind the number in colour(row); lead(row) sets the
 * number off. Nothing stands where value(row) is undefined.
 */
export const number = (title, value, { share, colour, lead, categories } = {}) => ({
  title,
  numeric: true,
  make(row) {
    const cell = element("td", { className: "numeric" });
    this.update(cell, row);
    return cell;
  },
  signature: (row) => String(value(row) === undefined),
  update(cell, row) {
    const shown = value(row);
    if (shown === undefined) {
      return true;
    }
    cell.firstChild ?? cell.append(element("span", { className: "number" }));
    setText(cell.firstChild, format(shown));
    if (share) {
      cell.classList.add("bar");
      cell.style.setProperty("--share", `${Math.round(share(row) * 1000) / 10}%`);
    }
    if (colour) {
      cell.style.setProperty("--c", colour(row));
    }
    if (categories) {
      cell.dataset.categories = categories(row);
    }
    cell.classList.toggle("lead", Boolean(lead?.(row)));
    return true;
  },
});

/** Shows rows, told apart by key(row), in a table whose columns may change too. */
export function showTable(table, columns, rows, key) {
  const titles = columns.map((column) => column.title).join("\n");
  if (table.dataset.titles !== titles) {
    const headings = columns.map(({ title, numeric }) =>
      element("th", { scope: "col", className: numeric ? "numeric" : "", textContent: title }),
    );
    const caption = table.caption;
    table.replaceChildren(...(caption ? [caption] : []), element("thead", {}, element("tr", {}, ...headings)), element("tbody"));
    table.dataset.titles = titles;
  }
  const body = table.tBodies[0];
  const present = new Map([...body.rows].map((line) => [line.dataset.key, line]));
  let next = body.firstChild;
  for (const row of rows) {
    const name = String(key(row));
    const line = present.get(name) ?? element("tr", { "data-key": name });
    present.delete(name);
    fill(line, columns, row);
    if (line === next) {
      next = next.nextSibling;
    } else {
      moveBefore(body, line, next);
    }
  }
  present.forEach((line) => line.remove());
}

function fill(line, columns, row) {
  columns.forEach((column, i) => {
    const cell = line.cells[i];
    const signature = column.signature(row);
    if (cell?.dataset.signature === signature) {
      column.update(cell, row);
      return;
    }
    const made = column.make(row);
    made.dataset.signature = signature;
    if (cell) {
      cell.replaceWith(made);
    } else {
      line.append(made);
    }
  });
}

// A line that is moved loses the focus in most browsers.
function moveBefore(body, line, next) {
  const focused = line.contains(document.activeElement) ? document.activeElement : null;
  body.insertBefore(line, next);
  focused?.focus({ preventScroll: true });
}
