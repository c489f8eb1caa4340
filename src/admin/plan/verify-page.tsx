import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Layout } from '../frame/layout.js';

/** What a year's plan relies on and is still to be checked. */
export const VerifyPage = ({
  staff,
  year,
  items,
}: {
  staff: SignedIn;
  year: number;
  items: readonly string[];
}): VNode => (
  <Layout title={`Verification checklist for ${year}`} staff={staff} path="/admin/plan" crumbs={[]}>
    {items.length === 0 ? (
      <p class="notice">Nothing left to verify.</p>
    ) : (
      <>
        <p>Check each of these before anybody relies on the plan.</p>
        <ul class="card list">
          {items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      </>
    )}
    <p>
      <a href={`/admin/plan?year=${year}`}>{`Plan for ${year}`}</a> · <a href="/admin/claims">Claims</a> ·{' '}
      <a href="/admin/calendar">Calendar</a>
    </p>
  </Layout>
);
