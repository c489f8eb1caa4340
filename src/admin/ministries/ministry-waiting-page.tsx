import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Channel } from '../../ministries/channels.service.js';
import { channelKinds } from '../../ministries/ministries.values.js';
import type { Names } from '../frame/actor-names.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import type { Outcome } from '../frame/bulk.js';
import { BulkDone, BulkPreview } from '../frame/bulk-page.js';
import { ListView } from '../frame/list-view.js';
import { counted } from '../frame/words.js';
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
  bulk: may(staff.role, 'letters:approve')
    ? {
        action: '/admin/ministries/waiting/verify',
        button: 'Verify those ticked …',
        // The person who entered an address does not verify it.
        label: ({ iso, address, enteredBy }) =>
          enteredBy === `staff:${staff.id}` ? null : `${states.get(iso) ?? iso}: ${address}`,
      }
    : undefined,
});

export const WaitingChannelsPage = (listed: Listed<Channel>): VNode => (
  <Layout title="Addresses to verify" staff={listed.staff} path="/admin/ministries" crumbs={[]}>
    <p>Check each address at its source before you verify it. Nothing is sent to an unverified address.</p>
    <ListView {...listed} />
  </Layout>
);

interface SeveralProps {
  staff: SignedIn;
  ids: readonly string[];
  /** By id, as long as they wait */
  channels: ReadonlyMap<string, Channel>;
  states: ReadonlyMap<string, string>;
}

const nameIn =
  ({ channels, states }: Pick<SeveralProps, 'channels' | 'states'>) =>
  (id: string): string => {
    const channel = channels.get(id);
    return channel ? `${states.get(channel.iso) ?? channel.iso}: ${channel.address}` : 'An address that is gone';
  };

const place = {
  title: 'Verify several addresses',
  path: '/admin/ministries' as const,
  crumbs: [{ href: '/admin/ministries/waiting', label: 'Addresses to verify' }],
  back: '/admin/ministries/waiting',
};

export const VerifySeveralPage = (props: SeveralProps): VNode => (
  <BulkPreview
    {...place}
    staff={props.staff}
    ids={props.ids}
    nameOf={nameIn(props)}
    action="/admin/ministries/waiting/verify"
    button={`Verify ${counted(props.ids.length, 'address', 'addresses')}`}
  >
    {`Letters may then be sent to ${counted(props.ids.length, 'address', 'addresses')}. You say that you have checked each at its source. An address you entered yourself stays as it is. There is no undo: a wrong address is ended on the page of its ministry.`}
  </BulkPreview>
);

export const VerifiedPage = ({ outcome, ...props }: SeveralProps & { outcome: Outcome }): VNode => (
  <BulkDone
    {...place}
    staff={props.staff}
    nameOf={nameIn(props)}
    outcome={outcome}
    said={`Verified: ${counted(outcome.done.length, 'address', 'addresses')}.`}
  />
);
