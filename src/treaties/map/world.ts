import { existsSync, readFileSync } from 'node:fs';
import { buildWorld, type Shape, type World } from './shapes.js';

const file = new URL('./world.json', import.meta.url);
let known: { world: World; byCode: ReadonlyMap<string, Shape> } | undefined;

/** The drawing, as the build wrote it; code that runs from the source tree (tests) has no such file and draws it on first use. */
export function loadWorld(): { world: World; byCode: ReadonlyMap<string, Shape> } {
  if (!known) {
    const world = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as World) : buildWorld();
    known = { world, byCode: new Map(world.shapes.map((shape) => [shape.a3, shape])) };
  }
  return known;
}
