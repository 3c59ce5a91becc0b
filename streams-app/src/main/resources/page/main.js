import { bars, stackedYears, table } from "./charts.js";
import { colourOf } from "./colours.js";

// Between two rounds of questions, however fast posts come.
const PAUSE_MS = 1000;
const SHOWN_POSTS = 12;
const AGE_GROUPS = ["18-24", "25-35", "36-50", "+50"];
const at = (id) => document.getElementById(id);

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error((await response.json()).detail);
  }
  return response.json();
}

function showStats(stats) {
  at("state").textContent = stats.state === "RUNNING" ? "Live" : `The streams are ${stats.state.toLowerCase()}`;
  const numbers = [
    ["posts joined", stats.joined],
    ["posts a second", Math.round(stats.posts_per_second * 10) / 10],
    ["rows read", stats.parts.pin + stats.parts.geo + stats.parts.user],
    ["resends left out", stats.resends],
    ["dead letters", stats.dead_letters],
  ];
  at("numbers").replaceChildren(
    ...numbers.map(([name, value]) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = "/api/stats";
      link.textContent = value.toLocaleString();
      const label = document.createElement("span");
      label.textContent = name;
      item.append(link, label);
      return item;
    }),
  );
}

function showPosts(posts) {
  const items = posts.map((post) => {
    const item = document.createElement("li");
    const chip = document.createElement("span");
    chip.className = "chip";
    chip.style.background = post.category ? colourOf(post.category) : "var(--line)";
    const link = document.createElement("a");
    link.href = `/api/posts/${post.ind}`;
    link.textContent = post.ind;
    const where = [post.country, post.user_name].filter(Boolean).join(", ");
    item.append(chip, link, ` ${post.title ?? "(no title)"} `, Object.assign(document.createElement("span"), { className: "faint", textContent: where }));
    return item;
  });
  at("newest").prepend(...items);
  while (at("newest").children.length > SHOWN_POSTS) {
    at("newest").lastChild.remove();
  }
}

const byAgeGroup = (one, other) => AGE_GROUPS.indexOf(one.age_group) - AGE_GROUPS.indexOf(other.age_group);
const named = (object) => Object.entries(object).map(([name, value]) => ({ name, value }));

async function showAnswers() {
  const [countries, years, posters, favourites, ageMedians, users, yearMedians, grid, quality, recent] = await Promise.all([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((number) => get(`/api/questions/${number}`)),
    get("/api/quality"),
    get("/api/live/categories"),
  ]);
  stackedYears(at("years"), years);
  bars(at("recent"), named(recent.posts).sort((a, b) => b.value - a.value), "/api/live/categories", colourOf);
  table(
    at("countries"),
    [
      { title: "Country", value: (row) => row.country },
      { title: "Category", value: (row) => row.category, chip: (row) => row.category },
      { title: "Posts", value: (row) => row.category_count, number: true, href: "/api/questions/1" },
    ],
    countries.sort((a, b) => b.category_count - a.category_count),
  );
  table(
    at("posters"),
    [
      { title: "Poster", value: (row) => row.poster_name },
      { title: "Country", value: (row) => row.country },
      { title: "Followers", value: (row) => row.follower_count, number: true, href: "/api/questions/3" },
    ],
    posters.sort((a, b) => b.follower_count - a.follower_count),
  );
  const medianOf = new Map(ageMedians.map((row) => [row.age_group, row.median_follower_count]));
  table(
    at("ages"),
    [
      { title: "Age", value: (row) => row.age_group },
      { title: "Category", value: (row) => row.category, chip: (row) => row.category },
      { title: "Posts", value: (row) => row.category_count, number: true, href: "/api/questions/4" },
      { title: "Median followers", value: (row) => medianOf.get(row.age_group), number: true, href: "/api/questions/5" },
    ],
    favourites.sort(byAgeGroup),
  );
  bars(at("joined"), users.map((row) => ({ name: row.join_year, value: row.number_users_joined })), "/api/questions/6");
  bars(at("medians"), yearMedians.map((row) => ({ name: row.join_year, value: row.median_follower_count })), "/api/questions/7");
  const joinYears = [...new Set(grid.map((row) => row.join_year))].sort();
  const cell = (ageGroup, year) =>
    grid.find((row) => row.age_group === ageGroup && row.join_year === year)?.median_follower_count;
  table(
    at("grid"),
    [
      { title: "Age", value: (ageGroup) => ageGroup },
      ...joinYears.map((year) => ({
        title: year,
        value: (ageGroup) => cell(ageGroup, year),
        number: true,
        href: "/api/questions/8",
      })),
    ],
    AGE_GROUPS.filter((ageGroup) => grid.some((row) => row.age_group === ageGroup)),
  );
  bars(at("quality"), named(quality.nulls).filter((row) => row.value > 0), "/api/quality");
}

let showing = false;
let changed = false;

// Answers that change while they are fetched are fetched once more, not in parallel.
async function refreshAnswers() {
  changed = true;
  if (showing) {
    return;
  }
  showing = true;
  while (changed) {
    changed = false;
    try {
      await showAnswers();
    } catch (error) {
      at("state").textContent = error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  showing = false;
}

get("/api/stats").then(showStats);
get("/api/live/newest").then((posts) => showPosts(posts.slice(0, SHOWN_POSTS)));
refreshAnswers();

const events = new EventSource("/api/events");
events.addEventListener("stats", (event) => showStats(JSON.parse(event.data)));
events.addEventListener("posts", (event) => showPosts(JSON.parse(event.data).slice(0, SHOWN_POSTS)));
events.addEventListener("answers", refreshAnswers);
events.onerror = () => {
  at("state").textContent = "The app does not answer; trying again…";
};
