import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { openSync, type Font } from 'fontkit';

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** Scripts whose letters join or stack, each with a face that knows how. */
const shaped: readonly [script: RegExp, name: string][] = [
  [/\p{scx=Deva}/u, 'devanagari'],
  [/\p{scx=Beng}/u, 'bengali'],
  [/\p{scx=Taml}/u, 'tamil'],
  [/\p{scx=Telu}/u, 'telugu'],
  [/\p{scx=Knda}/u, 'kannada'],
  [/\p{scx=Mlym}/u, 'malayalam'],
  [/\p{scx=Gujr}/u, 'gujarati'],
  [/\p{scx=Guru}/u, 'gurmukhi'],
  [/\p{scx=Sinh}/u, 'sinhala'],
  [/\p{scx=Thai}/u, 'thai'],
  [/\p{scx=Khmr}/u, 'khmer'],
  [/\p{scx=Mymr}/u, 'myanmar'],
];
const fileOf = (script: string): string =>
  join(folderOf(`@fontsource/noto-sans-${script}`), 'files', `noto-sans-${script}-${script}-400-normal.woff`);
/** Every character of the basic plane as a plain drawing: Chinese, Japanese, Korean, Ethiopic, and whatever else people write. */
const last = { name: 'last', file: () => join(folderOf('@fontsource/unifont'), 'files', 'unifont-latin-400-normal.woff') };
const usual = join(folderOf('dejavu-fonts-ttf'), 'ttf', 'DejaVuSans.ttf');

const opened = new Map<string, Font>();

/** A font file, read once in a process and only when it is needed. */
function fontIn(file: string): Font {
  let font = opened.get(file);
  if (!font) opened.set(file, (font = openSync(file) as Font));
  return font;
}

const covers = (file: string, sign: string): boolean => {
  const font = fontIn(file);
  return Array.from(sign).every((one) => /^[\u200c\u200d\ufe0e\ufe0f]$/u.test(one) || font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0));
};

/** A piece of text that one face prints. */
export interface PrintedRun {
  text: string;
  /** Null: the face the text stands in; else one that `faceFor` registers. */
  face: string | null;
  /** Its characters are in no face, and are named instead. */
  missing: boolean;
}

/** Latin, Greek, Cyrillic, Hebrew, Arabic, Armenian and Georgian are in the usual face. */
const isUsual = /^[\s\u0000-\u058f]*$/u; // eslint-disable-line no-control-regex -- a range from the beginning
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Cuts a text into runs by the faces that have its characters. What no face has (rare Han characters, new emoji) is named by its number, `[U+1F600]`:
 * a box would say nothing.
 */
export function runsOf(text: string): PrintedRun[] {
  if (isUsual.test(text)) return [{ text, face: null, missing: false }];
  const runs: PrintedRun[] = [];
  for (const { segment } of segmenter.segment(text)) {
    const run = runFor(segment, runs.at(-1));
    const before = runs.at(-1);
    if (before && before.face === run.face && before.missing === run.missing) before.text += run.text;
    else runs.push(run);
  }
  return runs;
}

function runFor(sign: string, before: PrintedRun | undefined): PrintedRun {
  if (/^\s+$/u.test(sign)) return { text: sign, face: before?.face ?? null, missing: before?.missing ?? false };
  const script = shaped.find(([of]) => of.test(sign))?.[1];
  if (script !== undefined && covers(fileOf(script), sign)) return { text: sign, face: script, missing: false };
  if (covers(usual, sign)) return { text: sign, face: null, missing: false };
  if (covers(last.file(), sign)) return { text: sign, face: last.name, missing: false };
  const names = Array.from(sign).map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  return { text: `[${names.join(' ')}]`, face: null, missing: true };
}

/** The name of a run's face in a document, which is put into it when it is first used. @param usualFace the face the text stands in */
export function faceFor(document: PDFKit.PDFDocument, { face }: PrintedRun, usualFace: string): string {
  if (face === null) return usualFace;
  const registered = (document as unknown as { _registeredFonts: Record<string, unknown> })._registeredFonts;
  if (registered[face] === undefined) document.registerFont(face, face === last.name ? last.file() : fileOf(face));
  return face;
}

/** Whether something in these texts is in no face. */
export const hasMissing = (texts: readonly string[]): boolean => texts.some((text) => runsOf(text).some(({ missing }) => missing));

/** Prints a text where the document stands, each run in its face. @param continued whether the next text goes on in the same line */
export function printText(document: PDFKit.PDFDocument, text: string, usualFace: string, continued = false): void {
  const runs = runsOf(text);
  for (const [index, run] of runs.entries())
    document.font(faceFor(document, run, usualFace)).text(run.text, { continued: continued || index < runs.length - 1 });
  document.font(usualFace);
}
