import MarkdownIt from 'markdown-it';
import QRCode from 'qrcode';
import { rightToLeft } from '../writing/templates.values.js';
import { sans, serif } from '../../platform/paper/faces.js';
import { drawDigest, type PrintedDigest } from '../../supporter-letters/digest-pages.js';
import type { LetterAnnex } from '../writing/annex.js';
import { drawAnnex } from './letter-annex.js';
import { numberPages, openSheets } from '../../platform/paper/sheets.js';
import { Typesetter, wordsOf, type PageBox, type PrintedWord } from '../../platform/paper/typesetter.js';

export interface LetterPaper {
  locale: string;
  subject: string;
  /** Markdown, as it was approved */
  text: string;
  reference: string;
  /** Name and address of the sender, a line each */
  sender: readonly string[];
  /** Legal lines at the foot */
  footer: readonly string[];
  /** Page on which anybody can verify that the letter is ours, and its hash */
  verifyUrl: string;
  textHash: string;
  size: 'A4' | 'LETTER';
  annex: LetterAnnex | null;
  /** Supporter letters that are printed behind it; with an email they are a separate file */
  digest?: PrintedDigest | null;
}

const markdown = new MarkdownIt({ html: false });
const bodySize = 10.5;
const noteSize = 8.5;

/**
 * The letter on paper: the same text as the email, the fonts of its scripts embedded, our reference, a QR code to the page that verifies it, and the
 * annex with the counts. The same letter gives the same file, byte for byte.
 */
export async function letterPdf(paper: LetterPaper): Promise<Buffer> {
  const turned = rightToLeft.includes(paper.locale);
  // The serif face has no Arabic.
  const face = turned ? 'DejaVuSans' : 'DejaVuSerif';
  const { document, box, finished } = await openSheets(
    `${paper.reference} ${paper.subject}`,
    paper.locale,
    paper.size,
    face,
  );
  const family = turned ? sans : serif;
  const page = new Typesetter(document, box, turned, family);
  for (const line of paper.sender) page.text(line, noteSize, line === paper.sender[0]);
  page.y += 12;
  writeMarkdown(page, paper.text);
  drawQr(document, page, box, paper);
  if (paper.annex) drawAnnex(document, box, turned, family, paper.annex);
  if (paper.digest) {
    document.addPage();
    await drawDigest(document, box, paper.digest);
  }
  numberPages(document, box, paper.reference, paper.footer);
  document.end();
  return finished;
}

function writeMarkdown(page: Typesetter, text: string): void {
  let size = bodySize;
  let number = 0;
  let inList = false;
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'hr') {
      size = noteSize;
      page.y += 6;
    }
    if (token.type === 'ordered_list_open') [number, inList] = [1, true];
    if (token.type === 'ordered_list_close') inList = false;
    if (token.type !== 'inline') continue;
    const lines = linesOf(token.children ?? []);
    // A heading stays with the paragraph below.
    if (lines.every((line) => line.every(({ bold }) => bold))) page.keep(size * 6);
    for (const [n, line] of lines.entries()) {
      const words = inList ? [...wordsOf(`${number++}.`), ...line] : line;
      page.paragraph(words, size);
      const isLast = n === lines.length - 1;
      page.y -= size * (inList ? 0.35 : isLast ? 0 : 0.5);
    }
  }
}

/** The words of a paragraph, one list per line break of the author. */
function linesOf(children: { type: string; content: string }[]): PrintedWord[][] {
  const lines: PrintedWord[][] = [[]];
  let bold = false;
  for (const { type, content } of children) {
    if (type === 'strong_open') bold = true;
    else if (type === 'strong_close') bold = false;
    else if (type === 'softbreak' || type === 'hardbreak') lines.push([]);
    else lines.at(-1)?.push(...wordsOf(content, bold));
  }
  return lines.filter((line) => line.length > 0);
}

function drawQr(
  document: PDFKit.PDFDocument,
  page: Typesetter,
  box: PageBox,
  { verifyUrl, textHash, reference }: LetterPaper,
): void {
  const { modules } = QRCode.create(verifyUrl, { errorCorrectionLevel: 'M' });
  const side = 72;
  page.y += 10;
  page.keep(side + 8);
  const module = side / modules.size;
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) document.rect(box.left + column * module, page.y + row * module, module, module);
  document.fill('#000');
  document.font('regular').fontSize(7.5);
  const lines = [reference, verifyUrl, `SHA-256 ${textHash.slice(0, 32)}`, textHash.slice(32)];
  lines.forEach((line, n) => document.text(line, box.left + side + 12, page.y + 8 + n * 12, { lineBreak: false }));
  page.y += side + 8;
}
