import type { ComponentChildren, VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { RowBars } from '../../platform/charts/row-bars.js';
import { Legend, WorldMap } from '../../treaties/map/world-map.js';
import { Problem } from '../frame/fields.js';
import { Instant, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { longDay, number } from '../frame/words.js';
import { DaysChart, shadesOf } from './charts.js';
import type { FiguresView } from './figures-desk.js';
import { FiguresForm } from './figures-form.js';
import { Headline } from './headline.js';
import { mostRows, rowsOf } from './pictures.js';
import { addressOf, sheetOf, type SheetName } from './sheets.js';

/** A period of a petition on one page: what came in, from where, and how it compares. */
export function FiguresPage({ staff, view }: { staff: SignedIn; view: FiguresView }): VNode {
  const { petition, figures, origins } = view;
  const path = `/admin/petitions/${petition.slug}/figures`;
  return (
    <Layout
      title={`Figures: “${petition.title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[{ href: `/admin/petitions/${petition.slug}`, label: petition.title }]}
    >
      <nav class="buttons" aria-label="Other figures">
        <a href={`${path}/live`}>Today by hour, live</a>
        <a href={`${path}/consents`}>Consents and count</a>
      </nav>
      <Problem message={view.fault} />
      <FiguresForm view={view} />
      <Headline view={view} />
      <Card name="by-day" view={view}>
        <DaysChart view={view} />
        <p class="quiet">
          A signature is counted on the day it was confirmed, and while it waits, on the day it was signed. Days are
          those of UTC, as in the counters.
        </p>
      </Card>
      <Card name="by-country" view={view}>
        <CountryMap countries={figures.countries} />
      </Card>
      <div class="desk">
        <RowsCard name="funnel" view={view} />
        <RowsCard name="by-source" view={view} />
        <RowsCard name="by-language" view={view} />
      </div>
      <p class="quiet">
        Sources and languages are those of confirmed signatures that were signed in the period, as of{' '}
        <Instant at={origins.at} />. Expired and withdrawn signatures are counted on the day they were erased.
      </p>
    </Layout>
  );
}

function CountryMap({ countries }: Pick<FiguresView['figures'], 'countries'>): VNode {
  const { entries, legend } = shadesOf(countries);
  if (entries.length === 0) return <p>None in this period.</p>;
  return (
    <figure class="map-figure">
      <WorldMap
        shapes="/assets/world.svg"
        entries={entries}
        title={`Confirmed signatures by country: ${number(entries.length)} on the map. The table below has the numbers.`}
      />
      <figcaption>
        <Legend items={legend} />
      </figcaption>
    </figure>
  );
}

function RowsCard({ name, view }: { name: SheetName; view: FiguresView }): VNode {
  const rows = rowsOf(name, view);
  const rest = rows.slice(mostRows);
  return (
    <Card name={name} view={view}>
      {rows.length === 0 && <p>None in this period.</p>}
      <RowBars title={sheetOf[name](view).heading} formatNumber={number} rows={rows.slice(0, mostRows)} />
      {rest.length > 0 && <p class="quiet">{`and ${number(rest.length)} more in the table`}</p>}
    </Card>
  );
}

/** A chart, the same as a table, and both as files. */
function Card({ name, view, children }: { name: SheetName; view: FiguresView; children: ComponentChildren }): VNode {
  const { heading, columns, rows } = sheetOf[name](view);
  const shown = (cell: string | number, column: number): string =>
    typeof cell === 'number' ? number(cell) : name === 'by-day' && column === 0 ? longDay(cell) : cell;
  return (
    <section class="card" aria-labelledby={`heading-${name}`}>
      <h2 id={`heading-${name}`}>{heading}</h2>
      {children}
      {rows.length > 0 && (
        <details class="figures-table">
          <summary>{`Table: ${heading}`}</summary>
          <Table
            label={`${heading}, as a table`}
            columns={columns}
            rows={rows.map((row) => ({ cells: row.map(shown) }))}
          />
        </details>
      )}
      <p class="downloads">
        {(['svg', 'csv'] as const).map((ending) => {
          const text = ending === 'svg' ? 'Picture (SVG)' : 'Table (CSV)';
          return (
            <a href={addressOf(view, `${name}.${ending}`)} aria-label={`${text}: ${heading}`}>
              {text}
            </a>
          );
        })}
      </p>
    </section>
  );
}
