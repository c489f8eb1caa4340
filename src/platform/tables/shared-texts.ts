import { ArchiveBomb } from './table.errors.js';
import { tableLimits } from './table.limits.js';
import { readXml } from './xml.js';

/** Every text of a workbook, once each, as bytes outside the heap: hundreds of thousands of names as strings would be many times as large. */
export class SharedTexts {
  private bytes = Buffer.alloc(64 * 1024);
  private ends = new Uint32Array(1024);
  private used = 0;
  private n = 0;

  /** @throws ArchiveBomb */
  add(text: string): void {
    const kept = decodedText(text).slice(0, tableLimits.cellCharacters + 1);
    const size = Buffer.byteLength(kept);
    if (this.used + size > tableLimits.sharedTextBytes) throw new ArchiveBomb();
    if (this.used + size > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.used + size));
      this.bytes.copy(larger, 0, 0, this.used);
      this.bytes = larger;
    }
    if (this.n === this.ends.length) {
      const longer = new Uint32Array(this.ends.length * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.used += this.bytes.write(kept, this.used);
    this.ends[this.n++] = this.used;
  }

  /** Empty for an index that refers to no text. */
  at(index: number): string {
    if (!(index >= 0 && index < this.n)) return '';
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }
}

/** Workbooks write characters that XML does not allow, and line ends, as `_x000D_`. */
export const decodedText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Reads `xl/sharedStrings.xml`. Phonetic readings (`rPh`) are not part of the text. */
export async function readSharedTexts(part: AsyncIterable<Buffer>): Promise<SharedTexts> {
  const texts = new SharedTexts();
  let text = '';
  let inText = false;
  let aside = false;
  await readXml(part, {
    open: (name) => {
      if (name === 'si') text = '';
      if (name === 'rPh') aside = true;
      inText = name === 't' && !aside;
    },
    text: (piece) => {
      if (inText && text.length <= tableLimits.cellCharacters * 7) text += piece;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') aside = false;
      if (name === 'si') texts.add(text);
    },
  });
  return texts;
}
