import { readFileSync } from 'node:fs';
import { shadePalettes, shades } from './shades.js';
import { palettes } from './palette.js';

/** Lightness of CIE Lab. */
function lightness(hex: string): number {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return 116 * Math.cbrt(0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)) - 16;
}

describe.each(['light', 'dark'] as const)('the %s shades', (theme) => {
  const steps = shades.map((shade) => lightness(shadePalettes[theme][shade]));

  it('are in the order of what they stand for, also in grey, and begin apart from land without a number', () => {
    const direction = theme === 'light' ? -1 : 1;
    const all = [lightness(palettes[theme].fills.none), ...steps];
    for (const [n, step] of all.slice(1).entries()) expect((step - (all[n] ?? 0)) * direction).toBeGreaterThan(6);
  });

  it('are those of the style sheet', () => {
    const css = readFileSync(new URL('../../site/browser/figures.css', import.meta.url), 'utf8');
    const block = (theme === 'light' ? /^:root \{(.*?)\}/ms : /^ {2}:root \{(.*?)\}/ms).exec(css)?.[1] ?? '';
    for (const shade of shades) {
      expect(block).toContain(`--p-${shade}: ${shadePalettes[theme][shade]};`);
      expect(css).toContain(`.p-${shade} {\n  fill: var(--p-${shade});\n}`);
    }
  });
});
