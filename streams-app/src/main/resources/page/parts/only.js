// One category at a time: what belongs to others steps back, in all charts, however often they are drawn again.
// A sheet of its own: the content security policy lets no style element in.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

/** Shows one category's token only, or with undefined all. */
export function showOnly(token) {
  sheet.replaceSync(
    token
      ? `[data-categories]:not([data-categories~="${CSS.escape(token)}"]) { opacity: 0.14; }`
      : "",
  );
}
