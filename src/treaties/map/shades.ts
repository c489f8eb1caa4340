/** From few to many, for numbers by country. */
export const shades = ['shade_1', 'shade_2', 'shade_3', 'shade_4', 'shade_5'] as const;
export type Shade = (typeof shades)[number];

/** One hue in even steps of lightness, so that the order is seen in grey too; by night more is lighter. The style sheet repeats them; a test compares. */
export const shadePalettes: Readonly<Record<'light' | 'dark', Readonly<Record<Shade, string>>>> = {
  light: { shade_1: '#b7d6f0', shade_2: '#82b8e3', shade_3: '#4792cc', shade_4: '#1a68a8', shade_5: '#083c6b' },
  dark: { shade_1: '#2f5f86', shade_2: '#3f82b5', shade_3: '#62a8da', shade_4: '#97cdf2', shade_5: '#d9efff' },
};
