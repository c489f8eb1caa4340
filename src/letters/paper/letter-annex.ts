import type { LetterAnnex } from '../writing/annex.js';
import type { Face, Weight } from '../../platform/paper/faces.js';
import { Typesetter, type PageBox } from '../../platform/paper/typesetter.js';

const size = 8.5;
const lineHeight = 12.5;
const columns = 3;

/** The annex begins on a page of its own. */
export function drawAnnex(
  document: PDFKit.PDFDocument,
  box: PageBox,
  rightToLeft: boolean,
  family: Record<Weight, Face>,
  annex: LetterAnnex,
): void {
  document.addPage();
  document.fillColor('#000');
  const page = new Typesetter(document, box, rightToLeft, family);
  page.text(annex.title, 12, true);
  for (const paragraph of annex.method) page.text(paragraph, size);
  for (const { heading, rows } of [annex.byCountry, annex.byMonth]) {
    page.y += 6;
    page.keep(4 * lineHeight);
    page.text(heading, size + 1, true);
    drawRows(document, page, box, rows);
  }
}

/** Names and numbers, row by row in three columns, so that a page break cuts none of them. */
function drawRows(
  document: PDFKit.PDFDocument,
  page: Typesetter,
  box: PageBox,
  rows: readonly { label: string; n: string }[],
): void {
  const width = (box.right - box.left) / columns;
  document.fontSize(size);
  rows.forEach(({ label, n }, index) => {
    const column = index % columns;
    if (column === 0) page.keep(lineHeight);
    const x = box.left + column * width;
    document.font('regular').fontSize(size);
    const number = document.widthOfString(n);
    document.text(label, x, page.y, {
      width: width - number - 22,
      height: lineHeight,
      ellipsis: true,
      lineBreak: false,
    });
    document.text(n, x + width - number - 14, page.y, { lineBreak: false });
    if (column === columns - 1 || index === rows.length - 1) page.y += lineHeight;
  });
}
