/** A colour as six hexadecimal digits, in lower case. */
export const hexColour = /^#[0-9a-f]{6}$/;

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 to 21 (WCAG 2.2), whichever of the two is the text. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** What people with weak eyes need to read text (WCAG 2.2, 1.4.3, AA). */
export const leastContrast = 4.5;

/** What links and buttons stand on; those of the style sheet. */
export const grounds = {
  light: ['#ffffff', '#f3f5f8'],
  dark: ['#16202b', '#0f1720'],
} as const;

/** What a label on a button of this colour is written in: one of the two can always be read. */
export const inkOn = (colour: string): string =>
  contrast(colour, '#ffffff') >= contrast(colour, '#0f1720') ? '#ffffff' : '#0f1720';

/** The weakest contrast of a colour on the pages of one kind. */
export const weakestOn = (colour: string, kind: keyof typeof grounds): number =>
  Math.min(...grounds[kind].map((ground) => contrast(colour, ground)));

/** Of what a page shows: never rounded up to what is enough. */
export const ratioWords = (ratio: number): string => `${(Math.floor(ratio * 10) / 10).toFixed(1)}:1`;
