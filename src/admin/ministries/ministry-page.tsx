import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { Ministry } from '../../ministries/ministries.service.js';
import type { Refused } from '../frame/form.js';
import { Problem } from '../frame/fields.js';
import { DoneNotice } from '../frame/action.js';
import { Layout } from '../frame/layout.js';
import { channelColumns, channelRow } from './ministry-channels.js';
import { Facts, History } from './ministry-facts.js';
import { Holders } from './ministry-holders.js';
import { By, type MinistryShown } from './ministry-words.js';
import { Table } from '../frame/table.js';
import { capital, inWords } from '../frame/words.js';

interface MinistryProps extends MinistryShown {
  done?: string | undefined;
  refused?: Refused;
}

const notices: Record<string, string> = {
  fact: 'The fact is saved.',
  channel: 'The address is saved. Another person must verify it.',
  verified: 'The address is verified and in use.',
  ended: 'The address is no longer in use.',
  holder: 'The office holder is saved.',
  checked: 'Office holder confirmed as of today.',
  term: 'The term has ended.',
  decision: 'The decision is saved.',
};

/** Everything about one ministry. */
export function MinistryPage(props: MinistryProps): VNode {
  const { staff, ministry, refused, done } = props;
  return (
    <Layout title={`Ministry: ${ministry.state.name}`} staff={staff} path="/admin/ministries" crumbs={[]}>
      <Problem message={refused?.problem} />
      <DoneNotice done={done} texts={notices} />
      {ministry.holds.length > 0 && (
        <div class="notice">
          <p>Email is blocked because:</p>
          <ul>
            {ministry.holds.map(({ detail }) => (
              <li>{detail}</li>
            ))}
          </ul>
        </div>
      )}
      <p class="quiet">{clockOf(ministry)}</p>
      <Channels {...props} />
      <Holders {...props} />
      <Decisions {...props} />
      <Facts {...props} />
      <History {...props} />
    </Layout>
  );
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Time zone and weekend of the ministry. */
const clockOf = ({ state, timeZone, weekend }: Ministry): string =>
  `${state.capital}: time zone ${timeZone}; days off every week: ${weekend.map((day) => weekdays[day]).join(', ') || 'none known'}`;

const Channels = ({ staff, ministry, names }: MinistryShown): VNode => {
  return (
    <section>
      <h2>Contact channels</h2>
      {ministry.channels.length === 0 && <p class="notice">No address is known.</p>}
      {ministry.channels.length > 0 && (
        <Table
          label="Addresses"
          columns={channelColumns}
          rows={ministry.channels.map((channel) => channelRow({ staff, channel, usable: channel.usable, names }))}
        />
      )}
      {may(staff.role, 'letters:write') && (
        <p>
          <a href={`/admin/ministries/${ministry.state.iso}/channels`}>Add an address</a>
        </p>
      )}
    </section>
  );
};

const Decisions = ({ staff, ministry, names }: MinistryShown): VNode => (
  <section>
    <h2>Contact permission</h2>
    {ministry.decisionNeeded !== null && <p>{`A named person must decide: ${ministry.decisionNeeded}.`}</p>}
    {ministry.decisions.length === 0 && <p class="notice">No decisions yet.</p>}
    {ministry.decisions.length > 0 && (
      <Table
        label="Decisions"
        columns={['Decision', 'Reason', 'By']}
        rows={ministry.decisions.map(({ decision, reason, decidedBy, decidedAt }) => ({
          cells: [capital(inWords(decision)), reason, <By actor={decidedBy} at={decidedAt} names={names} />],
        }))}
      />
    )}
    {may(staff.role, 'letters:approve') && (
      <p>
        <a href={`/admin/ministries/${ministry.state.iso}/decision`}>Decide</a>
      </p>
    )}
  </section>
);
