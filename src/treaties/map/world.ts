import { existsSync, readFileSync } from 'node:fs';
import type { Shape, World } from './shapes.js';

/** The drawing as written by the build: beside this file, or in the build output for code running from the source tree (tests). */
const file = ['./world.json', '../../../dist/treaties/map/world.json']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
/** The drawing libraries are not installed at run time; tests before the first build draw it themselves. */
const draw = file ? null : (await import('./shapes.js')).buildWorld;

let known: { world: World; byCode: ReadonlyMap<string, Shape> } | undefined;

/** Read, or drawn, on first use. */
export function loadWorld(): { world: World; byCode: ReadonlyMap<string, Shape> } {
  if (!known) {
    const world = draw ? draw() : (JSON.parse(readFileSync(file as URL, 'utf8')) as World);
    known = { world, byCode: new Map(world.shapes.map((shape) => [shape.a3, shape])) };
  }
  return known;
}
