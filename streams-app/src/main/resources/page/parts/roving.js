// One stop for the Tab key in a long table of buttons; arrows, Home and End move inside it.
const buttonsOf = (container) => [...container.querySelectorAll("button")];

/** Has to be called again after the container's buttons have changed. */
export function setStops(container) {
  const buttons = buttonsOf(container);
  const stop = buttons.find((button) => "stop" in button.dataset) ?? buttons[0];
  for (const button of buttons) {
    setStop(button, button === stop);
  }
}

function setStop(button, is) {
  const index = is ? 0 : -1;
  if (button.tabIndex !== index) {
    button.tabIndex = index;
  }
  if (is) {
    button.dataset.stop = "";
  } else {
    delete button.dataset.stop;
  }
}

/** Makes the container's buttons one stop. */
export function roving(container) {
  container.addEventListener("keydown", (event) => {
    const buttons = buttonsOf(container);
    const from = buttons.indexOf(document.activeElement);
    const to = from < 0 ? undefined : target(buttons, from, event.key);
    if (to) {
      event.preventDefault();
      to.focus();
    }
  });
  container.addEventListener("focusin", ({ target: button }) => {
    if (button.matches("button")) {
      buttonsOf(container).forEach((each) => setStop(each, each === button));
    }
  });
}

function target(buttons, from, key) {
  switch (key) {
    case "ArrowRight":
      return buttons[from + 1];
    case "ArrowLeft":
      return buttons[from - 1];
    case "ArrowDown":
      return inColumn(buttons.slice(from + 1), buttons[from]);
    case "ArrowUp":
      return inColumn(buttons.slice(0, from).reverse(), buttons[from]);
    case "Home":
      return buttons[0];
    case "End":
      return buttons.at(-1);
    default:
      return undefined;
  }
}

function inColumn(candidates, button) {
  const column = button.closest("td, th")?.cellIndex;
  return candidates.find((each) => each.closest("td, th")?.cellIndex === column);
}
