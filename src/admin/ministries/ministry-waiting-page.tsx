import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Channel } from '../../ministries/channels.service.js';
import type { Names } from '../frame/actor-names.js';
import { Layout } from '../frame/layout.js';
import { VerifyButton } from './ministry-channels.js';
import { By, kindOf, OriginOf } from './ministry-words.js';
import { Table } from '../frame/table.js';

interface WaitingProps {
  staff: SignedIn;
  channels: readonly Channel[];
  /** ISO code → name */
  states: ReadonlyMap<string, string>;
  names: Names;
}

/** Addresses of all ministries awaiting verification. */
export const WaitingChannelsPage = ({ staff, channels, states, names }: WaitingProps): VNode => (
  <Layout title="Addresses to verify" staff={staff} path="/admin/ministries" crumbs={[]}>
    <p>Check each address at its source before you verify it. Nothing is sent to an unverified address.</p>
    {channels.length === 0 && <p class="notice">No addresses to verify.</p>}
    {channels.length > 0 && (
      <Table
        label="Addresses to verify"
        columns={['State', 'Kind', 'Address', 'Source', 'Entered by', 'Verify']}
        rows={channels.map((channel) => ({
          cells: [
            <a href={`/admin/ministries/${channel.iso}`}>{states.get(channel.iso) ?? channel.iso}</a>,
            kindOf(channel.kind),
            <span class="lines">{channel.address}</span>,
            <OriginOf {...channel} />,
            <By actor={channel.enteredBy} at={channel.enteredAt} names={names} />,
            <VerifyButton staff={staff} channel={channel} />,
          ],
        }))}
      />
    )}
  </Layout>
);
