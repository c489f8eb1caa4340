import type { GeoContext } from 'd3-geo';

/** A closed line in units of the drawing; the first point is not repeated. */
export type Ring = [x: number, y: number][];

/** Acts as a canvas, so that d3 hands over what it projected and clipped instead of painting it. */
export class RingCollector implements GeoContext {
  readonly rings: Ring[] = [];

  beginPath(): void {}
  arc(): void {}
  closePath(): void {}

  moveTo(x: number, y: number): void {
    this.rings.push([[x, y]]);
  }

  lineTo(x: number, y: number): void {
    this.rings.at(-1)?.push([x, y]);
  }
}

/** Twice the signed area and the moments, by the shoelace formula. */
function shoelace(ring: Ring): [area: number, x: number, y: number] {
  let [area, mx, my] = [0, 0, 0];
  for (let i = 0; i < ring.length; i++) {
    const [x0, y0] = ring[i] ?? [0, 0];
    const [x1, y1] = ring[(i + 1) % ring.length] ?? [0, 0];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    mx += (x0 + x1) * cross;
    my += (y0 + y1) * cross;
  }
  return [area, mx, my];
}

/** In square units. */
export const areaOf = (ring: Ring): number => Math.abs(shoelace(ring)[0]) / 2;

/** The centroid; of a ring without area, the mean of its points. */
export function centroidOf(ring: Ring): [x: number, y: number] {
  const [area, mx, my] = shoelace(ring);
  if (Math.abs(area) > 1e-6) return [mx / (3 * area), my / (3 * area)];
  const mean = (pick: 0 | 1) => ring.reduce((sum, point) => sum + point[pick], 0) / Math.max(1, ring.length);
  return [mean(0), mean(1)];
}

/** An integer number of tenths, written short: 5 → `.5`, -12 → `-1.2`, 30 → `3`. */
const tenths = (n: number): string => String(n / 10).replace(/^(-?)0\./, '$1.');

/** Puts a space only where two numbers would run together: before a digit, and before a point if the number before has none. */
function joined(numbers: number[]): string {
  let text = '';
  for (const [i, n] of numbers.entries()) {
    const next = tenths(n);
    const clear =
      i === 0 ||
      next.startsWith('-') ||
      (next.startsWith('.') && numbers[i - 1] !== undefined && (numbers[i - 1] ?? 0) % 10 !== 0);
    text += clear ? next : ` ${next}`;
  }
  return text;
}

/**
 * Path data with one decimal, of closed rings or of open lines. Points are rounded before the differences are computed: errors do not add up, and
 * shared borders stay the same line in both.
 */
export function pathText(rings: readonly Ring[], closed = true): string {
  return rings
    .map((ring) => {
      const points = ring.map(([x, y]): [number, number] => [Math.round(x * 10), Math.round(y * 10)]);
      const distinct = points.filter(
        ([x, y], i) => (i === 0 && !closed) || x !== points.at(i - 1)?.[0] || y !== points.at(i - 1)?.[1],
      );
      const [start, ...rest] = distinct;
      if (!start || rest.length < (closed ? 2 : 1)) return '';
      const steps = rest.flatMap(([x, y], i) => [x - (distinct[i]?.[0] ?? 0), y - (distinct[i]?.[1] ?? 0)]);
      return `M${joined(start)}l${joined(steps)}${closed ? 'z' : ''}`;
    })
    .join('');
}
