import type { VNode } from 'preact';
import { standings } from '../../claims/claim.status.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { DaysOf, SourcesOf, StandingOf, usesText, verdictText } from './claim-words.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { Words } from '../frame/term.js';
import { Table, type Row } from '../frame/table.js';
import { capital, number, OnDay } from '../frame/words.js';

interface ClaimsProps {
  listed: Listed<StaffClaim>;
  /** Due for review, the most urgent first. */
  queue: readonly StaffClaim[];
}

/** The register: claims due for review, then every claim. */
export const ClaimsPage = ({ listed, queue }: ClaimsProps): VNode => (
  <Layout title="Claims" staff={listed.staff} path="/admin/claims">
    <Words of={['claim', 'verdict', 'retired']} />
    <h2 id="queue">Due for review ({number(queue.length)})</h2>
    {queue.length === 0 && <p class="notice">No claim in use expires soon.</p>}
    {queue.length > 0 && (
      <Table label="Claims to review" columns={['Claim', 'Expires', 'Used']} rows={queue.map(queued)} />
    )}
    <h2 id="all">All claims</h2>
    <ListView {...listed} />
  </Layout>
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

/** Every claim. @param claims for the number of each standing */
export const claimList = (claims: readonly StaffClaim[]): List<StaffClaim> => ({
  name: 'claims',
  label: 'Claims',
  path: '/admin/claims',
  columns: [
    {
      name: 'claim',
      title: 'Claim',
      value: ({ key, statement }) => `${key} ${statement}`,
      cell: (claim) => <KeyLink claim={claim} />,
      sortable: true,
    },
    {
      name: 'verdict',
      title: 'Verdict',
      value: ({ verdict }) => verdictText(verdict),
      cell: (claim) => <StandingOf claim={claim} />,
      sortable: true,
    },
    {
      name: 'fact',
      title: 'Correct fact',
      value: ({ correctFact }) => correctFact,
      cell: ({ correctFact, action }) => (
        <>
          {correctFact}
          <p class="quiet">{action}</p>
        </>
      ),
    },
    {
      name: 'sources',
      title: 'Sources',
      value: ({ sources }) => sources.map(({ title }) => title).join('; '),
      cell: (claim) => <SourcesOf claim={claim} />,
    },
    {
      name: 'expires',
      title: 'Days',
      value: ({ expiresOn }) => expiresOn,
      cell: (claim) => <DaysOf claim={claim} />,
      sortable: true,
    },
    {
      name: 'used',
      title: 'Used',
      value: ({ uses }) => uses.length,
      cell: usesText,
      sortable: true,
    },
  ],
  filters: [
    {
      name: 'standing',
      label: 'Standing',
      options: [
        { value: '', label: `Any (${claims.length})` },
        ...standings.map((value) => ({
          value,
          label: `${capital(value)} (${claims.filter(({ standing }) => standing === value).length})`,
        })),
      ],
      matches: ({ standing }, value) => standing === value,
      words: capital,
    },
  ],
  id: ({ key }) => key,
  ids: ids.word,
  pageSize: 100,
  anchor: ({ key }) => key,
  empty: 'There is no claim yet. Claims come with the reference data of a campaign.',
  csv: 'plan:read',
});
