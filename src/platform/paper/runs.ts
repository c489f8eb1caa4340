import { faceOf, sans, type Face, type Weight } from './faces.js';

export interface Run {
  text: string;
  face: Face;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const words = new Intl.Segmenter('und', { granularity: 'word' });
/** Characters without shape that join nothing: controls, direction marks, variation selectors. */
const shapeless = /[\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
/** ASCII, which every family has. */
const plain = /^[\x20-\x7E]+$/;
const joiner = /[\u200C\u200D]/;
/** Scripts written without spaces between words. */
const unspaced =
  /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/** Grapheme clusters. */
export const lettersOf = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** A letter that no face has is printed as its code, so that it is seen to be there. */
export const codeOf = (letter: string): string =>
  Array.from(letter, (sign) => `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`).join(
    '',
  );

/** A text in runs of one face each; a letter and its marks are never separated. */
export function runsOf(text: string, family: Record<Weight, Face>, weight: Weight): Run[] {
  if (plain.test(text)) return [{ text, face: family[weight] }];
  const runs: Run[] = [];
  for (const letter of lettersOf(text))
    for (const { text: piece, face } of printed(letter, family, weight)) {
      const last = runs.at(-1);
      if (last?.face === face) last.text += piece;
      else runs.push({ text: piece, face });
    }
  return runs;
}

/** An emoji sequence is printed sign by sign where no face has it whole. */
function printed(letter: string, family: Record<Weight, Face>, weight: Weight): Run[] {
  const shown = letter.replace(shapeless, (sign) => (joiner.test(sign) ? sign : ''));
  if (shown === '') return [];
  const face = faceOf(shown, family, weight);
  if (face) return [{ text: shown, face }];
  return Array.from(shown).flatMap((sign) => {
    if (joiner.test(sign)) return [];
    const own = faceOf(sign, family, weight);
    return [own ? { text: sign, face: own } : { text: codeOf(sign), face: sans[weight] }];
  });
}

/** Whether all of a text can be printed as it was written. */
export const isPrintable = (text: string): boolean =>
  Array.from(text.replace(shapeless, '')).every((sign) => faceOf(sign, sans, 'regular') !== null);

/** Where a word without spaces may be broken. Punctuation stays with the word before. */
export function breaksOf(word: string): string[] {
  if (!unspaced.test(word)) return [word];
  const pieces: string[] = [];
  for (const { segment, isWordLike } of words.segment(word)) {
    if (isWordLike || pieces.length === 0) pieces.push(segment);
    else pieces.push(`${pieces.pop() ?? ''}${segment}`);
  }
  return pieces;
}
