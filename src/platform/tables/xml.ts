import { SaxesParser } from 'saxes';
import { ArchiveBomb, NotATable, UnsafeXml } from './table.errors.js';

/** Building blocks of workbook parts; names come without their prefix. */
export interface XmlHandlers {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Maximum between two tags; the parser keeps that much in memory. */
const longestRun = 1_000_000;
const deepest = 50;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Feeds XML to the handlers in chunks, and yields after each so that what they collected can be consumed.
 * @throws UnsafeXml for document types, entities and absurd nesting, ArchiveBomb, NotATable
 */
export async function* parseXml(
  bytes: AsyncIterable<Buffer>,
  { open, close, text }: XmlHandlers,
): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw /entity/i.test(error.message) ? new UnsafeXml() : new NotATable('a part of the workbook is damaged.');
  });
  parser.on('doctype', () => {
    throw new UnsafeXml();
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > deepest) throw new UnsafeXml();
    open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    close?.(local(name));
  });
  parser.on('text', (piece) => text?.(piece));
  parser.on('cdata', (piece) => text?.(piece));
  let decoder: TextDecoder | undefined;
  let run = 0;
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk));
    const piece = decoder.decode(chunk, { stream: true });
    const tag = piece.lastIndexOf('<');
    run = tag < 0 ? run + piece.length : piece.length - tag;
    if (run > longestRun) throw new ArchiveBomb();
    parser.write(piece);
    yield;
  }
  parser.write(decoder?.decode() ?? '').close();
  yield;
}

/** XML shows it by its first bytes: UTF-16 with or without a byte order mark, else UTF-8. */
function encodingOf([first, second]: Buffer): string {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  return (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c) ? 'utf-16be' : 'utf-8';
}

/** The same for a part that is read to its end before anything else. */
export async function readXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const pieces = parseXml(bytes, handlers);
  while (!(await pieces.next()).done);
}
