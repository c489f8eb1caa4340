import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A static file. Its own address changes with its content, so browsers may cache it forever. */
export interface Asset {
  path: string;
  body: Buffer;
  /** The same, compressed once. */
  gzip: Buffer;
  type: string;
  etag: string;
  /** Pages of other websites load it: their browsers are told that they may. */
  shared: boolean;
}

const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

function load(file: string, shared = false): Asset {
  const url = new URL(`./assets/${file}`, import.meta.url);
  // The files are created by the build; code running from the source tree (tests) has none and needs none.
  const body = existsSync(fileURLToPath(url)) ? readFileSync(url) : Buffer.from('');
  const [name = '', extension = ''] = file.split('.');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  return {
    path: `/assets/${name}.${hash}.${extension}`,
    body,
    gzip: gzipSync(body, { level: 9 }),
    type: types[extension] ?? 'application/octet-stream',
    etag: `"${hash}"`,
    shared,
  };
}

export const stylesheet = load('site.css');
/** What only the staff pages need. */
export const staffStylesheet = load('staff.css');
export const signScript = load('sign.js');
export const progressScript = load('progress.js');
export const deskScript = load('desk.js');
export const passkeyScript = load('passkey.js');
/** For the staff page on which texts are written. */
export const writeScript = load('write.js');
/** For the staff page of numbers that come in. */
export const liveScript = load('live.js');
/** The petition's form for pages of other websites. */
export const embedScript = load('embed.js', true);
/** For pages that show the form in a frame: keeps the frame as high as its content. */
export const embedFrameScript = load('embed-frame.js', true);
/** The same, inside the frame. */
export const embedPageScript = load('embed-page.js');
/** The page on which signers check their receipts. */
export const receiptScript = load('receipt.js');
/** The program that verifies a log, for download. */
export const verifierFile = load('demarche-verify.mjs');

/** Shapes of the world map by ISO 3166-1 alpha-3, for `<use href="{path}#UKR">`. */
export const worldSvg = load('world.svg');

/** Under stable names too, for pages of other modules, which cannot know the hash; those are revalidated. */
export const assetsByPath = new Map(
  [
    stylesheet,
    staffStylesheet,
    signScript,
    progressScript,
    deskScript,
    passkeyScript,
    writeScript,
    liveScript,
    embedScript,
    embedFrameScript,
    embedPageScript,
    receiptScript,
    verifierFile,
    worldSvg,
  ].flatMap((asset) => [
    [asset.path, asset],
    [asset.path.replace(/\.[0-9a-f]{10}\./, '.'), asset],
  ]),
);
