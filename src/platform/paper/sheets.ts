import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PageBox } from './typesetter.js';

export const margin = 64;
const fonts = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

export interface Sheets {
  document: PDFKit.PDFDocument;
  box: PageBox;
  /** Resolves with the file after `document.end()`. */
  finished: Promise<Buffer>;
}

/**
 * An empty document on paper. The same contents make the same file, byte for byte: it contains no creation date and no random id. Faces: `regular`
 * and `bold`, and `any` and `any-bold` with the most scripts.
 */
export async function openSheets(
  title: string,
  locale: string,
  size: 'A4' | 'LETTER',
  face: 'DejaVuSans' | 'DejaVuSerif',
): Promise<Sheets> {
  // Loaded where it is used: most processes never print a letter.
  const { default: PDFDocument } = await import('pdfkit');
  const info = {
    Title: title,
    Producer: 'Demarche',
    Creator: 'Demarche',
    CreationDate: new Date(0),
    ModDate: new Date(0),
  };
  const document = new PDFDocument({ size, margin, lang: locale, info, bufferPages: true });
  document.registerFont('regular', join(fonts, `${face}.ttf`)).registerFont('bold', join(fonts, `${face}-Bold.ttf`));
  document
    .registerFont('any', join(fonts, 'DejaVuSans.ttf'))
    .registerFont('any-bold', join(fonts, 'DejaVuSans-Bold.ttf'));
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  const { width, height } = document.page;
  return {
    document,
    box: { left: margin, right: width - margin, top: margin, bottom: height - margin - 28 },
    finished,
  };
}

/** Legal lines, our reference, and "page of pages" at the foot of every page. */
export function numberPages(
  document: PDFKit.PDFDocument,
  box: PageBox,
  reference: string,
  footer: readonly string[],
): void {
  const { start, count } = document.bufferedPageRange();
  for (let n = start; n < start + count; n++) {
    document.switchToPage(n);
    document.page.margins.bottom = 0;
    const y = document.page.height - margin - 6;
    document.font('regular').fontSize(7.5).fillColor('#444');
    footer.forEach((line, index) =>
      document.text(line, box.left, y - (footer.length - 1 - index) * 10, { lineBreak: false }),
    );
    const place = `${reference}  ${n + 1}/${count}`;
    document.text(place, box.right - document.widthOfString(place), y, { lineBreak: false });
  }
}
