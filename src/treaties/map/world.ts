import { existsSync, readFileSync } from 'node:fs';
import type { Shape, World } from './shapes.js';

/** The drawing as the build wrote it: beside this file, or where the build left it for code that runs from the source tree (tests). */
const file = ['./world.json', '../../../dist/treaties/map/world.json']
  .map((path) => new URL(path, import.meta.url))
  .find((url) => existsSync(url));
/** The libraries that draw are not there when the program runs; tests before the first build draw by themselves. */
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
