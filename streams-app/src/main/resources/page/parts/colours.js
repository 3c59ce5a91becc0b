// One colour per category, the same in every chart; spread evenly so that any number of categories differ.
const known = new Map();

export function colourOf(category) {
  if (!known.has(category)) {
    known.set(category, `hsl(${(known.size * 137.5) % 360} 55% ${known.size % 2 ? 45 : 58}%)`);
  }
  return known.get(category);
}
