// `node scripts/structure.mjs [checkout]`: how many files each module has, in how many folders, and how many imports lead from one to the other.
// An arrow is an import between two folders of a module; a module without folders counts its files as boxes. Specs are not counted.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';

const source = join(resolve(process.argv[2] ?? join(import.meta.dirname, '..')), 'src');
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.spec\.tsx?$/.test(entry.name))
  .map((entry) => relative(source, join(entry.parentPath, entry.name)).split(sep).join('/'))
  .filter((path) => path.includes('/') && !path.startsWith('generated/'));

const importsOf = (path) =>
  [...readFileSync(join(source, path), 'utf8').matchAll(/from '(\.[^']+)\.js'/g)].map(([, to]) =>
    relative(source, resolve(dirname(join(source, path)), to))
      .split(sep)
      .join('/'),
  );

/** Folder below the module; files at its root stand together. */
const folderOf = (path) => path.split('/').slice(1, -1)[0] ?? '(root)';
const moduleOf = (path) => path.split('/')[0];

const rows = [...new Set(files.map(moduleOf))].sort().map((name) => {
  const own = files.filter((path) => moduleOf(path) === name);
  const folders = new Map();
  for (const path of own) folders.set(folderOf(path), (folders.get(folderOf(path)) ?? 0) + 1);
  const arrows = new Set();
  const fileArrows = own.flatMap((path) => importsOf(path).filter((to) => moduleOf(to) === name));
  for (const path of own)
    for (const to of importsOf(path))
      if (moduleOf(to) === name && folderOf(to) !== folderOf(path)) arrows.add(`${folderOf(path)} ${folderOf(to)}`);
  return {
    module: name,
    files: own.length,
    folders: folders.size,
    'largest folder': Math.max(...folders.values()),
    'arrows between folders': arrows.size,
    'imports inside': fileArrows.length,
  };
});
console.table(rows);
