import type { VNode } from 'preact';
import type { DailyFigures } from '../../campaigns/campaign-metrics.service.js';
import { BarChart } from '../../platform/charts/bar-chart.js';
import { RowBars } from '../../platform/charts/row-bars.js';
import type { PublicPetition } from '../../petitions/petitions.schema.js';
import type { PetitionTotals } from '../../lists/supporter-list.service.js';
import type { DashboardFigures } from './dashboard.js';
import { longDay, number } from '../frame/words.js';
import { countryName } from '../../platform/http/country-names.js';

/** Sign-ups and confirmations by day, and for each petition its goal, its funnel and its countries. */
export const SignatureCharts = ({
  figures,
  totals,
}: {
  figures: DashboardFigures;
  totals: readonly PetitionTotals[];
}): VNode => (
  <>
    <div class="desk">
      <Daily heading="Sign-ups by day" figures={figures.signUps} />
      <Daily heading="Confirmations by day" figures={figures.confirmations} />
    </div>
    {figures.petitions.map((petition) => (
      <Petition petition={petition} totals={totals.find(({ slug }) => slug === petition.slug)} />
    ))}
  </>
);

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function Daily({ heading, figures }: { heading: string; figures: DailyFigures }): VNode {
  const sum = figures.reduce((total, { n }) => total + n, 0);
  const most = figures.reduce((best, one) => (one.n > best.n ? one : best), { day: '', n: 0 });
  const desc = `${number(sum)} in ${figures.length} days (UTC)${most.n > 0 ? `; most on ${longDay(most.day)}: ${number(most.n)}` : ''}.`;
  return (
    <section class="card">
      <h2>{heading}</h2>
      <BarChart
        title={heading}
        desc={desc}
        formatNumber={number}
        bars={figures.map(({ day, n }) => ({
          label: shortDay.format(new Date(day)),
          value: n,
          title: `${longDay(day)}: ${number(n)}`,
        }))}
      />
      <p class="quiet">{desc}</p>
    </section>
  );
}

const shownCountries = 15;

function Petition({ petition, totals }: { petition: PublicPetition; totals: PetitionTotals | undefined }): VNode {
  const { title, signatureCount, goal, byCountry } = petition;
  const countries = [...byCountry].sort((a, b) => b.count - a.count);
  return (
    <section>
      <h2>{`Petition “${title}”`}</h2>
      <div class="desk">
        <div class="card">
          <h3>Progress towards goal</h3>
          <progress value={signatureCount} max={goal} aria-label={`Signatures of ${number(goal)}`} />
          <p>{`${number(signatureCount)} of ${number(goal)}; ${number(Math.max(0, goal - signatureCount))} to go.`}</p>
          {totals && <Funnel totals={totals} />}
        </div>
        <div class="card">
          <h3>Confirmed by country</h3>
          {countries.length === 0 && <p>None yet.</p>}
          <RowBars
            title="Confirmed signatures by country"
            formatNumber={number}
            rows={countries
              .slice(0, shownCountries)
              .map(({ country, count }) => ({ label: countryName(country, 'en'), value: count }))}
          />
          {countries.length > shownCountries && (
            <p class="quiet">{`and ${number(countries.length - shownCountries)} more countries`}</p>
          )}
        </div>
      </div>
    </section>
  );
}

/** Outcomes of all submitted forms. */
const Funnel = ({ totals: { confirmed, pending, shadowed } }: { totals: PetitionTotals }): VNode => (
  <>
    <h3>Conversion (form → confirmed)</h3>
    <RowBars
      title="Conversion (form → confirmed)"
      formatNumber={number}
      rows={[
        { label: 'Filled in the form', value: confirmed + pending + shadowed },
        { label: 'Confirmed', value: confirmed },
        { label: 'Waiting for the confirmation', value: pending },
        { label: 'Shadowed', value: shadowed },
      ]}
    />
  </>
);
