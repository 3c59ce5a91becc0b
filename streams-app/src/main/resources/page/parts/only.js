// One category at a time: what belongs to others steps back, in all charts, however often they are drawn again.
const style = document.head.appendChild(document.createElement("style"));

/** Shows one category's token only, or with undefined all. */
export function showOnly(token) {
  style.textContent = token
    ? `[data-categories]:not([data-categories~="${CSS.escape(token)}"]) { opacity: 0.14; }`
    : "";
}
