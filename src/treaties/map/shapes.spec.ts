import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { dotRadius } from './dots.js';
import { areaOf, type Ring } from './rings.js';
import { buildWorld, project } from './shapes.js';
import { worldSvgFile } from './write-world.js';

const world = buildWorld();
const shape = (a3: string) => world.shapes.find((one) => one.a3 === a3);
const states = parse<{ iso_a3: string }>(
  readFileSync(new URL('../../../prisma/reference/states.csv', import.meta.url)),
  { columns: true },
);

/** Reads the path data that `pathText` writes. */
const ringsIn = (d: string): Ring[] =>
  d
    .split('M')
    .slice(1)
    .map((text) => {
      const [start = '', steps = ''] = text.replace('z', '').split('l');
      const numbers = (part: string) => (part.match(/-?(\d+(\.\d+)?|\.\d+)/g) ?? []).map(Number);
      const [x = NaN, y = NaN] = numbers(start);
      const ring: Ring = [[x, y]];
      const flat = numbers(steps);
      for (let i = 0; i < flat.length; i += 2) {
        const [lastX, lastY] = ring.at(-1) ?? [NaN, NaN];
        ring.push([lastX + (flat[i] ?? NaN), lastY + (flat[i + 1] ?? NaN)]);
      }
      return ring;
    });

/** By the even-odd rule. */
const holds = (a3: string, place: [longitude: number, latitude: number]): boolean => {
  const [x, y] = project(place);
  let inside = false;
  for (const ring of ringsIn(shape(a3)?.d ?? '')) {
    for (const [i, [x0, y0]] of ring.entries()) {
      const [x1, y1] = ring.at(i - 1) ?? [NaN, NaN];
      if (y0 > y !== y1 > y && x < ((x1 - x0) * (y - y0)) / (y1 - y0) + x0) inside = !inside;
    }
  }
  return inside;
};
const owners = (place: [number, number]): string[] =>
  world.shapes.filter(({ a3 }) => holds(a3, place)).map(({ a3 }) => a3);

describe('the shapes of the world map', () => {
  it.each([
    ['Simferopol', [34.1, 44.95], 'UKR'],
    ['Sevastopol', [33.6, 44.6], 'UKR'],
    ['Donetsk', [37.8, 48], 'UKR'],
    ['Laayoune, in Western Sahara', [-13.1, 27.1], 'ESH'],
    ['Rabat', [-6.8, 33.95], 'MAR'],
    ['Ramallah', [35.2, 31.9], 'PSE'],
    ['Pristina', [21.16, 42.66], 'XKX'],
    ['Taichung', [120.8, 24.1], 'TWN'],
    ['the north of Cyprus, which the atlas draws apart', [33.35, 35.27], 'CYP'],
    ['Hargeisa, which the atlas draws apart', [44.06, 9.56], 'SOM'],
    ['Maseru, in the hole of South Africa', [28, -29.5], 'LSO'],
  ] satisfies [string, [number, number], string][])('puts %s where it belongs', (_name, place, a3) => {
    expect(owners(place)).toEqual([a3]);
  });

  it('knows every state of the register, by an area or by a dot', () => {
    expect(states).toHaveLength(199);
    const unseen = states.filter(({ iso_a3: a3 }) => {
      const { d = '', dot } = shape(a3) ?? {};
      return !dot && Math.max(0, ...ringsIn(d).map(areaOf)) < 4;
    });
    expect(unseen).toEqual([]);
  });

  it.each(['LUX', 'MLT', 'VAT', 'SGP', 'TUV', 'KNA', 'MCO', 'COK'])('gives %s a dot', (a3) => {
    expect(shape(a3)?.dot).not.toBeNull();
  });

  it('keeps dots apart and inside the drawing', () => {
    const dots = world.shapes.flatMap(({ dot }) => dot ?? []);
    for (const [i, one] of dots.entries()) {
      expect(one.x).toBeGreaterThan(dotRadius);
      expect(one.x).toBeLessThan(world.width - dotRadius);
      for (const other of dots.slice(i + 1))
        expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(2 * dotRadius);
    }
  });

  it('draws no line across the map where the earth is cut', () => {
    // Russia, Fiji and Kiribati reach over 180°; a torn ring would span the whole width in one step.
    const steps = [...world.shapes.map(({ d }) => d), world.borders].flatMap((d) =>
      ringsIn(d).flatMap((ring) => ring.slice(1).map(([x], i) => Math.abs(x - (ring[i]?.[0] ?? NaN)))),
    );
    expect(Math.max(...steps)).toBeLessThan(110);
  });

  it('leaves Antarctica out and stays small enough for a phone', () => {
    expect(shape('ATA')).toBeUndefined();
    const file = worldSvgFile(world);
    expect(file.length).toBeLessThan(250_000);
    expect(gzipSync(file).length).toBeLessThan(80_000);
  });
});
