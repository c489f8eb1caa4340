import { renderToString } from 'preact-render-to-string';
import { Legend, WorldMap, type MapEntry } from './world-map.js';

const entry = (iso3: string, iso: string, fill: MapEntry['fill']): MapEntry => ({
  iso3,
  iso,
  fill,
  href: `/states/${iso}?a=1&b=2`,
  label: `${iso3} "<b>"`,
});
const entries = [entry('LUX', 'LU', 'party'), entry('UKR', 'UA', 'notice_running'), entry('VAT', 'VA', 'withdrawn')];
const count = (text: string, part: string): number => text.split(part).length - 1;

describe('WorldMap', () => {
  const html = renderToString(
    <WorldMap
      shapes="/assets/world.svg"
      entries={entries}
      title="Positions"
      describedBy="legend"
      skip={{ href: '#table', label: 'Skip' }}
    />,
  );

  it('is a named group of one named link per state, each with its colour', () => {
    expect(html).toMatch(/<svg [^>]*role="group" aria-label="Positions" aria-describedby="legend"/);
    expect(count(html, 'data-iso=')).toBe(3);
    expect(html).toMatch(/<a href="\/states\/UA\?a=1&amp;b=2" aria-label="UKR &quot;&lt;b>&quot;"[^>]*><title>UKR/);
    expect(html).toMatch(/<use href="\/assets\/world\.svg#UKR" class="p-notice_running"/);
    expect(html).toContain('<a class="skip" href="#table">Skip</a>');
  });

  it('draws small states as dots, on top of the large ones', () => {
    expect(html).toMatch(/data-iso="LU".*<circle [^>]*class="p-party"/);
    expect(html.indexOf('data-iso="UA"')).toBeLessThan(html.indexOf('data-iso="LU"'));
    expect(html).not.toContain('#VAT');
  });

  it('shows areas without a position, but not as links', () => {
    expect(html).toMatch(/<use href="[^"]*#GRL" class="p-none"/);
    expect(count(html, '<a ')).toBe(4);
  });

  it('keeps the geometry and every style out of the page', () => {
    expect(html).not.toMatch(/ d="| style=/);
  });
});

it('Legend pairs each colour with its text', () => {
  expect(renderToString(<Legend items={[{ fill: 'none', text: 'No position' }]} />)).toMatch(
    /<rect [^>]*class="p-none".*No position/,
  );
});
