import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PlannedMilestone } from '../../campaigns/campaigns.schema.js';
import type { Board } from '../../campaigns/plan.service.js';
import { milestoneStatuses } from '../../campaigns/plan.values.js';
import type { Refused } from '../frame/form.js';
import { DemandField, type DemandOption } from '../frame/demand-field.js';
import { Check, Field, Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { MilestoneTable } from './plan-table.js';
import { inWords, optionsOf } from '../frame/words.js';

export interface MilestoneProps {
  staff: SignedIn;
  board: Board;
  milestone: PlannedMilestone;
  demands: readonly DemandOption[];
  refused?: Refused;
}

const fields = ['status', 'owner', 'evidenceUrl', 'triggerTarget', 'demand', 'verified'];

/** Triggers that need the name of a text or a petition. */
const named: readonly string[] = ['publish_text', 'open_petition'];

/** Edits one milestone of the plan. */
export function MilestonePage({ staff, board, milestone, demands, refused }: MilestoneProps): VNode {
  const { id, key, title, status, owner, evidenceUrl, verifyReason, trigger, triggerTarget, demand } = milestone;
  const stored = {
    status,
    owner: owner ?? '',
    evidenceUrl: evidenceUrl ?? '',
    triggerTarget: triggerTarget ?? '',
    demand: demand ?? '',
  };
  // A trigger that failed again is not an error of the form.
  const ofForm = refused && 'status' in refused.input ? refused : undefined;
  const input: Readonly<Record<string, string>> = ofForm?.input ?? stored;
  const shared = (name: string) => ({ name, value: input[name], faults: ofForm?.faults ?? [] });
  return (
    <Layout title={title} staff={staff} path="/admin/plan" crumbs={[]}>
      <Words of={['milestone']} />
      {refused !== ofForm && <Refusal refused={refused} fields={[]} />}
      <MilestoneTable staff={staff} milestones={[milestone]} />
      <form class="card" method="post" action={`/admin/plan/milestones/${id}`} noValidate>
        <h2>Change</h2>
        <Refusal refused={ofForm} fields={fields} />
        <Csrf staff={staff} />
        <Select {...shared('status')} label="Status" options={optionsOf(milestoneStatuses)} />
        <Field {...shared('owner')} label="Owner" />
        <Field {...shared('evidenceUrl')} label="Web address of the evidence" type="url" />
        {named.includes(trigger) && <Field {...shared('triggerTarget')} label={`Target (slug,${inWords(trigger)})`} />}
        <DemandField {...shared('demand')} demands={demands} />
        {verifyReason !== null && (
          <Check name="verified" label={`Verified: ${verifyReason}`} checked={input.verified !== undefined} />
        )}
        <button class="button small" type="submit">
          Save
        </button>
      </form>
      <p>
        <a href={`/admin/plan?year=${board.year}#${key}`}>{`Back to the plan for ${board.year}`}</a>
      </p>
    </Layout>
  );
}
