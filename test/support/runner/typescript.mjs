// Module hooks that find and translate TypeScript. They answer at once, so that they serve both kinds of hooks Node has.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const require = createRequire(import.meta.url);
const settings = readFileSync(join(root, '.swcrc'), 'utf8');
const { version } = require('@swc/core/package.json');
const cache = join(root, 'node_modules', '.cache', 'demarche', 'translated');
const globals = new URL('./globals.mjs', import.meta.url).href;

const isOurs = (path) => path.startsWith(root) && !path.startsWith(join(root, 'node_modules'));
/** Test code is loaded again for each test file, as its hooks and its state belong to that file; the program is loaded once. */
const isPerFile = (path) => path.startsWith(join(root, 'test')) || /\.spec\.tsx?$/.test(path);

export function resolve(specifier, context, next) {
  const parent = context.parentURL?.startsWith('file:') ? new URL(context.parentURL) : undefined;
  if (!parent || !isOurs(fileURLToPath(parent))) return next(specifier, context);
  if (specifier === '@jest/globals') return { url: globals + parent.search, format: 'module', shortCircuit: true };
  if (!/^\.{1,2}\//.test(specifier)) return next(specifier, context);
  const path = fileURLToPath(new URL(specifier, parent));
  const found = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.js$/, '.tsx')].find((one) => existsSync(one));
  if (!found) return next(specifier, context);
  return next(pathToFileURL(found).href + (isPerFile(found) ? parent.search : ''), context);
}

export function load(url, context, next) {
  if (!/^file:.*\.tsx?(\?|$)/.test(url) || !isOurs(fileURLToPath(url))) return next(url, context);
  return { format: 'module', source: translated(fileURLToPath(url)), shortCircuit: true };
}

function translated(path) {
  const source = readFileSync(path, 'utf8');
  const key = createHash('sha256').update([version, settings, path, source].join('\0')).digest('hex');
  const file = join(cache, `${key}.mjs`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    const { code } = require('@swc/core').transformSync(source, {
      filename: path,
      cwd: root,
      sourceFileName: path,
      inlineSourcesContent: false,
    });
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
    return code;
  }
}
