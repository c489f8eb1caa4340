import type { Face, Weight } from './faces.js';
import { breaksOf, lettersOf, runsOf } from './runs.js';

/** Words of one paragraph, with their style. */
export interface PrintedWord {
  text: string;
  bold: boolean;
  /** Continues where the word before ends, without a gap. */
  joined?: boolean;
  /** A number that goes on from words that run from the left, perhaps on the line before. */
  goesOn?: boolean;
}

export interface PageBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Right-to-left scripts: Hebrew to Arabic, and their presentation forms; N'Ko to Arabic, and those of the next plane. */
const rightToLeftLetter = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * Sets paragraphs word by word, line by line. The PDF library shapes each run of a word (Arabic letters join); the order of words in a line is ours,
 * because it knows one direction only.
 */
export class Typesetter {
  y: number;

  constructor(
    private readonly document: PDFKit.PDFDocument,
    private readonly box: PageBox,
    private readonly rightToLeft: boolean,
    private readonly family: Record<Weight, Face>,
  ) {
    this.y = box.top;
  }

  /** @param indent points kept free at the beginning of each line */
  paragraph(words: readonly PrintedWord[], size: number, indent = 0): void {
    const gap = size * 0.32;
    const width = this.box.right - this.box.left - indent;
    // An address in Latin letters is read from the left, wherever it stands.
    const turned = this.rightToLeft && words.some(({ text }) => hasRightToLeft(text));
    let line: PrintedWord[] = [];
    let used = 0;
    for (const word of (turned ? inContext(words) : words).flatMap((whole) => this.fitting(whole, size, width))) {
      const wide = this.widthOf(word, size);
      const before = line.length === 0 || word.joined ? 0 : gap;
      if (line.length > 0 && used + before + wide > width) {
        this.line(line, turned, size, gap, indent);
        [line, used] = [[word], wide];
      } else {
        used += before + wide;
        line.push(word);
      }
    }
    if (line.length > 0) this.line(line, turned, size, gap, indent);
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

  private line(words: readonly PrintedWord[], turned: boolean, size: number, gap: number, indent: number): void {
    const height = size * 1.45;
    this.keep(height);
    const whole = glued(words);
    const seen = turned ? visualOrder(whole) : whole;
    const gapBefore = ({ joined }: PrintedWord, n: number): number => (n === 0 || joined === true ? 0 : gap);
    const length = seen.reduce((sum, word, n) => sum + gapBefore(word, n) + this.widthOf(word, size), 0);
    let x = this.rightToLeft ? this.box.right - indent - length : this.box.left + indent;
    const baseline = this.y + this.family.regular.ascent * size;
    for (const [n, word] of seen.entries()) {
      x += gapBefore(word, n);
      for (const run of this.runs(word)) {
        this.set(run.face, size).text(run.text, x, baseline, { lineBreak: false, baseline: 'alphabetic' });
        x += this.document.widthOfString(run.text);
      }
    }
    this.y += height;
  }

  /** The word, or pieces of it where it is wider than a line. */
  private fitting(word: PrintedWord, size: number, width: number): PrintedWord[] {
    if (this.widthOf(word, size) <= width) return [word];
    const letters = lettersOf(word.text);
    if (letters.length < 2) return [word];
    const half = letters.length >> 1;
    const pieces = [letters.slice(0, half), letters.slice(half)].map((part, n) => ({
      ...word,
      text: part.join(''),
      joined: n > 0 || word.joined === true,
    }));
    return pieces.flatMap((piece) => this.fitting(piece, size, width));
  }

  private widthOf(word: PrintedWord, size: number): number {
    return this.runs(word).reduce((sum, run) => sum + this.set(run.face, size).widthOfString(run.text), 0);
  }

  /** In visual order, from the left. */
  private runs({ text, bold }: PrintedWord): { text: string; face: Face }[] {
    const runs = runsOf(text, this.family, bold ? 'bold' : 'regular');
    return hasRightToLeft(text) ? runs.reverse() : runs;
  }

  private set(face: Face, size: number): PDFKit.PDFDocument {
    return inFace(this.document, face).fontSize(size);
  }
}

/** The document, with the face set. */
export const inFace = (document: PDFKit.PDFDocument, face: Face): PDFKit.PDFDocument =>
  document.registerFont(face.file, face.font as unknown as PDFKit.Mixins.PDFFontSource).font(face.file);

export const wordsOf = (plain: string, bold = false): PrintedWord[] =>
  plain
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => breaksOf(word).map((text, n) => (n > 0 ? { text, bold, joined: true } : { text, bold })));

