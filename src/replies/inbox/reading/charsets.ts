import { isUtf8 } from 'node:buffer';
import { guessEncoding } from '../../../platform/tables/text-encoding.js';

/** Bytes of a part that are sampled. */
const sample = 100_000;
/** Maximum parts examined: each costs up to a sample, and a message may claim to have a million. */
const partsAtMost = 20;
/** Characters of headers around a position; all windows are bounded, so that a message costs time in proportion to its length. */
const headAtMost = 10_000;
const isPlain = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80);

/** The character set of text without a declared one: the one its HTML states, else UTF-8, else the most likely. Null: it does not matter. */
function charsetOf(bytes: Buffer, isHtml: boolean): string | null {
  const declared = isHtml
    ? /<meta\s[^>]{0,300}?charset\s?=\s?["']?([\w:.-]{2,40})/i.exec(bytes.toString('latin1', 0, 10_000))?.[1]
    : undefined;
  if (declared !== undefined && isKnown(declared)) return declared.toLowerCase();
  if (isPlain(bytes) || isUtf8(bytes)) return null;
  return guessEncoding(bytes);
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== 'replacement';
  } catch {
    return false;
  }
}

/** Approximate decoding of a part, good enough to detect its character set. */
function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

/**
 * The message with missing character sets filled in: for text parts, and for headers in raw bytes, which become UTF-8. A message that needs nothing
 * is returned unchanged.
 */
export function withCharsets(raw: Buffer): Buffer {
  const text = raw.toString('latin1');
  const inserted: { at: number; charset: string }[] = [];
  const found = /^content-type:[ \t]?text\/(html|plain)\b/gim;
  for (let match = found.exec(text), seen = 0; match && seen < partsAtMost; match = found.exec(text), seen++) {
    const head = headAround(text, match.index);
    const unfolded = head.text.replace(/\r?\n[ \t]+/g, ' ');
    const line = unfolded.split(/\r?\n/).find((one) => /^content-type:/i.test(one)) ?? '';
    if (/;\s?charset\s?=/i.test(line)) continue;
    const encoding = /^content-transfer-encoding:[ \t]?([\w-]+)/im.exec(unfolded)?.[1]?.toLowerCase() ?? '';
    const rest = text.slice(head.end, head.end + sample);
    const end = rest.indexOf('\n--');
    const body = end < 0 ? rest : rest.slice(0, end);
    const charset = charsetOf(decoded(body, encoding), match[1]?.toLowerCase() === 'html');
    if (charset !== null) inserted.push({ at: match.index + match[0].length, charset });
  }
  let whole = text;
  for (const { at, charset } of inserted.reverse())
    whole = `${whole.slice(0, at)}; charset="${charset}"${whole.slice(at)}`;
  const headEnd = /\r?\n\r?\n/.exec(whole)?.index ?? whole.length;
  const head = Buffer.from(whole.slice(0, headEnd), 'latin1');
  if (isUtf8(head)) return inserted.length === 0 ? raw : Buffer.from(whole, 'latin1');
  const named = /\bcharset\s?=\s?"?([\w:.-]{2,40})/i.exec(whole)?.[1];
  const charset =
    named !== undefined && isKnown(named) && !/^(?:us-ascii|utf-?8)$/i.test(named)
      ? named
      : (charsetOf(raw.subarray(0, sample), false) ?? 'windows-1252');
  return Buffer.concat([
    Buffer.from(new TextDecoder(charset).decode(head), 'utf8'),
    Buffer.from(whole.slice(headEnd), 'latin1'),
  ]);
}

/** The header block around a position, up to the blank lines before and after it. */
function headAround(text: string, at: number): { text: string; end: number } {
  const [before, behind] = [text.slice(Math.max(at - headAtMost, 0), at), text.slice(at, at + headAtMost)];
  const begin = Math.max(before.lastIndexOf('\n\n'), before.lastIndexOf('\n\r\n'), before.lastIndexOf('\n--')) + 1;
  const ends = [behind.indexOf('\n\n'), behind.indexOf('\n\r\n')].filter((end) => end >= 0);
  const end = ends.length === 0 ? behind.length : Math.min(...ends);
  return { text: before.slice(begin) + behind.slice(0, end), end: at + end };
}
