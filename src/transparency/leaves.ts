import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Why a signature stopped counting: erased by its owner or for her, held back by staff, or its details were corrected and it counts by another leaf. */
export const outReasons = ['removed', 'held_back', 'corrected'] as const;
export type OutReason = (typeof outReasons)[number];

/** What the log says, one thing in each leaf. */
export type Leaf =
  /** A signature counts. `c`: base64 SHA-256 of 32 bytes of salt and its record; `v`: the version signed */
  | { k: 'sign'; v: number; c: string }
  /** The signature of leaf `ref` does not count any more */
  | { k: 'out'; ref: number; why: OutReason }
  /** It counts again */
  | { k: 'in'; ref: number }
  /** From here on version `n` is signed. `h`: its hash, hexadecimal */
  | { k: 'version'; n: number; h: string }
  /** What counts at this point, and where and in which month it was signed; groups of fewer than five are together under `other` */
  | { k: 'tally'; day: string; total: number; countries: Record<string, number>; months: Record<string, number> }
  /** Nobody can sign any more */
  | { k: 'close' };

/** A leaf as it stands in the log: canonical JSON (RFC 8785). */
export const entryOf = (one: Leaf): Buffer =>
  // Of the kind there are a million of, the fields are in order already, and contain nothing that JSON spells in two ways.
  Buffer.from(one.k === 'sign' ? `{"c":"${one.c}","k":"sign","v":${one.v}}` : (canonicalize(one) ?? ''));

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;
const isText =
  (shape: RegExp) =>
  (value: unknown): boolean =>
    typeof value === 'string' && shape.test(value);
const areCounts = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(isCount);

/** The fields of each kind, and what they may be. */
const fields: Record<Leaf['k'], Record<string, (value: unknown) => boolean>> = {
  sign: { v: isCount, c: isText(/^[A-Za-z0-9+/]{43}=$/) },
  out: { ref: isCount, why: (value) => outReasons.some((reason) => reason === value) },
  in: { ref: isCount },
  version: { n: isCount, h: isText(/^[0-9a-f]{64}$/) },
  tally: { day: isText(/^\d{4}-\d\d-\d\d$/), total: isCount, countries: areCounts, months: areCounts },
  close: {},
};

/** @throws Error when it is not an entry of such a log, or not in its only spelling */
export function leafOf(entry: Uint8Array): Leaf {
  const value = JSON.parse(Buffer.from(entry).toString('utf8')) as Record<string, unknown>;
  const kind = fields[value.k as Leaf['k']];
  const isSound =
    Object.hasOwn(fields, String(value.k)) &&
    Object.keys(value).length === Object.keys(kind).length + 1 &&
    Object.entries(kind).every(([name, fits]) => fits(value[name]));
  if (!isSound || !entryOf(value as Leaf).equals(entry)) throw new Error('An entry is not what a count log contains.');
  return value as Leaf;
}

export const saltBytes = 32;

/** @param record canonical JSON @returns base64 */
export const commitmentOf = (salt: Uint8Array, record: string): string =>
  hash('sha256', Buffer.concat([salt, Buffer.from(record)]), 'base64');

/** What a leaf stands for, before it is hashed with its salt. With both it can be checked; without the salt it cannot be guessed. */
export interface SignatureRecord {
  /** Origin of the log */
  log: string;
  /** SHA-256 of the version signed, hexadecimal */
  version: string;
  givenName: string;
  familyName: string;
  /** ISO 3166-1 alpha-2 */
  country: string;
  /** UTC day */
  confirmedOn: string;
  /** `mailboxHash` of the address it was confirmed from; null for a signature on paper without one */
  mailbox: string | null;
}

/** Canonical JSON: in an object of texts alone, RFC 8785 asks for nothing but sorted fields. */
export const recordText = (record: SignatureRecord): string => {
  const { confirmedOn, country, familyName, givenName, log, mailbox, version } = record;
  return JSON.stringify({ confirmedOn, country, familyName, givenName, log, mailbox, version });
};

/** Lets its owner, and nobody without the salt, check that the record is about her address. @param mailbox its canonical spelling @returns base64 */
export const mailboxHash = (salt: Uint8Array, mailbox: string): string =>
  hash('sha256', Buffer.concat([mailboxPrefix, salt, Buffer.from(mailbox)]), 'base64');

const mailboxPrefix = Buffer.from('mailbox\n');
