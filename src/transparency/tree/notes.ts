import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** What signed a note: the log itself, or a witness who adds the time (C2SP signed-note). */
export const signatureTypes = { log: 0x01, witness: 0x04 } as const;
export type SignatureType = keyof typeof signatureTypes;

/** A key whose signatures are trusted, as a `vkey` names it: `name+4 bytes in hexadecimal+base64`. */
export interface Verifier {
  name: string;
  type: SignatureType;
  /** First four bytes of the hash of name, type and key */
  id: Buffer;
  publicKey: KeyObject;
  vkey: string;
}

export interface NoteSignature {
  name: string;
  id: Buffer;
  signature: Buffer;
  /** As it stands in the note, without the line's end */
  line: string;
}

export interface Note {
  /** With the newline at its end */
  text: string;
  signatures: NoteSignature[];
}

const derOfPublic = Buffer.from('302a300506032b6570032100', 'hex');
const derOfPrivate = Buffer.from('302e020100300506032b657004220420', 'hex');
const nameShape = /^[^\s+]+$/u;

const idOf = (name: string, type: number, key: Buffer): Buffer =>
  createHash('sha256').update(`${name}\n`).update(Buffer.of(type)).update(key).digest().subarray(0, 4);

/** @param raw an Ed25519 public key, 32 bytes */
export function verifierOf(name: string, raw: Buffer, type: SignatureType = 'log'): Verifier {
  const id = idOf(name, signatureTypes[type], raw);
  const key = Buffer.concat([Buffer.of(signatureTypes[type]), raw]);
  return {
    name,
    type,
    id,
    publicKey: createPublicKey({ key: Buffer.concat([derOfPublic, raw]), format: 'der', type: 'spki' }),
    vkey: `${name}+${id.toString('hex')}+${key.toString('base64')}`,
  };
}

/** @returns null when it is not the vkey of an Ed25519 key */
export function parseVkey(vkey: string): Verifier | null {
  const [name = '', id = '', ...rest] = vkey.trim().split('+');
  const key = Buffer.from(rest.join('+'), 'base64');
  const type = key[0] === signatureTypes.log ? 'log' : key[0] === signatureTypes.witness ? 'witness' : null;
  if (!nameShape.test(name) || type === null || key.length !== 33) return null;
  const verifier = verifierOf(name, key.subarray(1), type);
  return verifier.id.toString('hex') === id ? verifier : null;
}

/** An Ed25519 key from its 32 secret bytes. */
export function signingKey(seed: Buffer): { privateKey: KeyObject; raw: Buffer } {
  const privateKey = createPrivateKey({ key: Buffer.concat([derOfPrivate, seed]), format: 'der', type: 'pkcs8' });
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32);
  return { privateKey, raw };
}

/** `— name base64`, as the log signs it. @param text with the newline at its end */
export function signatureLine(text: string, name: string, seed: Buffer): string {
  const { privateKey, raw } = signingKey(seed);
  const signature = sign(null, Buffer.from(text), privateKey);
  return `— ${name} ${Buffer.concat([idOf(name, signatureTypes.log, raw), signature]).toString('base64')}`;
}

/** The message a witness signs: the time stands before the text (C2SP tlog-cosignature). @param time seconds since 1970 */
const cosigned = (text: string, time: bigint): Buffer => Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);

/** The line of a witness. @param time seconds since 1970 */
export function cosignatureLine(text: string, name: string, seed: Buffer, time: number): string {
  const { privateKey, raw } = signingKey(seed);
  const at = Buffer.alloc(8);
  at.writeBigUInt64BE(BigInt(time));
  const signature = sign(null, cosigned(text, BigInt(time)), privateKey);
  return `— ${name} ${Buffer.concat([idOf(name, signatureTypes.witness, raw), at, signature]).toString('base64')}`;
}

const line = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u;
const mostSignatures = 64;

/** @returns null when it is not a signed note */
export function parseNote(note: string): Note | null {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n') || [...note].some((one) => one < ' ' && one !== '\n')) return null;
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > mostSignatures) return null;
  const signatures: NoteSignature[] = [];
  for (const each of lines) {
    const [, name, base64] = line.exec(each) ?? [];
    const bytes = Buffer.from(base64 ?? '', 'base64');
    if (name === undefined || bytes.length < 5) return null;
    signatures.push({ name, id: bytes.subarray(0, 4), signature: bytes.subarray(4), line: each });
  }
  return { text: note.slice(0, end + 1), signatures };
}

/** Whether a known key signed it; signatures of unknown keys say nothing. @returns null when no signature is of that key */
export function isSignedBy({ text, signatures }: Note, verifier: Verifier): boolean | null {
  const own = signatures.filter(({ name, id }) => name === verifier.name && id.equals(verifier.id));
  if (own.length === 0) return null;
  return own.every(({ signature }) => {
    if (verifier.type === 'log') return verify(null, Buffer.from(text), verifier.publicKey, signature);
    if (signature.length !== 72) return false;
    const message = cosigned(text, signature.readBigUInt64BE());
    return verify(null, message, verifier.publicKey, signature.subarray(8));
  });
}
