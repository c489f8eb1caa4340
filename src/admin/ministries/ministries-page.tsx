import type { VNode } from 'preact';
import { channelKindWords, contactDecisions, lacks, lackWords } from '../../ministries/ministries.values.js';
import type { MinistryLine } from '../../ministries/ministry-list.service.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { Words } from '../frame/term.js';
import { capital, inWords } from '../frame/words.js';

/** Every State has its ministry. @param lines for the number of each gap */
export const ministryList = (lines: readonly MinistryLine[]): List<MinistryLine> => ({
  name: 'ministries',
  label: 'Ministries',
  path: '/admin/ministries',
  columns: [
    {
      name: 'state',
      title: 'State',
      value: ({ state }) => state,
      cell: ({ iso, state }) => <a href={`/admin/ministries/${iso}`}>{state}</a>,
      sortable: true,
    },
    {
      name: 'ministry',
      title: 'Ministry',
      value: ({ ministry }) => ministry,
      cell: ({ ministry, confidence }) => (
        <>
          {ministry ?? 'not known'}
          <p class="quiet">{confidence === null ? 'a required value is not known' : `confidence ${confidence}`}</p>
        </>
      ),
      sortable: true,
    },
    {
      name: 'channels',
      title: 'Channels',
      value: ({ channels }) => channels.map((kind) => channelKindWords[kind]).join(', ') || 'none',
      sortable: true,
    },
    {
      name: 'holder',
      title: 'Office holder',
      value: ({ holder }) =>
        holder ? `${holder.name}${holder.stale ? ' (not verified recently)' : ''}` : 'none known',
      sortable: true,
    },
    {
      name: 'decision',
      title: 'Decision',
      value: ({ decision }) => (decision === null ? '' : capital(inWords(decision))),
      sortable: true,
    },
    { name: 'lacking', title: 'Lacking', value: (line) => line.lacks.map((lack) => lackWords[lack]).join('; ') },
  ],
  filters: [
    {
      name: 'lacking',
      label: 'Lacking',
      options: [
        { value: '', label: `Anything or nothing (${lines.length})` },
        ...lacks.map((lack) => ({
          value: lack,
          label: `${capital(lackWords[lack])} (${lines.filter((line) => line.lacks.includes(lack)).length})`,
        })),
      ],
      matches: (line, value) => line.lacks.some((lack) => lack === value),
      words: (value) => lackWords[lacks.find((lack) => lack === value) ?? 'email'],
    },
    {
      name: 'decision',
      label: 'Decision',
      options: [
        { value: '', label: 'Any' },
        ...contactDecisions.map((value) => ({ value, label: capital(inWords(value)) })),
      ],
      matches: ({ decision }, value) => decision === value,
    },
  ],
  id: ({ iso }) => iso,
  ids: ids.word,
  pageSize: 250,
  mark: ({ decision, lacks: lacking }) =>
    decision === 'do_not_contact' || lacking.includes('decision') ? 'warn' : undefined,
  anchor: ({ iso }) => iso,
  empty: 'No States yet. They come with the reference data at the first start.',
  csv: 'letters:read',
});

/** All ministries, and what is missing where. */
export const MinistriesPage = (listed: Listed<MinistryLine>): VNode => (
  <Layout
    title="Ministries"
    staff={listed.staff}
    path="/admin/ministries"
    primary={{ href: '/admin/ministries/waiting', label: 'Addresses to verify', permission: 'letters:read' }}
  >
    <Words of={['channel']} />
    <ListView {...listed} />
  </Layout>
);
