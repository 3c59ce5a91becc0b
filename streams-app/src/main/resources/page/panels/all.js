import { showAges } from "./ages.js";
import { showCountries } from "./countries.js";
import { showHealth } from "./health.js";
import { showJoined } from "./joined.js";
import { showLetters } from "./letters.js";
import { showPosters } from "./posters.js";
import { showQuality } from "./quality.js";
import { showRate } from "./rate.js";
import { showRecent } from "./recent.js";
import { showYears } from "./years.js";

const panel = (id, when, from, show) => ({ section: document.getElementById(id), when, from, show });

/** What is shown where, from which calls, and whether it follows the answers, the clock or the dead letters. */
export const panels = [
  panel("numbers", "second", ["/api/live/rate"], showRate),
  panel("recent", "second", ["/api/live/categories"], showRecent),
  panel("countries", "answers", ["/api/questions/1"], showCountries),
  panel("years", "answers", ["/api/questions/2", "/api/questions/2/leaders"], showYears),
  panel("ages", "answers", ["/api/questions/4", "/api/questions/5"], showAges),
  panel("joined", "answers", ["/api/questions/6", "/api/questions/7", "/api/questions/8"], showJoined),
  panel("posters", "answers", ["/api/questions/3", "/api/questions/3/leaders"], showPosters),
  panel("health", "second", ["/api/health", "/api/waiting"], showHealth),
  panel("letters", "letters", ["/api/dead-letters"], showLetters),
  panel("quality", "second", ["/api/quality"], showQuality),
];
