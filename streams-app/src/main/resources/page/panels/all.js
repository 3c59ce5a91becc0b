import { restricted } from "../parts/choice.js";
import { showAges } from "./ages.js";
import { breakdownFrom, showBreakdown } from "./breakdown.js";
import { showChoice } from "./choice.js";
import { showCountries } from "./countries.js";
import { showHealth } from "./health.js";
import { historyFrom, showHistory } from "./history.js";
import { showJoined } from "./joined.js";
import { showLetters } from "./letters.js";
import { showPosters } from "./posters.js";
import { showQuality } from "./quality.js";
import { showRate } from "./rate.js";
import { showRecent } from "./recent.js";
import { showYears } from "./years.js";

const section = (id) => document.getElementById(id);
const push = (id, events, show) => ({ section: section(id), events, show });
const ask = (id, when, from, show) => ({ section: section(id), when, from, show });
const calls = (...paths) => () => paths;
const questions = (...paths) => () => paths.map((path) => restricted(`/api/questions/${path}`));

/** What is shown where of what comes in which events. */
export const pushed = [
  push("numbers", ["rate"], showRate),
  push("recent", ["categories"], showRecent),
  push("health", ["health", "waiting"], showHealth),
  push("quality", ["quality"], showQuality),
];

/** What is shown where from which calls, and after what they are asked again. */
export const asked = [
  ask("choice", "answers", calls("/api/questions/1", "/api/questions/2"), showChoice),
  ask("countries", "answers", questions("1"), showCountries),
  ask("breakdown", "opened", breakdownFrom, showBreakdown),
  ask("years", "answers", questions("2", "2/leaders"), showYears),
  ask("ages", "answers", questions("4", "5"), showAges),
  ask("joined", "answers", questions("6", "7", "8"), showJoined),
  ask("posters", "answers", questions("3", "3/leaders"), showPosters),
  ask("history", "history", historyFrom, showHistory),
  ask("letters", "letters", calls("/api/dead-letters"), showLetters),
];
