// Reduces Natural Earth's countries (1:50m, three tiny ones from 1:10m) to what a page of a thousand pixels can show:
// GeoJSON with a shape for each country that ISO 3166 knows, and a point for each that is too small for one.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid } from "d3-geo";
import { feature } from "topojson-client";
import { presimplify, simplify } from "topojson-simplify";
import { NAMES } from "./names.js";

// Squared radians times this is square pixels where a world of 4 pi is a thousand pixels wide.
const PIXELS = (1000 * 500) / (4 * Math.PI);
const SMALLEST_POLYGON = 1.5 / PIXELS;
const SMALLEST_COUNTRY = 5 / PIXELS;
const TOLERANCE = 0.035;

const within = (west, south, east, north) => ([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north;

// What lies far from its country and has a code of its own: name, country, where.
const APART = [
  ["French Guiana", "France", within(-56, 1, -50, 7)],
  ["Guadeloupe", "France", within(-62, 15.7, -60.9, 17)],
  ["Martinique", "France", within(-62, 14, -60, 15.2)],
  ["Réunion", "France", within(55, -22, 56, -20)],
  ["Mayotte", "France", within(44, -14, 46, -12)],
  ["Svalbard and Jan Mayen", "Norway", (at) => within(-10, 70, -7, 72)(at) || within(8, 74, 36, 82)(at)],
  ["Netherlands Antilles", "Netherlands", within(-70, 11, -62, 19)],
  ["Tokelau", "New Zealand", within(-173, -10, -171, -8)],
  ["Christmas Island", "Indian Ocean Ter.", within(105, -11, 106, -10)],
  ["Cocos (Keeling) Islands", "Indian Ocean Ter.", within(96, -13, 97, -11)],
];
// What Natural Earth shows on its own and ISO 3166 does not.
const PART_OF = {
  Somaliland: "Somalia",
  "N. Cyprus": "Cyprus",
  "Siachen Glacier": "India",
  "Ashmore and Cartier Is.": "Australia",
  Curaçao: "Netherlands Antilles",
  "Sint Maarten": "Netherlands Antilles",
};
const FROM_LARGE_SCALE = ["Gibraltar", "Tuvalu", "U.S. Minor Outlying Is."];

const require = createRequire(import.meta.url);
const atlas = (scale) => JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`)));
const polygonsOf = (topology, geometry) => {
  const { type, coordinates } = feature(topology, geometry).geometry;
  return type === "Polygon" ? [coordinates] : coordinates;
};

const exact = atlas("50m");
const coarse = simplify(presimplify(exact), TOLERANCE);
const countries = new Map();
function add(name, exactPolygons, coarsePolygons) {
  const country = countries.get(name) ?? { exact: [], coarse: [] };
  country.exact.push(...exactPolygons);
  country.coarse.push(...coarsePolygons);
  countries.set(name, country);
}
exact.objects.countries.geometries.forEach((geometry, i) => {
  const owner = geometry.properties.name;
  const coarsePolygons = polygonsOf(coarse, coarse.objects.countries.geometries[i]);
  polygonsOf(exact, geometry).forEach((polygon, k) => {
    const at = geoCentroid({ type: "Polygon", coordinates: polygon });
    const apart = APART.find(([, country, covers]) => country === owner && covers(at));
    add(apart?.[0] ?? PART_OF[owner] ?? owner, [polygon], [coarsePolygons[k]]);
  });
});
const large = atlas("10m");
for (const geometry of large.objects.countries.geometries) {
  if (FROM_LARGE_SCALE.includes(geometry.properties.name)) {
    add(geometry.properties.name, polygonsOf(large, geometry), []);
  }
}

const rounded = ([lon, lat]) => [Math.round(lon * 10) / 10, Math.round(lat * 10) / 10];
function ring(points) {
  const kept = points.map(rounded).filter((point, i, all) => i === 0 || String(point) !== String(all[i - 1]));
  return kept.length >= 4 ? kept : null;
}
const area = (polygon) => geoArea({ type: "Polygon", coordinates: polygon });
const kept = (polygons) =>
  polygons
    .map((polygon) => polygon.map(ring))
    .filter(([outer]) => outer !== null)
    .map((rings) => rings.filter(Boolean))
    // A ring that rounding has turned inside out covers the other half of the world.
    .filter((polygon) => area(polygon) < Math.PI && area(polygon) > SMALLEST_POLYGON);

const features = [...countries].map(([name, country]) => {
  const whole = country.exact.reduce((sum, polygon) => sum + area(polygon), 0);
  const polygons = kept(country.coarse);
  const geometry =
    whole < SMALLEST_COUNTRY || polygons.length === 0
      ? { type: "Point", coordinates: rounded(geoCentroid({ type: "Polygon", coordinates: country.exact.reduce((a, b) => (area(a) > area(b) ? a : b)) })) }
      : { type: "MultiPolygon", coordinates: polygons };
  return { type: "Feature", properties: { names: NAMES[name] ?? [name] }, geometry };
});
features.sort((a, b) => (a.properties.names[0] < b.properties.names[0] ? -1 : 1));
process.stdout.write(`{"type":"FeatureCollection","features":[\n${features.map((each) => JSON.stringify(each)).join(",\n")}\n]}\n`);
