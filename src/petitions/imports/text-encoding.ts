import type { FileHandle } from 'node:fs/promises';
import { ImportNotATable } from './import.errors.js';
import { bytesOf } from './spooled-file.js';

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type TextEncoding = (typeof textEncodings)[number];

const marks: [encoding: TextEncoding, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** By its byte order mark; else UTF-8 where the whole file is that, and what old spreadsheet programs write where it is not. @throws ImportNotATable */
export async function encodingOf(handle: FileHandle): Promise<TextEncoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let first = true;
  let valid = true;
  for await (const chunk of bytesOf(handle)) {
    const marked = first ? marks.find(([, bytes]) => bytes.every((byte, index) => chunk[index] === byte)) : undefined;
    if (marked && marked[0] !== 'utf-8') return marked[0];
    first = false;
    if (chunk.includes(0)) throw new ImportNotATable('it is not text, or text in UTF-16 without a byte order mark.');
    valid = valid && decodes(decoder, chunk);
  }
  return valid && decodes(decoder) ? 'utf-8' : 'windows-1252';
}

function decodes(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined });
    return true;
  } catch {
    return false;
  }
}

/** The file as text, without its byte order mark. */
export async function* textOf(handle: FileHandle, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytesOf(handle)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
