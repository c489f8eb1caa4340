import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { standings } from '../../claims/claim.status.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { DaysOf, SourcesOf, StandingOf, usesText } from './claim-words.js';
import { Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { Table, type Row } from '../frame/table.js';
import { capital, number, OnDay } from '../frame/words.js';

export interface ClaimsProps {
  staff: SignedIn;
  claims: readonly StaffClaim[];
  /** Due for review, the most urgent first. */
  queue: readonly StaffClaim[];
  /** Shows only claims of this status; anything unknown shows all. */
  standing: string | undefined;
}

/** The register: claims due for review, then every claim. */
export function ClaimsPage({ staff, claims, queue, standing }: ClaimsProps): VNode {
  const chosen = standings.find((one) => one === standing);
  const shown = claims.filter((claim) => chosen === undefined || claim.standing === chosen);
  return (
    <Layout title="Claims" staff={staff} path="/admin/claims">
      <Words of={['claim', 'verdict', 'retired']} />
      <h2 id="queue">Due for review ({number(queue.length)})</h2>
      {queue.length === 0 && <p class="notice">No claim in use expires soon.</p>}
      {queue.length > 0 && (
        <Table label="Claims to review" columns={['Claim', 'Expires', 'Used']} rows={queue.map(queued)} />
      )}
      <h2 id="all">{`${chosen === undefined ? 'All claims' : `Claims: ${chosen}`} (${shown.length})`}</h2>
      <Filter claims={claims} chosen={chosen} />
      <Table
        label="Claims"
        columns={['Claim', 'Verdict', 'Correct fact', 'Sources', 'Days', 'Used']}
        rows={shown.map(rowOf)}
      />
    </Layout>
  );
}

const Filter = ({ claims, chosen }: { claims: readonly StaffClaim[]; chosen: string | undefined }): VNode => (
  <nav class="languages" aria-label="Standing">
    <ul>
      {[undefined, ...standings].map((one) => (
        <li>
          <a
            href={`/admin/claims${one === undefined ? '' : `?standing=${one}`}#all`}
            aria-current={one === chosen ? 'true' : undefined}
          >
            {`${capital(one ?? 'all')} (${claims.filter(({ standing }) => one === undefined || standing === one).length})`}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const KeyLink = ({ claim: { key, statement } }: { claim: StaffClaim }): VNode => (
  <>
    <a href={`/admin/claims/${key}`}>{key}</a>
    <p class="statement">{statement}</p>
  </>
);

const queued = (claim: StaffClaim): Row => ({
  mark: claim.obstacle === 'expired' ? 'warn' : undefined,
  cells: [
    <KeyLink claim={claim} />,
    <>
      <OnDay day={claim.expiresOn} />
      {claim.obstacle === 'expired' && <p class="flag">expired</p>}
    </>,
    usesText(claim),
  ],
});

const rowOf = (claim: StaffClaim): Row => ({
  id: claim.key,
  cells: [
    <KeyLink claim={claim} />,
    <StandingOf claim={claim} />,
    <>
      {claim.correctFact}
      <p class="quiet">{claim.action}</p>
    </>,
    <SourcesOf claim={claim} />,
    <DaysOf claim={claim} />,
    usesText(claim),
  ],
});
