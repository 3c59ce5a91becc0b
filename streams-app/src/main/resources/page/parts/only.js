// Of an open category what belongs to others steps back, in all charts, however often they are drawn again.
import { tokenOf } from "./colours.js";
import { onOpened, opened } from "./opened.js";

// A sheet of its own: the content security policy lets no style element in.
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

onOpened(() => {
  const { kind, name } = opened() ?? {};
  sheet.replaceSync(
    kind === "category" ? `[data-categories]:not([data-categories~="${CSS.escape(tokenOf(name))}"]) { opacity: 0.14; }` : "",
  );
});
