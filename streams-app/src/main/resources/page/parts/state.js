const at = document.getElementById("state");

const WORDS = {
  RUNNING: "Live",
  LOST: "The app does not answer; trying again…",
  PAUSED: "Paused",
  PARTLY: "An instance does not answer: its part is missing",
};

/** Says what the app does, with more in the title; where it does not run yet, the app's own words. */
export async function showState(state, more = []) {
  at.title = more.join("\n");
  if (at.dataset.state === state && state === "RUNNING") {
    return;
  }
  at.dataset.state = state;
  const words = WORDS[state] ?? (await reason()) ?? `The streams are ${state.toLowerCase()}`;
  if (at.dataset.state === state && at.textContent !== words) {
    at.textContent = words;
  }
}

async function reason() {
  try {
    return (await (await fetch("/readyz")).json()).detail;
  } catch {
    return undefined;
  }
}
