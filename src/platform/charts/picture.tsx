import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import type { Place } from './frame.js';

/** In units, which are pixels where nobody scales the picture. */
export const pictureWidth = 1000;
const [margin, lineOf, keyHeight] = [24, 26, 34];
/** Signs of a line, at the size of the text. */
const [titleSigns, noteSigns] = [80, 110];

export interface PictureKey {
  /** Class of the sign, a colour of the picture's style */
  sign: string;
  text: string;
}

export interface PictureProps {
  title: string;
  /** What it is about, and when */
  notes: readonly string[];
  entries?: readonly PictureKey[];
  /** Width by height of the drawing */
  ratio: number;
  /** Rules for drawings that bring classes of their own */
  style?: string;
  draw: (place: Place) => VNode;
}

/** The colours of a picture do not depend on where it is opened: they are those of light pages. */
const style = `
  text { font-family: system-ui, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif; font-size: 15px; fill: #55606e; }
  .heading { font-size: 22px; font-weight: 700; fill: #1b2a3a; }
  .value, .end { text-anchor: end; }
  .middle { text-anchor: middle; }
  .grid { fill: none; stroke: #d5dbe3; }
  .bar { fill: #0064ac; }
  .bar.second { fill: #56b4e9; }
  .curve { fill: none; stroke: #1b2a3a; stroke-width: 1.5px; }
  .track { fill: #e3e6ea; }
  .strong { font-weight: 700; fill: #1b2a3a; }
  .over { fill: transparent; }
`;

/** A drawing as an SVG file that can be opened anywhere: with title, key and colours inside, and nothing that has to be loaded. */
export function pictureFile({ title, notes, entries = [], ratio, style: more = '', draw }: PictureProps): string {
  const heading = linesOf(title, titleSigns);
  const small = notes.flatMap((note) => linesOf(note, noteSigns));
  const top = margin + (heading.length + small.length) * lineOf + 12;
  const keys = keyPlaces(entries);
  const keyRows = Math.max(0, ...keys.map(({ row }) => row + 1));
  const drawn = pictureWidth - 2 * margin;
  const place: Place = {
    x: margin,
    y: top + keyRows * keyHeight,
    width: drawn,
    height: Math.round(drawn / ratio),
  };
  const height = place.y + place.height + margin;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${pictureWidth} ${height}`}
      width={pictureWidth}
      height={height}
      role="img"
    >
      <title>{[title, ...notes].join(' · ')}</title>
      <style>{`${style}${more}`}</style>
      <rect width={pictureWidth} height={height} fill="#ffffff" />
      {[...heading, ...small].map((line, n) => (
        <text x={margin} y={margin + 20 + n * lineOf} class={n < heading.length ? 'heading' : undefined}>
          {line}
        </text>
      ))}
      {keys.map(({ x, row, sign, text }) => (
        <>
          <rect x={x} y={top + row * keyHeight} width="16" height="16" rx="2" class={sign} />
          <text x={x + 24} y={top + row * keyHeight + 14}>
            {text}
          </text>
        </>
      ))}
      {draw(place)}
    </svg>,
  )}\n`;
}

/** Entries of the key from left to right, in as many rows as they need. */
function keyPlaces(entries: readonly PictureKey[]): (PictureKey & { x: number; row: number })[] {
  let [x, row] = [margin, 0];
  return entries.map((entry) => {
    const width = 48 + entry.text.length * 8.5;
    if (x > margin && x + width > pictureWidth - margin) [x, row] = [margin, row + 1];
    const placed = { ...entry, x, row };
    x += width;
    return placed;
  });
}

/** A text in lines of at most so many signs, at spaces. */
function linesOf(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