/** Whether a text has letters that run from right to left. */
export const hasRightToLeft = (text: string): boolean => rightToLeftLetter.test(text);

/** Pieces of one word on the same line are joined again. */
const glued = (words: readonly PrintedWord[]): PrintedWord[] => {
  const whole: PrintedWord[] = [];
  for (const word of words) {
    const last = whole.at(-1);
    if (word.joined && last?.bold === word.bold) whole[whole.length - 1] = { ...last, text: last.text + word.text };
    else whole.push(word);
  }
  return whole;
};

/** A word is of a direction by its letters: a comma of Arabic after a number does not turn the number. */
const runsFromRight = (text: string): boolean =>
  [...text].some((letter) => rightToLeftLetter.test(letter) && /\p{L}/u.test(letter));

/** The words of a right-to-left paragraph, of which numbers after Latin words belong to those, wherever the line breaks. */
function inContext(words: readonly PrintedWord[]): PrintedWord[] {
  let foreign = false;
  return words.map((word) => {
    const goesOn = foreign && !runsFromRight(word.text);
    foreign = goesOn || (!runsFromRight(word.text) && /\p{L}/u.test(word.text));
    return goesOn ? { ...word, goesOn } : word;
  });
}

/**
 * A line of a right-to-left paragraph in visual order. Words of the other direction, with the numbers among and after them, keep their own order. Other
 * numbers and signs stand one by one, and punctuation around either is of the paragraph: the full stop after a year is to its left.
 */
export function visualOrder(words: readonly PrintedWord[]): PrintedWord[] {
  const runs: PrintedWord[][] = [];
  let foreign: PrintedWord[] | undefined;
  for (const { text, bold, goesOn } of words) {
    const word = { text, bold };
    if (runsFromRight(text)) foreign = undefined;
    else if (foreign) {
      foreign.push(word);
      continue;
    } else if (goesOn === true || /\p{L}/u.test(text)) {
      runs.push((foreign = [word]));
      continue;
    }
    runs.push([word]);
  }
  return runs.reverse().flatMap(punctuated);
}

/** A run that is read from the left, with the punctuation before and after it on the side where the paragraph has it. */
function punctuated(run: readonly PrintedWord[]): PrintedWord[] {
  const [first, last] = [run[0], run.at(-1)];
  if (!first || !last || runsFromRight(first.text) || !/[\p{L}\p{N}]/u.test(first.text)) return [...run];
  const whole = run.map(({ text }) => text).join(' ');
  const before = looseSigns(first.text, whole);
  const after = reversed(looseSigns(reversed(last.text), whole));
  if (before === '' && after === '') return [...run];
  const inside = run.map((word, n) => {
    const end = n === run.length - 1 ? word.text.length - after.length : undefined;
    return { ...word, text: word.text.slice(n === 0 ? before.length : 0, end), joined: n === 0 && after !== '' };
  });
  const sign = (text: string, joined: boolean): PrintedWord[] =>
    text === '' ? [] : [{ text: mirrored(text), bold: first.bold, joined }];
  return [...sign(after, false), ...inside, ...sign(before, true)];
}

const reversed = (text: string): string => [...text].reverse().join('');

/** Punctuation at the beginning; a bracket only if its counterpart is not in the run. */
function looseSigns(text: string, run: string): string {
  const count = (sign: string): number => run.split(sign).length - 1;
  const kept = [...text].findIndex((sign) => {
    const counterpart = mirrors[sign];
    return counterpart === undefined ? !/[.,;:!?،؛؟…–—]/.test(sign) : count(counterpart) >= count(sign);
  });
  return kept <= 0 ? '' : [...text].slice(0, kept).join('');
}

const mirrors: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '«': '»',
  '»': '«',
};
const mirrored = (signs: string): string =>
  [...signs]
    .reverse()
    .map((sign) => mirrors[sign] ?? sign)
    .join('');
