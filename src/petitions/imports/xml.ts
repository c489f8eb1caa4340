import { SaxesParser } from 'saxes';
import { ImportArchiveBomb, ImportNotATable, ImportUnsafeXml } from './import.errors.js';

/** What the parts of a workbook are made of; names come without their prefix. */
export interface XmlHandlers {
  open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  close?: (name: string) => void;
  text?: (text: string) => void;
}

/** Between two tags; the parser keeps that much in memory. */
const longestRun = 1_000_000;
const deepest = 50;

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Feeds XML to the handlers as it comes, and comes back after each piece so that what they collected can be taken away.
 * @throws ImportUnsafeXml for document types, entities and absurd nesting, ImportArchiveBomb, ImportNotATable
 */
export async function* parseXml(bytes: AsyncIterable<Buffer>, { open, close, text }: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('error', (error) => {
    throw /entity/i.test(error.message) ? new ImportUnsafeXml() : new ImportNotATable('a part of the workbook is damaged.');
  });
  parser.on('doctype', () => {
    throw new ImportUnsafeXml();
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > deepest) throw new ImportUnsafeXml();
    open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    close?.(local(name));
  });
  parser.on('text', (piece) => text?.(piece));
  parser.on('cdata', (piece) => text?.(piece));
  const decoder = new TextDecoder();
  let run = 0;
  for await (const chunk of bytes) {
    const piece = decoder.decode(chunk, { stream: true });
    const tag = piece.lastIndexOf('<');
    run = tag < 0 ? run + piece.length : piece.length - tag;
    if (run > longestRun) throw new ImportArchiveBomb();
    parser.write(piece);
    yield;
  }
  parser.write(decoder.decode()).close();
  yield;
}

/** The same for a part that is read to its end before anything else. */
export async function readXml(bytes: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const pieces = parseXml(bytes, handlers);
  while (!(await pieces.next()).done);
}
