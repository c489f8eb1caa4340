import { areaOf, centroidOf, type Ring } from './rings.js';

/** The middle of a circle, in units of the drawing. */
export interface Dot {
  x: number;
  y: number;
}

/** In units. On a wide screen this is a circle of 6 pixels across; the style sheet draws larger ones on a phone. */
export const dotRadius = 3;

/** A state whose largest piece of land is smaller than this (about 6 400 km²) gets a circle: otherwise nobody would see or hit it. */
const smallestLand = 5;
const apart = 2 * dotRadius + 0.3;

/** The circle for an area, if it needs one, at the middle of its largest piece of land; each polygon is given by its rings. */
export function dotFor(polygons: readonly Ring[][]): Dot | null {
  const outer = polygons.flatMap(([ring]) => (ring ? [ring] : []));
  const largest = outer.reduce<Ring | null>((best, ring) => (best && areaOf(best) >= areaOf(ring) ? best : ring), null);
  if (!largest || areaOf(largest) >= smallestLand) return null;
  const [x, y] = centroidOf(largest);
  return { x, y };
}

/** Pushes overlapping circles (the Lesser Antilles) apart, each by half, until all are fully visible. */
export function spread(dots: Dot[]): void {
  for (let round = 0; round < 100; round++) {
    for (const [i, one] of dots.entries()) {
      for (const other of dots.slice(i + 1)) {
        const [dx, dy] = [other.x - one.x, other.y - one.y];
        const distance = Math.hypot(dx, dy);
        if (distance >= apart) continue;
        const push = (apart - distance) / 2;
        const [ux, uy] = distance > 0 ? [dx / distance, dy / distance] : [0, 1];
        one.x -= ux * push;
        one.y -= uy * push;
        other.x += ux * push;
        other.y += uy * push;
      }
    }
  }
  for (const dot of dots) [dot.x, dot.y] = [Math.round(dot.x * 10) / 10, Math.round(dot.y * 10) / 10];
}
