// Finds a country's shape by whatever its data calls it: accents, articles, punctuation and the order of words don't
// count, and what stands in parentheses is another name.
const plain = (name) =>
  name
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/\bst\b\.?/g, "saint")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .replace(/\b(the|of|islands?)\b/g, "")
    .split(" ")
    .filter(Boolean)
    .sort()
    .join(" ");

/** How to find the feature of a name, from features whose names are all that they are known by. */
export function shapeFinder(features) {
  const byName = new Map(features.flatMap((each) => each.properties.names.map((name) => [plain(name), each])));
  return (name) => {
    const [, outside, inside] = /^([^(]*)(?:\(([^)]*)\))?/.exec(name);
    return byName.get(plain(name)) ?? byName.get(plain(outside)) ?? (inside && byName.get(plain(inside)));
  };
}
