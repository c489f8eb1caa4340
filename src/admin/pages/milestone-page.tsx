import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Board, PlannedMilestone } from '../../campaigns/plan.service.js';
import { milestoneStatuses } from '../../campaigns/plan.status.js';
import type { Refused } from '../form.js';
import { Check, Field, Refusal, Select } from './fields.js';
import { Csrf, Layout } from './layout.js';
import { MilestoneTable } from './plan-table.js';
import { optionsOf } from './words.js';

export interface MilestoneProps {
  staff: SignedIn;
  board: Board;
  milestone: PlannedMilestone;
  refused?: Refused;
}

const fields = ['status', 'owner', 'evidenceUrl', 'verified'];

/** Changes what the board says of one milestone. */
export function MilestonePage({ staff, board, milestone, refused }: MilestoneProps): VNode {
  const { id, key, title, status, owner, evidenceUrl, verifyReason } = milestone;
  const stored = { status, owner: owner ?? '', evidenceUrl: evidenceUrl ?? '' };
  const input: Readonly<Record<string, string>> = refused && 'status' in refused.input ? refused.input : stored;
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  return (
    <Layout title={title} staff={staff} path="/admin/plan">
      <MilestoneTable staff={staff} milestones={[milestone]} />
      <form class="card" method="post" action={`/admin/plan/milestones/${id}`} noValidate>
        <h2>Change</h2>
        <Refusal refused={refused} fields={fields} />
        <Csrf staff={staff} />
        <Select {...shared('status')} label="Status" options={optionsOf(milestoneStatuses)} />
        <Field {...shared('owner')} label="Owner" />
        <Field {...shared('evidenceUrl')} label="Web address of the evidence" type="url" />
        {verifyReason !== null && <Check name="verified" label={`Verified: ${verifyReason}`} checked={input.verified !== undefined} />}
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
