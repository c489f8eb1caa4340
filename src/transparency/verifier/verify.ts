import { openCheckpoint, parseCheckpoint, type Checkpoint } from '../tree/checkpoints.js';
import { Growth } from '../tree/growth.js';
import type { Hash } from '../tree/hashes.js';
import { parseNote, parseVkey, isSignedBy, verifierOf, type Verifier } from '../tree/notes.js';
import { entriesLevel, levelLength, tilePath, tileWidth, unbundled, type TileName } from '../tree/tiles.js';
import { Tree } from '../tree/tree.js';
import type { Published, Site } from './site.js';
import { Sum, type Finding } from './sum.js';

/** What an earlier visit saw: kept by the visitor, so that the log cannot show one thing today and another tomorrow. */
export interface Seen {
  vkey: string;
  /** The signed checkpoint */
  checkpoint: string;
}

export interface Verdict {
  findings: Finding[];
  /** To keep for the next visit; null when nothing could be trusted */
  seen: Seen | null;
  origin: string;
  size: number;
  /** Signatures that count by the log */
  counted: number;
  published: Published;
  versions: [number: number, hash: string][];
  /** The notes that contradict each other or are not signed */
  evidence: string[];
}

export interface Wishes {
  /** The key to trust; by default that of the last visit, or on the first visit what the site says */
  vkey?: string;
  seen?: Seen | null;
  /** How long to wait for the log to catch up with the number */
  waitSeconds?: number;
}

const pauseSeconds = 10;
const atOnce = 8;

/** Reads a whole log and checks it against itself, the last visit and the published number. @throws Unreachable, Error for a vkey that is none */
export async function verifyLog(site: Site, { vkey, seen = null, waitSeconds = 150 }: Wishes): Promise<Verdict> {
  const findings: Finding[] = [];
  const evidence: string[] = [];
  const find = (code: string, detail: string, ...notes: string[]): void => {
    findings.push({ code, detail });
    evidence.push(...notes);
  };
  const verdict = { findings, evidence, seen: null, origin: '', size: 0, counted: 0, versions: [] };
  const before = await site.read('checkpoint').then((body) => parseCheckpoint(body?.toString('utf8') ?? ''));
  let published = await site.published();
  let note = (await site.read('checkpoint'))?.toString('utf8') ?? '';
  const claimed = parseCheckpoint(note);
  if (!before || !claimed) {
    find('checkpoint_missing', 'There is no checkpoint.', note);
    return { ...verdict, published };
  }
  const verifier = await trusted(site, claimed.origin, vkey ?? seen?.vkey ?? null, find);
  if (!verifier || !openCheckpoint(note, verifier)) {
    if (verifier) find('signature_wrong', 'The checkpoint is not signed by the key of this log.', note);
    return { ...verdict, published, origin: claimed.origin };
  }
  const sum = new Sum();
  const growth = new Growth(0, []);
  let head: Checkpoint = claimed;
  let start = before.size;
  const patience = Date.now() + waitSeconds * 1000;
  await compareWithVisit(site, head, note, seen, verifier, find);
  for (;;) {
    await readLeaves(site, head, sum, growth, find, note);
    const range = sum.after.slice(Math.max(0, Math.min(start, head.size) - 1), head.size);
    const number = published.signatureCount;
    if (findings.length > 0 || (number >= Math.min(...range, Infinity) && number <= Math.max(...range, 0))) break;
    if (Date.now() > patience) {
      find(
        number > (sum.after.at(-1) ?? 0) ? 'number_above_log' : 'number_below_log',
        `${number} signatures are published; the log has ${sum.after.at(-1) ?? 0}.`,
        note,
      );
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseSeconds * 1000));
    start = head.size;
    published = await site.published();
    note = (await site.read('checkpoint'))?.toString('utf8') ?? '';
    const next = openCheckpoint(note, verifier);
    if (!next || next.size < head.size) {
      find('not_extended', 'While it was read, the log was replaced by one that is not its continuation.', note);
      break;
    }
    head = next;
  }
  findings.push(...sum.findings);
  const kept = findings.length === 0 ? { vkey: verifier.vkey, checkpoint: note } : null;
  const counted = sum.after.at(-1) ?? 0;
  return {
    ...verdict,
    seen: kept,
    origin: head.origin,
    size: head.size,
    counted,
    published,
    versions: [...sum.versions],
  };
}

type Find = (code: string, detail: string, ...notes: string[]) => void;

