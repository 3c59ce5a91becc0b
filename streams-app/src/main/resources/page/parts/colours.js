// One colour per category, the same in every chart, after every reload and on every machine. The style sheet lifts
// the lightness where the scheme is dark.
const KNOWN = {
  art: [0.62, 0.19, 25],
  beauty: [0.74, 0.13, 350],
  christmas: [0.5, 0.12, 150],
  "diy-and-crafts": [0.76, 0.15, 75],
  education: [0.56, 0.15, 255],
  "event-planning": [0.6, 0.17, 310],
  finance: [0.72, 0.13, 160],
  "home-decor": [0.6, 0.1, 55],
  "mens-fashion": [0.43, 0.11, 275],
  quotes: [0.8, 0.14, 105],
  tattoos: [0.48, 0.03, 250],
  travel: [0.7, 0.11, 215],
  vehicles: [0.47, 0.13, 10],
};

const oklch = ([lightness, chroma, hue]) => `oklch(calc(${lightness} + var(--lift)) ${chroma} ${hue})`;

export function colourOf(category) {
  if (Object.hasOwn(KNOWN, category)) {
    return oklch(KNOWN[category]);
  }
  let hash = 7;
  for (const character of category) {
    hash = (hash * 31 + character.codePointAt(0)) % 3600;
  }
  return oklch([0.55 + (hash % 4) * 0.06, 0.12, hash / 10]);
}

/** What marks in charts carry as data-categories, so that all of one category can be found. */
export const tokenOf = (category) => encodeURIComponent(category);
