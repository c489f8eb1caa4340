// `node scripts/production.mjs` leaves in node_modules what the program needs when it runs, and nothing else: for an image. `npm prune --omit=dev`
// does not do: Prisma's client names the command-line tool that we only build with as an optional peer, and npm keeps it for that.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** What is installed: place below the root → its entry of the lock file. */
export const installed = () => JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;

/** Where a package finds another: in its own node_modules, or in those above it. */
function placeOf(name, from, packages) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (place in packages) return place;
    if (at === '') return undefined;
  }
}

function neededBy({ dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

/** The places of all packages the program can load. The embedded PostgreSQL, for trying things out, is not among them. */
export function productionPlaces(packages = installed()) {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const found = new Set();
  const waiting = Object.keys(dependencies).map((name) => ['', name]);
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const place = placeOf(next[1], next[0], packages);
    if (place === undefined || found.has(place)) continue;
    found.add(place);
    for (const name of neededBy(packages[place])) waiting.push([place, name]);
  }
  return found;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const packages = installed();
  const kept = productionPlaces(packages);
  const isAbove = (place) => [...kept].some((one) => one.startsWith(`${place}/`));
  for (const place of Object.keys(packages))
    if (!kept.has(place) && !isAbove(place)) rmSync(join(root, place), { recursive: true, force: true });
  rmSync(join(root, 'node_modules/.bin'), { recursive: true, force: true });
  console.log(`${kept.size} of ${Object.keys(packages).length} packages are left.`);
}
