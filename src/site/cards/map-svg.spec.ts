import { mapSvg } from './map-svg.js';

const count = (text: string, part: string): number => text.split(part).length - 1;

describe('mapSvg', () => {
  const svg = mapSvg({
    positions: new Map([
      ['LUX', 'party'],
      ['UKR', 'notice_running'],
      ['VAT', 'withdrawn'],
    ] as const),
    title: 'A & <b>',
  });

  it('needs nothing from outside and escapes its title', () => {
    expect(svg).not.toMatch(/class=|style|href/);
    expect(svg).toContain('<title>A &amp; &lt;b&gt;</title>');
  });

  it('paints positions and dots', () => {
    expect(svg).toContain('<path fill="#d98c00"');
    expect(count(svg, '<circle ')).toBe(2);
  });
});
