import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field, Problem } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { hoursTable, liveParts, type LivePart, type LiveProps } from './live-parts.js';

interface LivePageProps extends LiveProps {
  staff: SignedIn;
  petition: { slug: string; title: string };
  /** Only today changes by itself. */
  isToday: boolean;
  fault: string | null;
}

/** The hours of one day. Today's come in by themselves where scripts run; without them the page shows those of the moment. */
export function LivePage({ staff, petition, hours, timeZone, isToday, fault }: LivePageProps): VNode {
  const path = `/admin/petitions/${petition.slug}/figures`;
  const part = (name: LivePart): VNode => <div data-part={name}>{liveParts[name]({ hours, timeZone })}</div>;
  const { heading } = hoursTable(hours);
  return (
    <Layout
      title={`By hour: “${petition.title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[
        { href: `/admin/petitions/${petition.slug}`, label: petition.title },
        { href: `/admin/petitions/${petition.slug}/figures`, label: 'Figures' },
      ]}
      {...(isToday && { script: '/assets/live.js' })}
    >
      <nav class="buttons" aria-label="Other figures">
        <a href={path}>Figures by period</a>
      </nav>
      <Problem message={fault} />
      <form class="card figures-form" method="get" action={`${path}/live`}>
        <Field name="day" label="Day" type="date" value={hours.day} />
        <button class="button" type="submit">
          Show
        </button>
      </form>
      <section
        class="card"
        aria-labelledby="heading-hours"
        data-day={hours.day}
        data-live={isToday ? `${path}/live/stream` : undefined}
      >
        <h2 id="heading-hours">{heading}</h2>
        <p role="status" class="quiet" data-live-state></p>
        {part('totals')}
        {part('chart')}
        <details class="figures-table">
          <summary>{`Table: ${heading}`}</summary>
          {part('table')}
        </details>
        <p class="downloads">
          <a href={`${path}/live/by-hour.svg?day=${hours.day}`}>Picture (SVG)</a>
          <a href={`${path}/live/by-hour.csv?day=${hours.day}`}>Table (CSV)</a>
        </p>
        <p class="quiet">
          {`By the hour of signing, by the clocks of ${timeZone}; signatures from paper are left out, because nobody knows their hour.`}
        </p>
      </section>
    </Layout>
  );
}
