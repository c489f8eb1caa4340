import { renderToString } from 'preact-render-to-string';
import { BarChart } from './bar-chart.js';
import { RowBars } from './row-bars.js';
import { StepChart } from './step-chart.js';

const words = { title: 'Parties & more', desc: 'Rises to 3' };
const formatNumber = (n: number): string => `#${n}`;
const formatDate = (on: string): string => on.slice(0, 4);
const allOf = (html: string, pattern: RegExp): string[] => [...html.matchAll(pattern)].map(([, found = '']) => found);

describe('StepChart', () => {
  const points = [
    { on: '1999-01-01', n: 1 },
    { on: '2001-01-01', n: 3 },
    { on: '2009-01-01', n: 2 },
  ];
  const draw = (more: object = {}) =>
    renderToString(
      <StepChart
        {...words}
        points={points}
        from="2000-01-01"
        to="2010-01-01"
        {...{ formatDate, formatNumber }}
        {...more}
      />,
    );

  it('is a picture with words and without styles of its own', () => {
    const html = draw();
    expect(html).toMatch(/<svg [^>]*role="img"><title>Parties &amp; more<\/title><desc>Rises to 3<\/desc>/);
    expect(html).not.toContain('style=');
  });

  it('holds each value until the next: what was reached before the first day shows from the start', () => {
    const [curve = ''] = allOf(draw(), /class="curve" d="([^"]*)"/g);
    // Across, then up or down, never slanting; the axis of values ends at 3.
    expect(curve).toMatch(/^M\S+ \S+H[\d.]+V14H[\d.]+V[\d.]+H628$/);
    expect(draw()).toMatch(/class="last end"[^>]*>#2</);
  });

  it('begins the axis at the given value and points out days inside the range', () => {
    const marks = [
      { on: '2005-01-01', label: 'Here' },
      { on: '2030-01-01', label: 'Later' },
    ];
    const html = draw({ yFrom: 1, marks });
    expect(allOf(html, /class="value"[^>]*>([^<]*)</g)).toEqual(['#1', '#2', '#3']);
    expect(html).toContain('>Here<');
    expect(html).not.toContain('Later');
  });

  it('draws an empty grid when there is nothing yet', () => {
    const html = draw({ points: [] });
    expect(html).not.toContain('class="curve"');
    expect(html).not.toMatch(/NaN|Infinity/);
  });
});

describe('BarChart', () => {
  it('draws each value, the second on top of the first, and labels what fits', () => {
    const bars = Array.from({ length: 60 }, (_, i) => ({
      label: `day ${i}`,
      value: 4,
      second: i === 0 ? 2 : 0,
      title: `${i} signed`,
    }));
    const html = renderToString(
      <BarChart {...words} bars={bars} formatNumber={formatNumber} series={['Signed', 'Waiting']} />,
    );
    const [first = '', second = ''] = allOf(html, /<path class="bar[^"]*" d="([^"]*)"/g);
    expect([first.split('M').length - 1, second.split('M').length - 1]).toEqual([60, 1]);
    expect(allOf(html, /class="axis[^"]*"[^>]*>([^<]*)</g).length).toBeLessThan(8);
    expect(html).toContain('<title>59 signed</title>');
    expect(html).toContain('Waiting');
    expect(html).not.toMatch(/style=|NaN/);
  });

  it('draws an empty grid when there is nothing yet', () => {
    expect(renderToString(<BarChart {...words} bars={[]} formatNumber={formatNumber} />)).not.toMatch(/NaN|Infinity/);
  });
});

describe('BarChart with a line', () => {
  it('draws one point for each bar, makes room for it, and names it', () => {
    const html = renderToString(
      <BarChart
        {...words}
        bars={[
          { label: 'a', value: 1 },
          { label: 'b', value: 2 },
        ]}
        line={{ values: [40, 3, 7], text: 'Before' }}
        series={['Now', 'Waiting']}
        formatNumber={formatNumber}
      />,
    );
    const [path = ''] = allOf(html, /<path class="curve against" d="(M[^"]*L[^"]*)"/g);
    expect(path.split('L')).toHaveLength(2);
    expect(html).toContain('#40');
    expect(html).toContain('Before');
  });
});

describe('RowBars', () => {
  it('measures every row by the longest, and hides no small one', () => {
    const rows = [
      { label: 'France', value: 1_000_000 },
      { label: 'Nauru', value: 1 },
      { label: 'Palau', value: 0 },
    ];
    const html = renderToString(<RowBars rows={rows} title="Countries" formatNumber={formatNumber} />);
    expect(allOf(html, /class="bar" width="([^"]*)"/g)).toEqual(['100', '0.5', '0']);
    expect(html).toContain('<strong>#1000000</strong>');
  });
});
