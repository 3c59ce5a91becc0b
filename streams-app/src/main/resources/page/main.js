import { events } from "./parts/events.js";
import { get } from "./parts/api.js";
import { showState } from "./parts/state.js";
import { panels as all } from "./panels/all.js";
import { showNumbers } from "./panels/numbers.js";
import { add as addPosts, reload as reloadPosts } from "./panels/newest.js";

// Between two rounds of questions: as long as five of them take, however fast posts come.
const SHORTEST_PAUSE_MS = 1000;
const PAUSE_PER_WORK = 5;
// The app opens connections to the brokers to read dead letters.
const LETTERS_PAUSE_MS = 10000;
// Until what was not answered is asked again.
const RETRY_MS = 3000;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks for what the panels show, each call once, and shows each as soon as it can. Whether all could be shown. */
async function refresh(panels) {
  let all = true;
  const calls = new Map();
  const call = (path) => calls.get(path) ?? calls.set(path, get(path)).get(path);
  await Promise.all(
    panels.map(async ({ section, from, show }) => {
      const note = section.querySelector(":scope > .note") ?? section.appendChild(Object.assign(document.createElement("p"), { className: "note" }));
      try {
        const something = await show(section, ...(await Promise.all(from.map(call))));
        section.dataset.state = something ? "shown" : "empty";
        note.textContent = something ? "" : section.dataset.empty;
      } catch (error) {
        note.textContent = error.message;
        section.dataset.state ??= "empty";
        all = false;
      }
    }),
  );
  return all;
}

/** A function that refreshes panels, no sooner than a pause after the last time; what changes meanwhile is asked for once more, not in parallel. */
function refresher(panels, shortestPause = SHORTEST_PAUSE_MS) {
  let asked = false;
  let running = false;
  return async () => {
    asked = true;
    if (running) {
      return;
    }
    running = true;
    while (asked) {
      asked = false;
      const start = performance.now();
      if (!(await refresh(panels)) && stream.isOpen()) {
        asked = true;
        await pause(RETRY_MS);
      }
      await pause(Math.max(shortestPause, PAUSE_PER_WORK * (performance.now() - start)));
    }
    running = false;
  };
}

const refreshAnswers = refresher(all.filter((panel) => panel.when === "answers"));
const refreshLive = refresher(all.filter((panel) => panel.when === "second"));

const letters = all.filter((panel) => panel.when === "letters");
const refreshLetters = refresher(letters, LETTERS_PAUSE_MS);
let lettersSeen;
document.addEventListener("sent", () => refresh(letters));

const stream = events({
  opened() {
    lettersSeen = undefined;
    refreshAnswers();
    reloadPosts();
  },
  stats(stats) {
    showState(stats.missing.length ? "PARTLY" : stats.state, stats.missing);
    showNumbers(stats);
    refreshLive();
    // To read them costs more than to count them.
    if (!(stats.dead_letters <= lettersSeen)) {
      refreshLetters();
    }
    lettersSeen = stats.dead_letters;
  },
  posts: addPosts,
  answers: refreshAnswers,
  lost: () => showState("LOST"),
});

const button = document.getElementById("pause");
button.addEventListener("click", () => {
  const paused = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(paused));
  if (paused) {
    stream.close();
    showState("PAUSED");
  } else {
    stream.open();
  }
});
// A page that nobody sees asks for nothing.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    stream.close();
  } else if (button.getAttribute("aria-pressed") !== "true") {
    stream.open();
  }
});
stream.open();
