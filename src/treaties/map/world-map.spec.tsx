import { renderToString } from 'preact-render-to-string';
import { pictureFile } from '../../platform/charts/picture.js';
import { WorldPicture, worldRatio, worldStyle } from './world-picture.js';
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

it('is one picture, without links, where its states lead nowhere', () => {
  const html = renderToString(
    <WorldMap
      shapes="/assets/world.svg"
      entries={[{ iso3: 'FRA', iso: 'FR', label: 'France: 3', fill: 'shade_5' }]}
      title="Signatures"
    />,
  );
  expect(html).toMatch(/<svg [^>]*role="img" aria-label="Signatures"/);
  expect(html).toMatch(/<g data-iso="FR"><title>France: 3<\/title><use href="[^"]*#FRA" class="p-shade_5"/);
  expect(html).not.toContain('<a ');
});

it('WorldPicture has every shape and colour inside', () => {
  const file = pictureFile({
    title: 'Signatures',
    notes: [],
    ratio: worldRatio(),
    style: worldStyle(),
    draw: (place) => (
      <WorldPicture
        entries={[
          { iso3: 'FRA', fill: 'shade_5' },
          { iso3: 'VAT', fill: 'withdrawn' },
        ]}
        place={place}
      />
    ),
  });
  expect(file).toMatch(/<path d="M[^"]+" class="p-shade_5"/);
  expect(file).toMatch(/<circle [^>]*class="p-withdrawn"/);
  expect(file).toContain('.p-shade_5 { fill: #083c6b; }');
  expect(file).not.toMatch(/href=|var\(|NaN/);
});

it('Legend pairs each colour with its text', () => {
  expect(renderToString(<Legend items={[{ fill: 'none', text: 'No position' }]} />)).toMatch(
    /<rect [^>]*class="p-none".*No position/,
  );
});
