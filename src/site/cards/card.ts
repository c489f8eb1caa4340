import { hasRightToLeft } from '../../platform/paper/typesetter.js';
import { readFont, type Font } from './font.js';
import { cut, widthOf, wrap } from './wrap.js';
import { xmlEscape } from './xml.js';

export interface Card {
  /** A few words above the title: the subject of the card. */
  kicker: string;
  title: string;
  /** A key number, formatted in the language of the card, and what it counts. */
  figure?: string;
  figureLabel?: string;
  /** Short lines at the bottom, e.g. a date and an address. In a language written from right to left, text and map change sides. */
  lines: readonly string[];
  /** A self-contained SVG (`mapSvg`, without sea), shown pale in the lower right corner. */
  map?: string;
  /** Colour of the campaign on white, like #0b5394 */
  colour?: string;
  /** PNG; shown small in the upper corner that the text does not begin in. */
  logo?: Buffer;
}

/** In pixels, as social networks require. */
const [width, height] = [1200, 630];
const [margin, inner] = [64, width - 128];
/** Position of the logo: it is fitted into this box. */
const logoBox = { y: 40, width: 260, height: 72 };
/** Position of the map; text beside it may extend into the Pacific. */
const mapBox = { x: 620, y: 330, width: 570, height: 280 };
const roomBesideMap = 580;
const [ownBrand, ink, quiet] = ['#0b5394', '#1b2a3a', '#55606e'];

/** One face in two weights covers Latin, Cyrillic and Greek; no system font is used, so a card looks the same everywhere. */
let faces: { regular: Font; bold: Font } | undefined;
const fonts = () =>
  (faces ??= { regular: readFont('DejaVuSansCondensed'), bold: readFont('DejaVuSansCondensed-Bold') });

/** The largest size at which the title fits into its lines; at the last size it is truncated with an ellipsis. */
const titleSizes: readonly [size: number, lines: number][] = [
  [66, 2],
  [56, 3],
  [46, 4],
];

function setTitle(title: string, font: Font): { size: number; lines: string[] } {
  for (const [size, most] of titleSizes) {
    const lines = wrap(title, font, size, inner, most + 1);
    if (lines.length <= most) return { size, lines };
  }
  const [size, most] = titleSizes.at(-1) ?? [46, 4];
  return { size, lines: wrap(title, font, size, inner, most) };
}

interface Style {
  colour: string;
  weight?: 400 | 700;
  size: number;
  /** A line that is too long is set smaller first, down to this size, and truncated only then: half a number would be a lie. */
  smallest?: number;
  room?: number;
  /** From the right edge. */
  turned?: boolean;
}

function line(
  content: string,
  y: number,
  { colour, weight = 400, size, smallest = size, room = inner, turned = false }: Style,
): string {
  const font = weight === 700 ? fonts().bold : fonts().regular;
  const fitting = Math.max(
    smallest,
    Math.min(size, Math.floor((size * room) / Math.max(1, widthOf(content, font, size)))),
  );
  const words = xmlEscape(cut(content, font, fitting, room));
  // Arabic begins at the right edge; the marks keep a number or an address at its end in place.
  const place = turned ? `x="${width - margin}" text-anchor="end"` : `x="${margin}"`;
  const marked = turned ? `\u200F${words}\u200F` : words;
  return `<text ${place} y="${y}" font-size="${fitting}" font-weight="${weight}" fill="${colour}">${marked}</text>`;
}

/** The picture as SVG. */
export function cardSvg({ kicker, title, figure, figureLabel = '', lines, map, colour, logo }: Card): string {
  const heading = setTitle(title, fonts().bold);
  const room = map ? roomBesideMap : inner;
  const foot = lines.slice(0, 2);
  const brand = colour ?? ownBrand;
  const { y, width: mapWidth, height: mapHeight } = mapBox;
  const turned = hasRightToLeft(title);
  const x = turned ? width - mapBox.x - mapWidth : mapBox.x;
  const picture = `data:image/svg+xml;base64,${Buffer.from(map ?? '').toString('base64')}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans">`,
    `<rect width="${width}" height="${height}" fill="#fff"/><rect width="${width}" height="16" fill="${brand}"/>`,
    map ? `<image x="${x}" y="${y}" width="${mapWidth}" height="${mapHeight}" opacity="0.45" href="${picture}"/>` : '',
    logo ? logoImage(logo, turned) : '',
    line(kicker, 84, {
      turned,
      colour: brand,
      weight: 700,
      size: 28,
      smallest: 22,
      room: logo ? inner - logoBox.width - 24 : inner,
    }),
    ...heading.lines.map((words, i) =>
      line(words, Math.round(150 + heading.size * (0.2 + i * 1.2)), {
        turned,
        colour: ink,
        weight: 700,
        size: heading.size,
      }),
    ),
    figure ? line(figure, 470, { turned, colour: brand, weight: 700, size: 104, smallest: 40, room }) : '',
    figure ? line(figureLabel, 518, { turned, colour: ink, size: 30, smallest: 22, room }) : '',
    ...foot.map((words, i) =>
      line(words, height - 30 - 34 * (foot.length - 1 - i), { turned, colour: quiet, size: 26, smallest: 20, room }),
    ),
    '</svg>',
  ].join('\n');
}

function logoImage(png: Buffer, turned: boolean): string {
  const { y, width: box, height: tall } = logoBox;
  const place = turned ? { x: margin, fit: 'xMinYMid' } : { x: width - margin - box, fit: 'xMaxYMid' };
  const href = `data:image/png;base64,${png.toString('base64')}`;
  return `<image x="${place.x}" y="${y}" width="${box}" height="${tall}" preserveAspectRatio="${place.fit}" href="${href}"/>`;
}

/** The preview that social networks show with a link: a PNG of 1200 × 630 pixels. Rendered off the main thread. */
export async function drawCard(card: Card): Promise<Buffer> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const { regular, bold } = fonts();
  const image = await renderAsync(cardSvg(card), {
    font: { loadSystemFonts: false, fontFiles: [regular.file, bold.file], defaultFontFamily: 'DejaVu Sans' },
    logLevel: 'off',
  });
  return image.asPng();
}
