import { faceFor, runsOf, type PrintedRun } from '../../platform/pdf-faces.js';

/** Words of one paragraph, with how they are printed. */
export interface PrintedWord {
  text: string;
  bold: boolean;
  /** Stands next to the word before it, in a script that writes no blanks between words */
  tight?: boolean;
}

export interface PageBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Scripts that run from right to left: Hebrew to Arabic, and their presentation forms. */
const rightToLeftLetter = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** Scripts that write no blanks between words, so that a line may break inside what looks like one word. */
const noBlanks = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}]/u;
const wordSegmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** The usual faces with the most scripts, as `openSheets` names them. */
export const anyFaces = { regular: 'any', bold: 'any-bold' };

/**
 * Sets paragraphs word by word, line by line. The PDF library shapes each word (Arabic letters join); the order of words in a line is ours,
 * because it knows one direction only.
 */
export class Typesetter {
  y: number;

  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly box: PageBox,
    private readonly rightToLeft: boolean,
    private readonly faces = { regular: 'regular', bold: 'bold' },
  ) {
    this.y = box.top;
  }

  /** @param indent points kept free at the beginning of each line */
  paragraph(words: readonly PrintedWord[], size: number, indent = 0): void {
    const gap = size * 0.32;
    const width = this.box.right - this.box.left - indent;
    let line: PrintedWord[] = [];
    let used = 0;
    for (const word of words) {
      const wide = this.widthOf(word, size);
      const before = word.tight ? 0 : gap;
      if (line.length > 0 && used + before + wide > width) {
        this.line(line, size, gap, indent);
        line = [];
        used = 0;
      }
      used += (line.length > 0 ? before : 0) + wide;
      line.push(word);
    }
    if (line.length > 0) this.line(line, size, gap, indent);
    this.y += size * 0.6;
  }

  text(plain: string, size: number, bold = false, indent = 0): void {
    this.paragraph(wordsOf(plain, bold), size, indent);
  }

  /** Makes room for something that must not be cut. */
  keep(height: number): void {
    if (this.y + height <= this.box.bottom) return;
    this.document.addPage();
    this.y = this.box.top;
  }

  private line(words: readonly PrintedWord[], size: number, gap: number, indent: number): void {
    const height = size * 1.45;
    this.keep(height);
    const seen = this.rightToLeft ? visualOrder(words) : words;
    const places = seen.map((word, n) => (n === 0 || word.tight ? 0 : gap));
    const length = seen.reduce((sum, word, n) => sum + this.widthOf(word, size) + (places[n] ?? 0), 0);
    let x = this.rightToLeft ? this.box.right - indent - length : this.box.left + indent;
    for (const [n, word] of seen.entries()) {
      x += places[n] ?? 0;
      for (const run of runsOf(word.text)) {
        this.fontOf(run, word.bold, size).text(run.text, x, this.y, { lineBreak: false });
        x += this.document.widthOfString(run.text);
      }
    }
    this.y += height;
  }

  private widthOf({ text, bold }: PrintedWord, size: number): number {
    return runsOf(text).reduce((sum, run) => sum + this.fontOf(run, bold, size).widthOfString(run.text), 0);
  }

  /** The face with serifs has no Hebrew and no Arabic. */
  private fontOf(run: PrintedRun, bold: boolean, size: number): PDFKit.PDFDocument {
    const { regular, bold: heavy } = rightToLeftLetter.test(run.text) ? anyFaces : this.faces;
    return this.document.font(faceFor(this.document, run, bold ? heavy : regular)).fontSize(size);
  }
}

export const wordsOf = (plain: string, bold = false): PrintedWord[] =>
  plain
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((text) => (noBlanks.test(text) ? piecesOf(text).map((piece, n) => ({ text: piece, bold, tight: n > 0 })) : [{ text, bold }]));

/** The words in a text without blanks; marks stay with the word before them. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const { segment, isWordLike } of wordSegmenter.segment(text))
    if (pieces.length > 0 && !isWordLike) pieces[pieces.length - 1] += segment;
    else pieces.push(segment);
  return pieces;
}

/** Whether a text has letters that run from right to left. */
export const hasRightToLeft = (text: string): boolean => rightToLeftLetter.test(text);

/** A line of a right-to-left paragraph as it is seen from the left: runs of left-to-right words keep their own order. */
export function visualOrder(words: readonly PrintedWord[]): PrintedWord[] {
  const seen: PrintedWord[] = [];
  let run: PrintedWord[] = [];
  for (const word of [...words].reverse()) {
    if (rightToLeftLetter.test(word.text)) {
      seen.push(...run, word);
      run = [];
    } else run.unshift(word);
  }
  return [...seen, ...run];
}
