import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Channel } from '../../ministries/channels.service.js';
import { channelKinds } from '../../ministries/ministries.values.js';
import type { Names } from '../frame/actor-names.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { VerifyButton } from './ministry-channels.js';
import { By, kindOf, OriginOf } from './ministry-words.js';

interface Around {
  staff: SignedIn;
  /** ISO code → name */
  states: ReadonlyMap<string, string>;
  names: Names;
}

/** Addresses of all ministries awaiting verification. */
export const waitingChannelList = ({ staff, states, names }: Around): List<Channel> => ({
  name: 'addresses',
  label: 'Addresses to verify',
  path: '/admin/ministries/waiting',
  columns: [
    {
      name: 'state',
      title: 'State',
      value: ({ iso }) => states.get(iso) ?? iso,
      cell: ({ iso }) => <a href={`/admin/ministries/${iso}`}>{states.get(iso) ?? iso}</a>,
      sortable: true,
    },
    { name: 'kind', title: 'Kind', value: ({ kind }) => kindOf(kind), sortable: true },
    {
      name: 'address',
      title: 'Address',
      value: ({ address }) => address,
      cell: ({ address }) => <span class="lines">{address}</span>,
    },
    { name: 'source', title: 'Source', value: ({ source }) => source, cell: (channel) => <OriginOf {...channel} /> },
    { name: 'entered', title: 'Entered', value: ({ enteredAt }) => enteredAt, sortable: true, hidden: true },
    {
      name: 'by',
      title: 'Entered by',
      value: ({ enteredBy }) => names.get(enteredBy) ?? enteredBy,
      cell: ({ enteredBy, enteredAt }) => <By actor={enteredBy} at={enteredAt} names={names} />,
      sortable: true,
    },
    { name: 'verify', title: 'Verify', cell: (channel) => <VerifyButton staff={staff} channel={channel} /> },
  ],
  filters: [
    {
      name: 'kind',
      label: 'Kind',
      options: [{ value: '', label: 'Any' }, ...channelKinds.map((value) => ({ value, label: kindOf(value) }))],
      matches: ({ kind }, value) => kind === value,
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 100,
  empty: (
    <>
      No addresses to verify. New ones are entered on the page of a <a href="/admin/ministries">ministry</a>.
    </>
  ),
  csv: 'letters:read',
});

export const WaitingChannelsPage = (listed: Listed<Channel>): VNode => (
  <Layout title="Addresses to verify" staff={listed.staff} path="/admin/ministries" crumbs={[]}>
    <p>Check each address at its source before you verify it. Nothing is sent to an unverified address.</p>
    <ListView {...listed} />
  </Layout>
);
