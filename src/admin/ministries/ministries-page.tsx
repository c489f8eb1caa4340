import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { channelKindWords, lacks, lackWords, type Lack } from '../../ministries/ministries.values.js';
import type { MinistryLine } from '../../ministries/ministry-list.service.js';
import { Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { Table, type Row } from '../frame/table.js';
import { capital, inWords } from '../frame/words.js';

export interface MinistriesProps {
  staff: SignedIn;
  ministries: readonly MinistryLine[];
  /** Shows only ministries with this gap; anything unknown shows all. */
  lacking: string | undefined;
}

/** All ministries, and what is missing where. */
export function MinistriesPage({ staff, ministries, lacking }: MinistriesProps): VNode {
  const chosen = lacks.find((one) => one === lacking);
  const shown = ministries.filter((one) => chosen === undefined || one.lacks.includes(chosen));
  return (
    <Layout
      title="Ministries"
      staff={staff}
      path="/admin/ministries"
      primary={{ href: '/admin/ministries/waiting', label: 'Addresses to verify', permission: 'letters:read' }}
    >
      <Words of={['channel']} />
      <Filter ministries={ministries} chosen={chosen} />
      <h2>
        {chosen === undefined ? `All ministries (${shown.length})` : `${capital(lackWords[chosen])} (${shown.length})`}
      </h2>
      {shown.length === 0 && <p class="notice">None.</p>}
      {shown.length > 0 && (
        <Table
          label="Ministries"
          columns={['State', 'Ministry', 'Channels', 'Office holder', 'Decision', 'Lacking']}
          rows={shown.map(rowOf)}
        />
      )}
    </Layout>
  );
}

const Filter = ({ ministries, chosen }: { ministries: readonly MinistryLine[]; chosen: Lack | undefined }): VNode => (
  <nav class="languages" aria-label="Missing">
    <ul>
      {[undefined, ...lacks].map((one) => (
        <li>
          <a
            href={`/admin/ministries${one === undefined ? '' : `?lacking=${one}`}`}
            aria-current={one === chosen ? 'true' : undefined}
          >
            {`${capital(one === undefined ? 'all' : lackWords[one])} (${ministries.filter((line) => one === undefined || line.lacks.includes(one)).length})`}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

const rowOf = ({
  iso,
  state,
  ministry,
  confidence,
  channels,
  holder,
  decision,
  lacks: lacking,
}: MinistryLine): Row => ({
  id: iso,
  mark: decision === 'do_not_contact' || lacking.includes('decision') ? 'warn' : undefined,
  cells: [
    <a href={`/admin/ministries/${iso}`}>{state}</a>,
    <>
      {ministry ?? 'not known'}
      <p class="quiet">{confidence === null ? 'a required value is not known' : `confidence ${confidence}`}</p>
    </>,
    channels.map((kind) => channelKindWords[kind]).join(', ') || 'none',
    holder ? `${holder.name}${holder.stale ? ' (not verified recently)' : ''}` : 'none known',
    decision === null ? '' : capital(inWords(decision)),
    lacking.map((lack) => lackWords[lack]).join('; '),
  ],
});
