import { countryName } from '../../platform/http/country-names.js';
import { sans } from '../../platform/paper/faces.js';
import { openSheets } from '../../platform/paper/sheets.js';
import { hasRightToLeft, Typesetter } from '../../platform/paper/typesetter.js';

/** Labels per sheet. Units are points; the sheets are the common ones of 70 × 37 mm, and of 2⅝ × 1 inch. */
const sheets = {
  A4: { columns: 3, rows: 8, width: 198.43, height: 104.88, left: 0, top: 1.42 },
  LETTER: { columns: 3, rows: 10, width: 198, height: 72, left: 13.5, top: 36 },
} as const;

/**
 * Lines of a label. The post of the sending country reads the last line: under an address for a ministry that is written to in another script, it names
 * the State in English capitals.
 */
export function labelLines(
  heading: readonly string[],
  address: readonly string[],
  iso: string,
  locale: string,
): string[] {
  const country = countryName(iso, 'en').toUpperCase();
  const isLatin = new Intl.Locale(locale).maximize().script === 'Latn';
  const lines = [...new Set([...heading, ...address])];
  return isLatin || lines.at(-1)?.toUpperCase() === country ? lines : [...lines, country];
}

const padding = 10;
const largest = 9;
const smallest = 5;

const closer = 0.85;

/** Of all lines as the typesetter sets them, those that are too long for the label on several. */
function heightOf(document: PDFKit.PDFDocument, label: readonly string[], points: number, width: number): number {
  document.fontSize(points);
  const one = document.currentLineHeight(true);
  const rows = label.map((line) => Math.ceil(document.heightOfString(line, { width: width * 0.97 }) / one - 0.01));
  return rows.reduce((sum, n) => sum + points * (n * 1.45 + 0.6 - closer), 0);
}

/** Address labels, one per letter, our reference at the foot of each. A long address is set smaller, never cut. */
export async function labelSheets(
  labels: readonly { reference: string; label: readonly string[] }[],
  size: keyof typeof sheets,
): Promise<Buffer> {
  const { columns, rows, width, height, left, top } = sheets[size];
  const { document, finished } = await openSheets('Address labels', 'en', size, 'DejaVuSans');
  document.page.margins = { top: 0, bottom: 0, left: 0, right: 0 };
  for (const [n, { reference, label }] of labels.entries()) {
    const place = n % (columns * rows);
    if (n > 0 && place === 0) document.addPage({ size, margin: 0 });
    const x = left + (place % columns) * width + padding;
    const y = top + Math.floor(place / columns) * height + padding;
    const room = { width: width - 2 * padding, height: height - 2 * padding - smallest - 2 };
    document.font('any');
    let points = largest;
    while (points > smallest && heightOf(document, label, points, room.width) > room.height) points -= 0.5;
    document.fillColor('#000');
    const box = { left: x, right: x + room.width, top: y, bottom: y + height };
    for (const line of label) {
      const setter = new Typesetter(document, box, hasRightToLeft(line), sans);
      setter.text(line, points);
      // Address lines are closer together than paragraphs.
      box.top = setter.y - points * closer;
    }
    document.font('any');
    document
      .fontSize(smallest)
      .fillColor('#444')
      .text(reference, x, top + (Math.floor(place / columns) + 1) * height - padding - smallest, { lineBreak: false });
  }
  document.end();
  return finished;
}
