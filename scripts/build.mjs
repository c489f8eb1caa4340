// Builds dist/ unless it is already up to date. The stamp is a hash over what the build reads, so a checkout with
// other file times, or a copied folder, is judged by its content.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeTextTypes } from './text-types.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'dist', '.stamp');

function inputs(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function stamp() {
  const hash = createHash('sha256');
  const files = [
    ...inputs('src'),
    ...inputs('locales'),
    ...['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/build.mjs'].map((name) =>
      join(root, name),
    ),
  ];
  for (const file of files)
    if (!file.endsWith('.spec.ts')) hash.update(file.slice(root.length)).update(readFileSync(file));
  for (const file of inputs('prisma')) if (file.endsWith('.prisma')) hash.update(readFileSync(file));
  return hash.digest('hex');
}

async function bundleBrowserFiles() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [
      ...[
        'sign.ts',
        'progress.ts',
        'passkey.ts',
        'write.ts',
        'live.ts',
        'receipt.ts',
        'embed/embed.ts',
        'embed/embed-frame.ts',
        'embed/embed-page.ts',
        'site.css',
        'desk.ts',
        'staff.css',
      ].map((file) => ({
        in: join(root, 'src/site/browser', file),
        out: basename(file, extname(file)),
      })),
    ],
    outdir: join(root, 'dist/site/assets'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'warning',
  });
}

/** The program with which anybody verifies the log of a petition: one file that can be read. */
async function joinVerifier() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [join(root, 'dist/transparency/verifier/main.js')],
    outfile: join(root, 'dist/site/assets/demarche-verify.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
}

/** Libraries of many small files that every start needs. The others stay where they are: some are loaded on first use, some look for files of theirs. */
const joined = /^(@nestjs\/(common|core|platform-fastify)|preact|preact-render-to-string|rxjs|zod)(\/|$)/;

/** Ours begin with a dot, and a library's own `@nestjs/microservices` is not installed. */
const isLeft = (name) => !name.startsWith('.') && !name.startsWith('/') && !joined.test(name);

/**
 * `dist/run` holds the program joined into few files, because loading thousands of small ones takes longer than anything they do at the start
 * (docs/decisions/0047). What runs the program takes it from there; tests and scripts that want one module import the compiler's file.
 */
async function joinProgram() {
  const { build } = await import('esbuild');
  const outdir = join(root, 'dist/run');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: ['main.js', 'cli.js', 'open.js'].map((file) => join(root, 'dist', file)),
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    // Errors are called after their class, and two modules may have one of the same name.
    keepNames: true,
    plugins: [
      {
        name: 'places',
        setup(bundle) {
          bundle.onResolve({ filter: /./ }, ({ path, kind }) =>
            kind !== 'entry-point' && isLeft(path) ? { path, external: true } : undefined,
          );
          bundle.onLoad({ filter: /\.js$/ }, ({ path }) => inItsPlace(path, outdir));
        },
      },
    ],
    logLevel: 'warning',
  });
}

/** A module finds files beside itself by `import.meta.url`; joined, it means the place where the compiler wrote it. */
function inItsPlace(path, outdir) {
  const text = readFileSync(path, 'utf8');
  const place = relative(outdir, path).split(sep).join('/');
  return { contents: text.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`) };
}

/** Brings dist/ up to date; exits with the compiler's status when it fails. */
export async function buildIfNeeded() {
  if (!existsSync(join(root, 'src/generated/prisma/client.ts'))) run([join(root, 'scripts/generate.mjs')]);
  const wanted = stamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) return;
  rmSync(stampFile, { force: true });
  console.error('Building …');
  if (!existsSync(join(root, 'dist/main.js'))) rmSync(join(root, 'dist'), { recursive: true, force: true });
  writeTextTypes();
  run([join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json']);
  await bundleBrowserFiles();
  await joinVerifier();
  await joinProgram();
  const { writeWorld } = await import(pathToFileURL(join(root, 'dist/treaties/map/write-world.js')).href);
  writeWorld(join(root, 'dist/site/assets'));
  // In a process of its own: this one goes on to serve, and shall not hold the library that the description is made with.
  run([
    '--input-type=module',
    '-e',
    `await (await import('${pathToFileURL(join(root, 'dist/api-description.js')).href}')).writeApiDescription()`,
  ]);
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, wanted);
}

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', process.stderr, 'inherit'] });
  if (status !== 0) process.exit(status ?? 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildIfNeeded();
