/** Words of one paragraph, with how they are printed. */
export interface PrintedWord {
  text: string;
  bold: boolean;
}

export interface PageBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Scripts that run from right to left: Hebrew to Arabic, and their presentation forms. */
const rightToLeftLetter = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;

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
      if (line.length > 0 && used + gap + wide > width) {
        this.line(line, size, gap, indent);
        line = [];
        used = 0;
      }
      used += (line.length > 0 ? gap : 0) + wide;
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
    const length = seen.reduce((sum, word) => sum + this.widthOf(word, size), 0) + gap * (seen.length - 1);
    let x = this.rightToLeft ? this.box.right - indent - length : this.box.left + indent;
    for (const word of seen) {
      this.fontOf(word, size).text(word.text, x, this.y, { lineBreak: false });
      x += this.widthOf(word, size) + gap;
    }
    this.y += height;
  }

  private widthOf(word: PrintedWord, size: number): number {
    return this.fontOf(word, size).widthOfString(word.text);
  }

  private fontOf(word: PrintedWord, size: number): PDFKit.PDFDocument {
    return this.document.font(word.bold ? this.faces.bold : this.faces.regular).fontSize(size);
  }
}

export const wordsOf = (plain: string, bold = false): PrintedWord[] =>
  plain
    .split(/\s+/)
    .filter(Boolean)
    .map((text) => ({ text, bold }));

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