/** The key of the log: the one that is trusted, or one that it and its followers have signed in turn. */
async function trusted(site: Site, origin: string, vkey: string | null, find: Find): Promise<Verifier | null> {
  const keys = ((await site.read('keys'))?.toString('utf8') ?? '').split('\n===\n');
  const theirs = parseVkey(keys[0] ?? '');
  if (vkey === null) {
    if (theirs?.name !== origin) find('key_missing', 'The site does not say by which key its log is signed.');
    return theirs?.name === origin ? theirs : null;
  }
  const own = parseVkey(vkey);
  if (!own) throw new Error('The key to trust is not a vkey.');
  if (own.name !== origin) {
    find('log_replaced', `This is the log "${origin}", not "${own.name}" that was trusted before: it was begun again.`);
    return null;
  }
  if (theirs?.vkey === own.vkey) return own;
  // From the trusted key forwards, each has to be named by the one before.
  let key = own.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  for (const note of keys.slice(1)) {
    const parsed = parseNote(note);
    const [title, name = '', from, to = ''] = parsed?.text.split('\n') ?? [];
    const isNext = title === 'demarche key succession' && from === key.toString('base64');
    if (parsed && isNext && isSignedBy(parsed, verifierOf(name, key)) === true) key = Buffer.from(to, 'base64');
  }
  const last = verifierOf(origin, key);
  if (last.vkey === theirs?.vkey) return last;
  find(
    'key_replaced',
    'The key was replaced, and the key that was trusted did not sign its successor.',
    ...keys.slice(1),
  );
  return null;
}

async function compareWithVisit(
  site: Site,
  head: Checkpoint,
  note: string,
  seen: Seen | null,
  verifier: Verifier,
  find: Find,
): Promise<void> {
  const last = seen && parseCheckpoint(seen.checkpoint);
  if (!last || last.origin !== verifier.name) return;
  if (last.size > head.size)
    find('not_extended', `The log had ${last.size} leaves and now has ${head.size}.`, seen.checkpoint, note);
  else if (last.size > 0 && !(await rootAt(site, last.size).catch(() => null))?.equals(last.root))
    find('not_extended', 'The log is not the continuation of what it was at the last visit.', seen.checkpoint, note);
}

/** The root that the tiles of a log give at a size. */
const rootAt = (site: Site, size: number): Promise<Hash> =>
  new Tree(size, async (tile) => (await tileAt(site, tile)) ?? Buffer.alloc(0)).root();

/** A tile, cut from the full one where the partial one is gone. */
async function tileAt(site: Site, name: TileName): Promise<Buffer | null> {
  const part = await site.read(`tile/${tilePath(name)}`);
  if (part || name.width === tileWidth) return part;
  const full = await site.read(`tile/${tilePath({ ...name, width: tileWidth })}`);
  if (!full) return null;
  return full.subarray(0, name.level === entriesLevel ? unbundled(full, name.width).bytes : name.width * 32);
}

/** Reads the entries that are new, and compares all tiles and the root with what they make. */
async function readLeaves(
  site: Site,
  head: Checkpoint,
  sum: Sum,
  growth: Growth,
  find: Find,
  note: string,
): Promise<void> {
  const from = sum.after.length;
  const first = Math.floor(from / tileWidth);
  const numbers = Array.from({ length: Math.ceil(head.size / tileWidth) - first }, (_, i) => first + i);
  for (let i = 0; i < numbers.length; i += atOnce) {
    const bundles = await Promise.all(
      numbers.slice(i, i + atOnce).map(async (n) => {
        const width = Math.min(tileWidth, head.size - n * tileWidth);
        const data = await tileAt(site, { level: entriesLevel, n, width });
        return { n, entries: data ? unbundled(data, width).entries : null };
      }),
    );
    for (const { n, entries } of bundles) {
      if (!entries) return find('tile_missing', `The entries of tile ${n} are missing.`, note);
      for (const [j, entry] of entries.entries()) {
        if (n * tileWidth + j < from) continue;
        sum.add(entry);
        growth.add(entry);
      }
    }
  }
  const { root, tiles } = await growth.finish();
  if (!root.equals(head.root)) return find('root_wrong', 'The entries do not have the root that was signed.', note);
  const isPublished = ({ level, width }: TileName) =>
    level !== entriesLevel && (width === tileWidth || levelLength(head.size, level) > 0);
  const hashes = tiles.filter(isPublished);
  for (let i = 0; i < hashes.length; i += atOnce)
    await Promise.all(
      hashes.slice(i, i + atOnce).map(async (tile) => {
        const data = await tileAt(site, tile);
        if (!data?.equals(tile.data)) find('tile_wrong', `Tile ${tilePath(tile)} is not made of the entries.`, note);
      }),
    );
}
