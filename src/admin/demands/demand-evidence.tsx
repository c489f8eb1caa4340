import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Evidence } from '../../campaigns/demands/demand-evidence.service.js';
import type { DemandDetail } from '../../campaigns/demands/demand-view.schema.js';
import type { Demand } from '../../campaigns/demands/demands.schema.js';
import { actWords } from '../../campaigns/demands/demands.values.js';
import { ActionButton } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { Field, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf } from '../frame/layout.js';
import { capital, OnDay, Source } from '../frame/words.js';

interface ListProps {
  staff: SignedIn;
  demand: Demand;
  evidence: readonly Evidence[];
  names: Names;
}

/** What was recorded, by whom, and what the second person decided. */
export function EvidenceList({ staff, demand, evidence, names }: ListProps): VNode | null {
  if (evidence.length === 0) return null;
  return (
    <section class="card">
      <h2>Evidence</h2>
      <ul>
        {evidence.map((one) => (
          <li>
            <OnDay day={one.happenedOn} />
            {one.iso === null ? '' : `, ${one.iso}`}: {actWords[one.act]}. {one.statement}{' '}
            <Source url={one.sourceUrl}>{one.sourceTitle}</Source>
            <p class="quiet">{`Recorded by ${names.get(one.recordedBy) ?? one.recordedBy}`}</p>
            <Decision staff={staff} demand={demand} evidence={one} names={names} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Decision({ staff, demand, evidence, names }: Omit<ListProps, 'evidence'> & { evidence: Evidence }): VNode {
  const { id, review, recordedBy } = evidence;
  if (review !== null)
    return <p class="quiet">{`${capital(review.decision)} by ${names.get(review.reviewedBy) ?? review.reviewedBy}`}</p>;
  if (recordedBy === `staff:${staff.id}`) return <p>You recorded this. Another person must confirm it.</p>;
  if (!may(staff.role, 'ledger:verify')) return <p>Waits for a second person.</p>;
  const action = `/admin/demands/${demand.slug}/evidence/${id}/decide`;
  return (
    <div class="buttons">
      <ActionButton staff={staff} action={action} label="Confirm">
        <input type="hidden" name="decision" value="confirmed" />
      </ActionButton>
      <ActionButton staff={staff} action={action} label="Reject">
        <input type="hidden" name="decision" value="rejected" />
      </ActionButton>
    </div>
  );
}

interface FormProps {
  staff: SignedIn;
  demand: Demand;
  view: DemandDetail;
  refused: Refused | undefined;
}

/** Something that fulfils the demand and is no event of the ledger. */
export function EvidenceForm({ staff, demand, view, refused }: FormProps): VNode {
  const input = refused?.input ?? {};
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  const states = view.addressees.flatMap(({ iso, name }) => (iso === null ? [] : [{ value: iso, label: name }]));
  return (
    <form class="card" method="post" action={`/admin/demands/${demand.slug}/evidence`} noValidate>
      <h2>Record that it was done</h2>
      <p class="quiet">
        For what is no event of the treaty ledger. It counts, and is public, once another person has confirmed it.
      </p>
      <Csrf staff={staff} />
      {states.length > 0 && <Select {...shared('state')} label="State" options={states} />}
      <Select
        {...shared('act')}
        label="What was done"
        options={demand.acts.map((act) => ({ value: act, label: capital(actWords[act]) }))}
      />
      <Field {...shared('happenedOn')} label="Day" type="date" required />
      <Field {...shared('statement')} label="What happened, in one English sentence" required />
      <Field {...shared('sourceTitle')} label="Source" required />
      <Field {...shared('sourceUrl')} label="Its web address" type="url" required />
      <button class="button" type="submit">
        Record the evidence
      </button>
    </form>
  );
}
