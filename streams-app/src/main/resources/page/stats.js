const list = document.getElementById("stats");

function row(name, value) {
  const term = document.createElement("dt");
  term.textContent = name;
  const detail = document.createElement("dd");
  detail.textContent = typeof value === "number" ? value.toLocaleString() : value;
  return [term, detail];
}

async function refresh() {
  try {
    const stats = await (await fetch("/api/stats")).json();
    list.replaceChildren(
      ...row("State", stats.state),
      ...row("Posts joined", stats.joined),
      ...row("Posts per second", stats.posts_per_second),
      ...row("Rows of pin", stats.parts.pin),
      ...row("Rows of geo", stats.parts.geo),
      ...row("Rows of user", stats.parts.user),
      ...row("Resends", stats.resends),
      ...row("Dead letters", stats.dead_letters),
    );
  } catch {
    list.replaceChildren(...row("State", "the app does not answer"));
  }
  setTimeout(refresh, 1000);
}

refresh();
