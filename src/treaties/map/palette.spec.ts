import { readFileSync } from 'node:fs';
import { fillClass, fills, palettes, type Palette } from './palette.js';

const positions = fills.filter((fill) => fill !== 'none');

type Triple = [number, number, number];
const dot = (row: Triple, v: Triple): number => row[0] * v[0] + row[1] * v[1] + row[2] * v[2];

/** What is left of linear RGB without one kind of cones (Machado, Oliveira and Fernandes 2009, severity 1). */
const visions: Record<string, [Triple, Triple, Triple]> = {
  'all cones': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red cones': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green cones': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue cones': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = (hex: string): Triple => {
  const channel = (at: number) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

/** CIE Lab of a colour as eyes of one kind see it. */
function lab(hex: string, vision: string): Triple {
  const seen = (visions[vision] ?? []).map((row) => Math.min(1, Math.max(0, dot(row, linear(hex))))) as Triple;
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f(dot([0.4124, 0.3576, 0.1805], seen) / 0.9505);
  const y = f(dot([0.2126, 0.7152, 0.0722], seen));
  const z = f(dot([0.0193, 0.1192, 0.9505], seen) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const distance = (a: Triple, b: Triple): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
const grey = ({ fills }: Palette, fill: keyof Palette['fills']): number => lab(fills[fill], 'all cones')[0];

describe.each(['light', 'dark'] as const)('the %s colours of positions', (theme) => {
  const palette = palettes[theme];

  it.each(Object.keys(visions))('differ for eyes with %s', (vision) => {
    const close = positions.flatMap((one, i) =>
      positions
        .slice(i + 1)
        .map((other): [string, number] => [
          `${one} ${other}`,
          distance(lab(palette.fills[one], vision), lab(palette.fills[other], vision)),
        ])
        .filter(([, far]) => far < 17),
    );
    expect(close).toEqual([]);
  });

  it('distinguish bound, not bound and withdrawn in grey', () => {
    const steps = [grey(palette, 'party'), grey(palette, 'not_party'), grey(palette, 'withdrawn')].sort(
      (a, b) => a - b,
    );
    expect(Math.min(...steps.slice(1).map((step, i) => step - (steps[i] ?? 0)))).toBeGreaterThan(9);
  });

  it('set land without a position apart from sea and from states', () => {
    const [sea, none] = [lab(palette.sea, 'all cones'), lab(palette.fills.none, 'all cones')];
    expect(distance(sea, none)).toBeGreaterThan(6);
    for (const position of positions)
      expect(distance(none, lab(palette.fills[position], 'all cones'))).toBeGreaterThan(13);
  });

  it('are those of the style sheet', () => {
    const css = readFileSync(new URL('../../site/browser/site.css', import.meta.url), 'utf8');
    const byDay = /\n:root \{\n {2}(--p-not_party.*?)\}/s.exec(css)?.[1] ?? '';
    const byNight = /@media \(prefers-color-scheme: dark\) \{\n {2}:root \{([^}]*--p-party.*?)\}/s.exec(css)?.[1];
    const wanted = [
      ...Object.entries(palette.fills).map(
        ([fill, colour]) => `--${fillClass(fill as keyof Palette['fills'])}: ${colour};`,
      ),
      ...(['sea', 'line', 'edge'] as const).map((name) => `--map-${name}: ${palette[name]};`),
    ];
    const lines = (block: string) =>
      block
        .trim()
        .split(/\s*\n\s*/)
        .sort();
    expect(lines(theme === 'light' ? byDay : (byNight ?? ''))).toEqual([...wanted].sort());
    for (const fill of Object.keys(palette.fills)) expect(css).toContain(`.p-${fill} {\n  fill: var(--p-${fill});\n}`);
  });
});
