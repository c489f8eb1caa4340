import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildWorld, type World } from './shapes.js';

/** The shapes as one cacheable file: a page names them by `<use href="…#UKR">` and stays small. */
export const worldSvgFile = ({ width, height, shapes, borders }: World): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">`,
    ...shapes.filter(({ d }) => d !== '').map(({ a3, d }) => `<path id="${a3}" d="${d}"/>`),
    `<path id="borders" d="${borders}"/>`,
    '</svg>\n',
  ].join('\n');

/** Called by scripts/build.mjs: draws the world once and writes it to the browser assets, and beside this file for ourselves. */
export function writeWorld(assets: string): void {
  const world = buildWorld();
  writeFileSync(join(assets, 'world.svg'), worldSvgFile(world));
  writeFileSync(new URL('./world.json', import.meta.url), JSON.stringify(world));
}
