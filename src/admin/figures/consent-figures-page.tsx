import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ConsentCounts } from '../../lists/breakdowns.service.js';
import type { CountIntegrity } from '../../petitions/petitions.schema.js';
import { RowBars } from '../../platform/charts/row-bars.js';
import { consentWords } from '../frame/consent-words.js';
import { Instant, Layout } from '../frame/layout.js';
import { capital, number } from '../frame/words.js';

interface ConsentFiguresProps {
  staff: SignedIn;
  petition: { slug: string; title: string };
  consents: ConsentCounts;
  integrity: CountIntegrity;
}

/** What signers agreed to, and who is not counted, since the petition began. */
export const ConsentFiguresPage = ({ staff, petition, consents, integrity }: ConsentFiguresProps): VNode => (
  <Layout
    title={`Consents and count: “${petition.title}”`}
    staff={staff}
    path="/admin/petitions"
    crumbs={[
      { href: `/admin/petitions/${petition.slug}`, label: petition.title },
      { href: `/admin/petitions/${petition.slug}/figures`, label: 'Figures' },
    ]}
  >
    <p>
      <a href={`/admin/petitions/${petition.slug}/figures`}>Figures by period</a>
    </p>
    <p class="quiet">
      Since the petition began; consents as of <Instant at={consents.at} />.
    </p>
    <div class="desk">
      <Chart
        heading="By consent in force"
        lines={consents.byConsent.map(({ key, n }) => ({ label: capital(consentWords(key)), value: n }))}
      />
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

const Chart = ({ heading, lines }: { heading: string; lines: readonly { label: string; value: number }[] }): VNode => (
  <section class="card">
    <h2>{heading}</h2>
    {lines.length === 0 && <p>None yet.</p>}
    <RowBars title={heading} formatNumber={number} rows={lines} />
  </section>
);
