import { setImmediate as nextTurn } from 'node:timers/promises';
import { sans } from '../platform/paper/faces.js';
import { numberPages, openSheets } from '../platform/paper/sheets.js';
import { hasRightToLeft, Typesetter, wordsOf, type PageBox } from '../platform/paper/typesetter.js';

/** Supporter letters as they are printed, as text blocks. */
export interface PrintedDigest {
  title: string;
  about: readonly string[];
  /** Who forwards them: name, title, organisation, postal address and email address, a line each; empty while there is nobody. */
  signatory: readonly string[];
  letters: readonly {
    heading: string;
    paragraphs: readonly string[];
    writers: readonly string[];
    nearly: { heading: string; writers: readonly string[] } | null;
  }[];
}

const bodySize = 9.5;
const noteSize = 8.5;

/** A digest as a file of its own; the same digest gives the same file. */
export async function digestPdf(
  digest: PrintedDigest,
  {
    reference,
    locale,
    size,
    footer,
  }: { reference: string; locale: string; size: 'A4' | 'LETTER'; footer: readonly string[] },
): Promise<Buffer> {
  const { document, box, finished } = await openSheets(digest.title, locale, size, 'DejaVuSans');
  await drawDigest(document, box, digest);
  numberPages(document, box, `${reference}-letters`, footer);
  document.end();
  return finished;
}

/**
 * Starts on the current page and adds as many as needed. Each paragraph runs in the direction of its own script. Two hundred long letters take
 * seconds, so the event loop gets a turn after each.
 */
export async function drawDigest(document: PDFKit.PDFDocument, box: PageBox, digest: PrintedDigest): Promise<void> {
  document.fillColor('#000');
  const [ltr, rtl] = [new Typesetter(document, box, false, sans), new Typesetter(document, box, true, sans)];
  let y = box.top;
  const write = (plain: string, size: number, bold = false): void => {
    const page = hasRightToLeft(plain) ? rtl : ltr;
    page.y = y;
    page.paragraph(wordsOf(plain, bold), size);
    y = page.y;
  };
  write(digest.title, 12, true);
  for (const paragraph of digest.about) write(paragraph, noteSize);
  for (const line of digest.signatory) write(line, noteSize);
  for (const { heading, paragraphs, writers, nearly } of digest.letters) {
    y += 10;
    ltr.y = y;
    ltr.keep(60);
    y = ltr.y;
    write(heading, 10.5, true);
    for (const paragraph of paragraphs) write(paragraph, bodySize);
    for (const writer of writers) write(writer, noteSize, true);
    if (nearly) write(nearly.heading, noteSize);
    for (const writer of nearly?.writers ?? []) write(writer, noteSize, true);
    await nextTurn();
  }
}
