import type { Position } from '../../treaties/position.status.js';
import { xmlEscape } from './xml.js';
import { dotRadius } from '../../treaties/map/dots.js';
import { outlined, palettes, type Fill, type Theme } from '../../treaties/map/palette.js';
import { loadWorld } from '../../treaties/map/world.js';

export interface MapSvgOptions {
  /** Keyed by ISO 3166-1 alpha-3; a missing state is drawn as land without a position. */
  positions: ReadonlyMap<string, Position>;
  title: string;
  /** States that make a claim about their position, by the same code: outlined in a colour of their own. */
  claiming?: ReadonlySet<string>;
  theme?: Theme;
  /** False leaves the sea transparent, for a map inside another picture. */
  sea?: boolean;
}

/** The map as one self-contained file: for download and for the cards of social networks. About 230 kB. */
export function mapSvg({ positions, title, claiming, theme = 'light', sea = true }: MapSvgOptions): string {
  const { world, byCode } = loadWorld();
  const colours = palettes[theme];
  // One element per colour: a state is a piece of its path.
  const pieces = new Map<Fill, string>();
  for (const { a3, d } of world.shapes) {
    const fill = positions.get(a3) ?? 'none';
    pieces.set(fill, (pieces.get(fill) ?? '') + d);
  }
  const land = [...pieces].map(([fill, d]) => `<path fill="${colours.fills[fill]}" d="${d}"/>`);
  const rims = outlined.flatMap((position) => (pieces.has(position) ? [`<path d="${pieces.get(position)}"/>`] : []));
  const dots = [...positions].flatMap(([iso3, position]) => {
    const dot = byCode.get(iso3)?.dot;
    if (!dot) return [];
    // As in the style sheet: a pale dot needs a dark rim against the sea, a blue one a pale rim against blue land.
    const [stroke, width] =
      position === 'party' ? [colours.line, 0.7] : [colours.edge, outlined.includes(position) ? 1 : 0.3];
    const paint = `fill="${colours.fills[position]}" stroke="${stroke}" stroke-width="${width}"`;
    return [`<circle cx="${dot.x}" cy="${dot.y}" r="${dotRadius}" ${paint}/>`];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${world.width} ${world.height}" width="${world.width}" height="${world.height}" role="img">`,
    `<title>${xmlEscape(title)}</title>`,
    sea ? `<rect width="100%" height="100%" fill="${colours.sea}"/>` : '',
    ...land,
    `<path fill="none" stroke="${colours.line}" stroke-width="0.5" stroke-linejoin="round" d="${world.borders}"/>`,
    `<g fill="none" stroke="${colours.edge}" stroke-width="0.7" stroke-linejoin="round">${rims.join('')}</g>`,
    ...world.shapes
      .filter(({ a3, d }) => claiming?.has(a3) && d !== '')
      .map(
        ({ d }) =>
          `<path fill="none" stroke="${colours.fills.signatory}" stroke-width="1.2" stroke-linejoin="round" d="${d}"/>`,
      ),
    ...dots,
    '</svg>',
  ].join('\n');
}
