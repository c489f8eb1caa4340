import type { Shade } from './shades.js';

/** Colours, named after the positions of States they were made for. `none`: land without a position. */
export const fills = [
  'not_party',
  'signatory',
  'contracting',
  'party',
  'notice_running',
  'held_by_armed_conflict',
  'withdrawn',
  'none',
] as const;
export type Fill = (typeof fills)[number];
export type Theme = 'light' | 'dark';
/** A colour of the map, whatever it stands for. */
export type MapFill = Fill | Shade;

export interface Palette {
  fills: Readonly<Record<Fill, string>>;
  sea: string;
  /** Borders on land. */
  line: string;
  /** Rim of dots, and outline of the states that are withdrawing or have withdrawn: the second sign besides the colour. */
  edge: string;
}

/**
 * After Okabe and Ito, with lightness moved so that the colours also differ in grey and for eyes without red, green or
 * blue cones (palette.spec.ts measures it). Bound is blue, on the way in light blue, on the way out orange, out is the
 * darkest red by day and the strongest by night. The style sheet repeats these values as `--p-…`; the test compares.
 */
export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    fills: {
      not_party: '#bbbfc4',
      signatory: '#efd36f',
      contracting: '#56b4e9',
      party: '#0064ac',
      notice_running: '#d98c00',
      held_by_armed_conflict: '#a877a6',
      withdrawn: '#8c0000',
      none: '#e3e6ea',
    },
    sea: '#f7fafd',
    line: '#ffffff',
    edge: '#1b2a3a',
  },
  dark: {
    fills: {
      not_party: '#525a65',
      signatory: '#f2e65a',
      contracting: '#74d6f7',
      party: '#1672c4',
      notice_running: '#f0962c',
      held_by_armed_conflict: '#c78fb0',
      withdrawn: '#e0603a',
      none: '#303842',
    },
    sea: '#16202b',
    line: '#0f1720',
    edge: '#ffffff',
  },
};

/** The class that fills a shape with a colour, in light and dark alike. */
export const fillClass = (fill: MapFill): string => `p-${fill}`;

/** Positions that are drawn with an outline on top, so that nobody needs the colour to find them. */
export const outlined: readonly Fill[] = ['notice_running', 'held_by_armed_conflict', 'withdrawn'];
