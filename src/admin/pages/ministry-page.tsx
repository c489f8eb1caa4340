import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Ministry } from '../../letters/ministries.service.js';
import { ministryFields, ministryFieldWords, type MinistryField } from '../../letters/ministries.status.js';
import type { Names } from '../actor-names.js';
import type { Refused } from '../form.js';
import { Problem } from './fields.js';
import { Csrf, Layout } from './layout.js';
import { By, channelColumns, channelRow, OriginOf } from './ministry-channels.js';
import { Table } from './table.js';
import { capital, inWords, OnDay } from './words.js';

export interface MinistryProps {
  staff: SignedIn;
  ministry: Ministry;
  names: Names;
  done?: string | undefined;
  refused?: Refused;
}

const notices: Record<string, string> = {
  fact: 'The fact is on record.',
  channel: 'The address is on record. Another person must verify it.',
  verified: 'The address is verified and in use.',
  ended: 'The address is no longer in use.',
  holder: 'The office holder is on record.',
  checked: 'It is on record that the office holder was seen today.',
  term: 'The term has ended.',
  decision: 'The decision is on record.',
};

/** Everything about one ministry. */
export function MinistryPage(props: MinistryProps): VNode {
  const { staff, ministry, refused, done = '' } = props;
  const notice = Object.hasOwn(notices, done) ? notices[done] : undefined;
  return (
    <Layout title={`Ministry: ${ministry.state.name}`} staff={staff} path="/admin/ministries">
      <Problem message={refused?.problem} />
      {notice !== undefined && (
        <p class="notice" role="status">
          {notice}
        </p>
      )}
      {ministry.holds.length > 0 && (
        <div class="notice">
          <p>No e-mail goes there now:</p>
          <ul>
            {ministry.holds.map(({ detail }) => (
              <li>{detail}</li>
            ))}
          </ul>
        </div>
      )}
      <Channels {...props} />
      <Holders {...props} />
      <Decisions {...props} />
      <Facts {...props} />
      <History {...props} />
    </Layout>
  );
}

const mayWrite = ({ staff }: MinistryProps): boolean => may(staff.role, 'letters:write');

const Channels = (props: MinistryProps): VNode => {
  const { staff, ministry, names } = props;
  return (
    <section>
      <h2>Ways to reach it</h2>
      {ministry.channels.length === 0 && <p class="notice">No address is known.</p>}
      {ministry.channels.length > 0 && (
        <Table
          label="Addresses"
          columns={channelColumns}
          rows={ministry.channels.map((channel) => channelRow({ staff, channel, usable: channel.usable, names }))}
        />
      )}
      {mayWrite(props) && (
        <p>
          <a href={`/admin/ministries/${ministry.state.iso}/channels`}>Enter an address</a>
        </p>
      )}
    </section>
  );
};

const Holders = (props: MinistryProps): VNode => {
  const { staff, ministry, names } = props;
  const { iso } = ministry.state;
  return (
    <section>
      <h2>Office holders</h2>
      {ministry.holders.length === 0 && <p class="notice">Nobody is known; letters are for the office.</p>}
      {ministry.holders.length > 0 && (
        <Table
          label="Office holders"
          columns={['Name', 'Title', 'In office', 'Last seen', 'Source', 'Entered by', 'Change']}
          rows={ministry.holders.map((holder) => ({
            cells: [
              `${holder.name} (${holder.gender})`,
              holder.title,
              <>
                <OnDay day={holder.validFrom} /> – <OnDay day={holder.validTo} />
              </>,
              <OnDay day={holder.checkedOn} />,
              <OriginOf {...holder} />,
              <By actor={holder.enteredBy} at={holder.enteredAt} names={names} />,
              holder.validTo === null && mayWrite(props) && (
                <>
                  <form method="post" action={`/admin/ministries/${iso}/holders/${holder.id}/check`}>
                    <Csrf staff={staff} />
                    <button class="button small" type="submit">
                      Still in office today
                    </button>
                  </form>
                  <a href={`/admin/ministries/${iso}/holders/${holder.id}/end`}>End the term</a>
                </>
              ),
            ],
          }))}
        />
      )}
      {mayWrite(props) && (
        <p>
          <a href={`/admin/ministries/${iso}/holders`}>Enter an office holder</a>
        </p>
      )}
    </section>
  );
};

const Decisions = ({ staff, ministry, names }: MinistryProps): VNode => (
  <section>
    <h2>May it be written to?</h2>
    {ministry.decisionNeeded !== null && <p>{`A named person must decide: ${ministry.decisionNeeded}.`}</p>}
    {ministry.decisions.length === 0 && <p class="notice">Nobody has decided anything.</p>}
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

const Facts = (props: MinistryProps): VNode => {
  const { ministry, names } = props;
  return (
    <section>
      <h2>Facts</h2>
      <Table
        label="Facts"
        columns={['What', 'Value', 'Source', 'Entered by', 'Change']}
        rows={ministryFields.map((field) => {
          const fact = ministry.facts[field];
          return {
            cells: [
              ministryFieldWords[field],
              fact ? <span class="text">{fact.value}</span> : 'not known',
              fact && <OriginOf {...fact} />,
              fact && <By actor={fact.enteredBy} at={fact.enteredAt} names={names} />,
              mayWrite(props) && (
                <a href={`/admin/ministries/${ministry.state.iso}/facts?field=${field}`}>
                  Enter<span class="visually-hidden">{`: ${ministryFieldWords[field]}`}</span>
                </a>
              ),
            ],
          };
        })}
      />
    </section>
  );
};

/** What was known before. */
const History = ({ ministry, names }: MinistryProps): VNode | null => {
  const earlier = ministry.history.filter(({ id, field }) => ministry.facts[field as MinistryField]?.id !== id);
  if (earlier.length === 0) return null;
  return (
    <section>
      <h2>Facts as they were</h2>
      <Table
        label="Facts as they were"
        columns={['What', 'Value', 'Source', 'Entered by']}
        rows={earlier.map((fact) => ({
          cells: [
            ministryFieldWords[fact.field as MinistryField],
            <span class="text">{fact.value}</span>,
            <OriginOf {...fact} />,
            <By actor={fact.enteredBy} at={fact.enteredAt} names={names} />,
          ],
        }))}
      />
    </section>
  );
};
