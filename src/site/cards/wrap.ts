import type { Font } from './font.js';

const ellipsis = '…';

/** The rendered width of a line of text in pixels, with kerning and ligatures. */
export const widthOf = (text: string, font: Font, size: number): number => (font.width(text) * size) / 1000;

/** The text, or as much of its beginning as fits with an ellipsis. */
export function cut(text: string, font: Font, size: number, width: number): string {
  if (widthOf(text, font, size) <= width) return text;
  const signs = [...text];
  while (signs.length > 0 && widthOf(signs.join('').trimEnd() + ellipsis, font, size) > width) signs.pop();
  return signs.join('').trimEnd() + ellipsis;
}

/**
 * Breaks text into lines that fit the width, at breaking spaces (not at no-break spaces, which French uses before punctuation). A word longer than a
 * line is broken anywhere; what does not fit into `most` lines ends in an ellipsis.
 */
export function wrap(text: string, font: Font, size: number, width: number, most: number): string[] {
  const fits = (line: string) => widthOf(line, font, size) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/[ \t\n]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const sign of word) {
      if (!fits(line + sign) && line !== '') {
        lines.push(line);
        line = '';
      }
      line += sign;
    }
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cut(lines.slice(most - 1).join(' '), font, size, width)];
}
