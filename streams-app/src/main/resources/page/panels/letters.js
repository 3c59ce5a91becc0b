import { element } from "../parts/elements.js";
import { sendBack } from "../parts/api.js";
import { showTable, text } from "../parts/table.js";
import { shortTime } from "../parts/times.js";

const OUTCOMES = {
  sent: "sent back",
  open: "perhaps sent: send again to know",
  "sent-before": "sent back before",
  cut: "too large to be sent: only its beginning is here",
  foreign: "of no input of the app",
  "not-there": "not there any more",
};
const NO_TOKEN = "To send some back, start the app with http.token: then it knows who asks.";

const named = ({ partition, offset }) => `${partition}-${offset}`;

/** The newest dead letters, to be looked at and, where the app knows who asks, sent back. */
export function showLetters(section, { letters, may_send_back: may }) {
  const columns = [
    text("Came, UTC", (row) => shortTime(row.time), { heading: true }),
    text("From", ({ origin }) => `${origin.topic} ${origin.partition}, offset ${origin.offset}`),
    text("Key", (row) => row.key ?? "none"),
    text("Why", (row) => row.reason),
    text("Value", (row) => bytes(row)),
  ];
  if (may) {
    columns.push(text("Send back", choice, { signature: (row) => `${named(row)} ${row.sent_back}` }));
  }
  showTable(section.querySelector("table"), columns, letters, named);
  const actions = section.querySelector(".actions");
  if (may && !actions.querySelector("button")) {
    const button = element("button", { type: "button", textContent: "Send back" });
    button.addEventListener("click", () => send(section));
    actions.prepend(button);
  }
  actions.hidden = !letters.length;
  section.querySelector(".hint").textContent = may || !letters.length ? "" : NO_TOKEN;
  return letters.length > 0;
}

function bytes({ partition, offset, bytes: count, value }) {
  const href = `/api/dead-letters/${partition}/${offset}`;
  return element("a", { href, textContent: `${count} bytes`, title: value ?? "" });
}

function choice(row) {
  if (row.sent_back) {
    return "sent back";
  }
  if (row.cut) {
    return "too large";
  }
  const box = element("input", { type: "checkbox", value: named(row) });
  box.setAttribute("aria-label", `Dead letter ${row.partition}, offset ${row.offset}`);
  return box;
}

async function send(section) {
  const said = section.querySelector(".said");
  const chosen = [...section.querySelectorAll("input:checked")].map((box) => box.value.split("-").map(Number));
  if (!chosen.length) {
    said.textContent = "Choose some first.";
    return;
  }
  const button = section.querySelector("button");
  button.disabled = true;
  try {
    const { letters } = await sendBack(chosen.map(([partition, offset]) => ({ partition, offset })));
    const counts = d3.rollup(letters, (each) => each.length, (each) => OUTCOMES[each.outcome] ?? each.outcome);
    said.textContent = [...counts].map(([words, count]) => `${count} ${words}`).join(", ");
    section.dispatchEvent(new CustomEvent("sent", { bubbles: true }));
  } catch (error) {
    said.textContent = error.message;
  } finally {
    button.disabled = false;
  }
}
