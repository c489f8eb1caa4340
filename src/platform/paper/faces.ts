import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { onDemand } from '../on-demand.js';
import { sfntOf } from './woff.js';

const fontkit = onDemand<typeof import('fontkit')>('fontkit');

export type Weight = 'regular' | 'bold';

/** A font file, opened when a text first needs it and kept for the life of the process. */
export class Face {
  private opened: Font | undefined;

  /** @param file as it is imported, "package/path" */
  constructor(readonly file: string) {}

  /** Where the file is. */
  get path(): string {
    return require.resolve(this.file);
  }

  /** Whether it has a glyph for each letter and mark; invisible characters (joiners, variation selectors) need none. */
  covers(text: string): boolean {
    const { font } = this;
    return Array.from(text).every((sign) => unseen.test(sign) || font.hasGlyphForCodePoint(sign.codePointAt(0) ?? 0));
  }

  /** Ascent of the letters above the baseline, for a font size of one. */
  get ascent(): number {
    return this.font.ascent / this.font.unitsPerEm;
  }

  get font(): Font {
    if (this.opened) return this.opened;
    return (this.opened = layingOutAll(fontkit().create(sfntOf(readFileSync(this.path))) as Font));
  }
}

/** Combining marks above and below letters. */
const marks = { mark: false, mkmk: false, abvm: false, blwm: false };

/**
 * fontkit 2.0.4 throws a TypeError for words whose marks have an empty anchor, "Singh" in Gurmukhi or "Phnom Penh" in Khmer among them. Such a
 * word is laid out again with its marks where the font draws them by itself.
 */
function layingOutAll(font: Font): Font {
  const layout = font.layout.bind(font);
  font.layout = (text, features, ...rest) => {
    try {
      return layout(text, features, ...rest);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return layout(text, marks, ...rest);
    }
  };
  return font;
}

const require = createRequire(import.meta.url);
const unseen = /^\p{Default_Ignorable_Code_Point}$/u;

const pair = (file: (weight: Weight) => string): Record<Weight, Face> => ({
  regular: new Face(file('regular')),
  bold: new Face(file('bold')),
});
const dejaVu = (name: string): Record<Weight, Face> =>
  pair((weight) => `dejavu-fonts-ttf/ttf/${name}${weight === 'bold' ? '-Bold' : ''}.ttf`);

export const sans = dejaVu('DejaVuSans');
export const serif = dejaVu('DejaVuSerif');

/** Scripts that need shaping, or that the fonts above do not have. */
const scripts = [
  'Bengali',
  'Devanagari',
  'Ethiopic',
  'Gujarati',
  'Gurmukhi',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thai',
];
const ofScripts = scripts.map((script) => {
  const name = script.toLowerCase();
  const faces = pair(
    (weight) =>
      `@fontsource/noto-sans-${name}/files/noto-sans-${name}-${name}-${weight === 'bold' ? 700 : 400}-normal.woff`,
  );
  return { pattern: new RegExp(`\\p{Script=${script}}`, 'u'), faces };
});

/** Every other script, including Chinese, Japanese and Korean, in one weight and a plain design. */
const rest = new Face('@fontsource/unifontex/files/unifontex-latin-400-normal.woff');

/** By requested face: the face of each letter seen so far. */
const found = new Map<Face, Map<string, Face | null>>();

/** The face that a letter with its marks is printed in, or null where no face has it. */
export function faceOf(letter: string, family: Record<Weight, Face>, weight: Weight): Face | null {
  const known = found.get(family[weight]) ?? new Map<string, Face | null>();
  found.set(family[weight], known);
  const before = known.get(letter);
  if (before !== undefined) return before;
  const own = ofScripts.find(({ pattern }) => pattern.test(letter));
  const faces = own ? [own.faces[weight], sans[weight], rest] : [family[weight], sans[weight], rest];
  const face = faces.find((one) => one.covers(letter)) ?? null;
  // Grapheme clusters are unbounded; uncached ones are looked up again.
  if (known.size < 20_000) known.set(letter, face);
  return face;
}
