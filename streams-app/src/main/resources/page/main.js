import { events } from "./parts/events.js";
import { get } from "./parts/api.js";
import { element } from "./parts/elements.js";
import { showState } from "./parts/state.js";
import { onChoice } from "./parts/choice.js";
import { onOpened } from "./parts/opened.js";
import { asked as all, pushed } from "./panels/all.js";
import { onStep } from "./panels/history.js";
import { showNumbers } from "./panels/numbers.js";
import { add as addPosts, onLeft, reload as reloadPosts } from "./panels/newest.js";
import "./parts/only.js";
import "./panels/card.js";
import "./panels/search.js";

// Between two rounds of questions: as long as five of them take, however fast posts come.
const SHORTEST_PAUSE_MS = 1000;
const PAUSE_PER_WORK = 5;
// The app opens connections to the brokers to read dead letters.
const LETTERS_PAUSE_MS = 10_000;
// Until what was not answered is asked again.
const RETRY_MS = 3000;
// What changes with every post, and of which nobody sees a second.
const HISTORY_PAUSE_MS = 15_000;

const nothing = (section) => (section.querySelector("h2 .chosen")?.textContent ? "No post fits what is chosen above." : section.dataset.empty);

/** Shows in a panel what answers say, or promises of them, or why it can't. Whether it could. */
async function draw({ section, show }, answers) {
  const note = section.querySelector(":scope > .note") ?? section.appendChild(element("p", { className: "note" }));
  try {
    const something = await show(section, ...(await Promise.all(answers)));
    section.dataset.state = something ? "shown" : "empty";
    note.textContent = something ? "" : nothing(section);
    return true;
  } catch (error) {
    note.textContent = error.message;
    section.dataset.state ??= "empty";
    return false;
  }
}

/** Asks for what the panels show, each call once, and shows each as soon as it can. Those that could not be shown. */
async function refresh(panels) {
  const calls = new Map();
  const call = (path) => calls.get(path) ?? calls.set(path, get(path)).get(path);
  const drawn = await Promise.all(panels.map((panel) => draw(panel, panel.from().map(call))));
  return panels.filter((panel, i) => !drawn[i]);
}

/**
 * A function that refreshes panels; what changes meanwhile is asked for once more, not in parallel. Between two rounds is
 * a pause, unless somebody waits. Those that could not be shown are asked for again, alone until the pause is over.
 */
function refresher(when, shortestPause = SHORTEST_PAUSE_MS) {
  const panels = all.filter((panel) => panel.when === when);
  let changed = false;
  let failed = [];
  let rested = 0;
  let running = false;
  let hurried = false;
  let wake;
  const pause = (ms) =>
    new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, ms);
    });
  return async ({ now = false } = {}) => {
    changed = true;
    if (now) {
      hurried = true;
      wake?.();
    }
    if (running) {
      return;
    }
    running = true;
    // Of a page that is paused nothing changes but what somebody asks for.
    while (hurried || (stream.isOpen() && (changed || failed.length > 0))) {
      const whole = changed && (hurried || performance.now() >= rested);
      const round = whole ? panels : failed;
      changed &&= !whole;
      hurried = false;
      const start = performance.now();
      failed = await refresh(round);
      if (whole) {
        rested = performance.now() + Math.max(shortestPause, PAUSE_PER_WORK * (performance.now() - start));
      }
      if (!hurried) {
        const rest = Math.max(0, rested - performance.now());
        await pause(failed.length > 0 ? Math.max(shortestPause, RETRY_MS) : rest);
      }
    }
    running = false;
  };
}

const refreshAnswers = refresher("answers");
const refreshOpened = refresher("opened");
const refreshHistory = refresher("history", HISTORY_PAUSE_MS);
const refreshLetters = refresher("letters", LETTERS_PAUSE_MS);
let lettersSeen;

function answersChanged() {
  refreshAnswers();
  refreshOpened();
  refreshHistory();
}

onChoice(() => refreshAnswers({ now: true }));
onOpened(() => refreshOpened({ now: true }));
onStep(() => refreshHistory({ now: true }));
document.addEventListener("sent", () => refreshLetters({ now: true }));

/** Of a panel that is drawn from what comes in events: what to do with each of them. */
function handlersOf(panel) {
  const latest = new Map();
  const handler = (event) => (state) => {
    latest.set(event, state);
    if (latest.size === panel.events.length) {
      draw(panel, panel.events.map((each) => latest.get(each)));
    }
  };
  return Object.fromEntries(panel.events.map((event) => [event, handler(event)]));
}

const stream = events({
  opened() {
    lettersSeen = undefined;
    answersChanged();
    reloadPosts();
  },
  stats(stats) {
    showState(stats.missing.length ? "PARTLY" : stats.state, stats.missing);
    showNumbers(stats);
    // To read them costs more than to count them.
    if (!(stats.dead_letters <= lettersSeen)) {
      refreshLetters();
    }
    lettersSeen = stats.dead_letters;
  },
  posts: addPosts,
  answers: answersChanged,
  history: () => refreshHistory(),
  lost: () => showState("LOST"),
  ...Object.assign({}, ...pushed.map(handlersOf)),
});

// What came while nothing was to move; where the page is paused nothing comes.
onLeft(() => stream.isOpen() && reloadPosts());

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
/** A page that nobody sees asks for nothing, also where it was opened in the background. */
function follow() {
  if (document.hidden) {
    stream.close();
  } else if (button.getAttribute("aria-pressed") !== "true") {
    stream.open();
  }
}
document.addEventListener("visibilitychange", follow);
follow();
