import { ImportArchiveBomb } from './import.errors.js';
import { importLimits } from './import.status.js';
import { readXml } from './xml.js';

/** Every text of a workbook, once each, as bytes outside the heap: hundreds of thousands of names as strings would be many times as large. */
export class SharedTexts {
  private bytes = Buffer.alloc(64 * 1024);
  private ends = new Uint32Array(1024);
  private used = 0;
  private n = 0;

  /** @throws ImportArchiveBomb */
  add(text: string): void {
    const kept = text.slice(0, importLimits.cellCharacters + 1);
    const size = Buffer.byteLength(kept);
    if (this.used + size > importLimits.sharedTextBytes) throw new ImportArchiveBomb();
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

  /** Empty for a number that names no text. */
  at(index: number): string {
    if (!(index >= 0 && index < this.n)) return '';
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }
}

/** Reads `xl/sharedStrings.xml`. Readings of the characters (`rPh`) do not belong to the text. */
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
      if (inText && text.length <= importLimits.cellCharacters) text += piece;
    },
    close: (name) => {
      inText = false;
      if (name === 'rPh') aside = false;
      if (name === 'si') texts.add(text);
    },
  });
  return texts;
}
