import { hashBytes, type Hash } from './hashes.js';
import { isSignedBy, parseNote, type Note, type Verifier } from './notes.js';

/** A tree head (C2SP tlog-checkpoint). */
export interface Checkpoint {
  /** Which log it is of */
  origin: string;
  /** Leaves */
  size: number;
  root: Hash;
}

/** The text of a checkpoint, with the newline at its end. */
export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${root.toString('base64')}\n`;

/** Reads a checkpoint; whether it is signed is another question. @returns null when it is none */
export function parseCheckpoint(note: string): (Checkpoint & { note: Note }) | null {
  const parsed = parseNote(note);
  if (!parsed) return null;
  const [origin = '', size = '', root = ''] = parsed.text.split('\n');
  const hash = Buffer.from(root, 'base64');
  const isSound =
    origin !== '' && /^(0|[1-9]\d{0,14})$/.test(size) && hash.length === hashBytes && hash.toString('base64') === root;
  return isSound ? { origin, size: Number(size), root: hash, note: parsed } : null;
}

/** A checkpoint of this log that this key signed. @returns null otherwise */
export function openCheckpoint(note: string, verifier: Verifier): (Checkpoint & { note: Note }) | null {
  const parsed = parseCheckpoint(note);
  return parsed?.origin === verifier.name && isSignedBy(parsed.note, verifier) === true ? parsed : null;
}
