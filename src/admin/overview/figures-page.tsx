import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { RowBars } from '../../platform/charts/row-bars.js';
import type { Breakdowns } from '../../lists/breakdowns.service.js';
import type { CountIntegrity, PublicPetition } from '../../petitions/petitions.schema.js';
import { Instant, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { number } from '../frame/words.js';
import { countryName } from '../../platform/http/country-names.js';

interface FiguresProps {
  staff: SignedIn;
  petition: PublicPetition;
  breakdowns: Breakdowns;
  integrity: CountIntegrity;
}

interface Line {
  label: string;
  value: number;
}

const mostLines = 25;
const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** Supporters by country, language, source and consent, and who is not counted. */
export function FiguresPage({ staff, petition, breakdowns, integrity }: FiguresProps): VNode {
  const { at, byLanguage, bySource, byConsent } = breakdowns;
  return (
    <Layout
      title={`Statistics: “${petition.title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(petition.slug, petition.title)]}
    >
      <p class="quiet">
        Confirmed signatures; language, source and consent as of <Instant at={at} />.
      </p>
      <div class="desk">
        <Chart
          heading="By country"
          lines={petition.byCountry.map(({ country, count }) => ({ label: countryName(country, 'en'), value: count }))}
        />
        <Chart
          heading="By language"
          lines={byLanguage.map(({ key, n }) => ({ label: languages.of(key) ?? key, value: n }))}
        />
        <Chart
          heading="By source"
          lines={bySource.map(({ key, n }) => ({ label: key || 'None, or fewer than five', value: n }))}
        />
        <Chart heading="By consent in force" lines={byConsent.map(({ key, n }) => ({ label: key, value: n }))} />
        <Chart
          heading="Counted and not counted"
          lines={[
            { label: 'Confirmed, and counted', value: integrity.confirmed },
            { label: 'Of these, imported (paper and lists)', value: integrity.imported },
            { label: 'Waiting for confirmation', value: integrity.waiting },
            { label: `Quarantined before ${integrity.setAsideUpTo}`, value: integrity.setAside },
            { label: 'Withdrawn', value: integrity.takenBack },
            { label: 'Deleted, never confirmed', value: integrity.neverConfirmed },
          ]}
        />
      </div>
    </Layout>
  );
}

function Chart({ heading, lines }: { heading: string; lines: readonly Line[] }): VNode {
  const rest = lines.slice(mostLines).reduce((sum, { value }) => sum + value, 0);
  return (
    <section class="card">
      <h2>{heading}</h2>
      {lines.length === 0 && <p>None yet.</p>}
      <RowBars title={heading} formatNumber={number} rows={lines.slice(0, mostLines)} />
      {rest > 0 && <p class="quiet">{`and ${number(rest)} in ${number(lines.length - mostLines)} more`}</p>}
    </section>
  );
}
