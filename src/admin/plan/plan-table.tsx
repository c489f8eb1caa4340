import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PlannedMilestone } from '../../campaigns/campaigns.schema.js';
import { Csrf } from '../frame/layout.js';
import { Table, type Row } from '../frame/table.js';
import { inWords, OnDay, Source } from '../frame/words.js';

export interface MilestoneTableProps {
  staff: SignedIn;
  milestones: readonly PlannedMilestone[];
  /** Each row leads to its form. */
  linked?: boolean;
}

/** Phases and milestones by day. */
export const MilestoneTable = ({ staff, milestones, linked = false }: MilestoneTableProps): VNode => (
  <Table
    label="Milestones"
    columns={['T', 'Day', 'What', 'Owner', 'Status', ...(linked ? ['Change'] : [])]}
    rows={milestones.map((milestone) => rowOf(staff, milestone, linked))}
  />
);

/** Firings that need attention. */
export const troubles = ({ firings }: PlannedMilestone) => firings.filter(({ outcome }) => outcome !== 'done');

function rowOf(staff: SignedIn, milestone: PlannedMilestone, linked: boolean): Row {
  const { key, t, owner, overdue, status, evidenceUrl, verifyReason, id, title, demand } = milestone;
  return {
    id: key,
    mark: overdue || verifyReason !== null || troubles(milestone).length > 0 ? 'warn' : undefined,
    cells: [
      t,
      <Days milestone={milestone} />,
      <>
        {title}
        {verifyReason !== null && <p class="flag">{`To verify: ${verifyReason}`}</p>}
        {demand !== null && (
          <p>
            <a href={`/admin/demands/${demand}`}>Demand: {demand}</a>
          </p>
        )}
        <Trigger staff={staff} milestone={milestone} />
      </>,
      owner,
      <>
        {inWords(status)}
        {overdue && <p class="flag">overdue</p>}
        {evidenceUrl !== null && (
          <p>
            <Source url={evidenceUrl}>Evidence</Source>
          </p>
        )}
      </>,
      ...(linked
        ? [
            <a href={`/admin/plan/milestones/${id}`} aria-label={`Change: ${title}`}>
              Change
            </a>,
          ]
        : []),
    ],
  };
}

/** The day, or the span of a phase, and how it was computed. */
const Days = ({
  milestone: { from, to, fixedOn, repeatsDays, workingDayRule },
}: {
  milestone: PlannedMilestone;
}): VNode => (
  <>
    <OnDay day={from} />
    {to !== from && (
      <>
        {' to '}
        <OnDay day={to} />
      </>
    )}
    {fixedOn !== null && <p class="quiet">fixed date</p>}
    {repeatsDays !== null && <p class="quiet">{`every ${repeatsDays} days`}</p>}
    {workingDayRule !== 'none' && <p class="quiet">{`Moved to the ${workingDayRule} working day, if it is not one`}</p>}
  </>
);

/** The milestone's automatic action, and its outcome. A person can fire what was missed or failed. */
function Trigger({ staff, milestone }: { staff: SignedIn; milestone: PlannedMilestone }): VNode | null {
  const { trigger, triggerTarget, firings } = milestone;
  if (trigger === 'none') return null;
  const done = firings.filter(({ outcome }) => outcome === 'done');
  const last = done.at(-1);
  return (
    <>
      <p class="quiet">{`Automatic action: ${inWords(trigger)}${triggerTarget === null ? '' : ` “${triggerTarget}”`}`}</p>
      {last && (
        <p class="quiet">{`Done ${done.length === 1 ? '' : `${done.length} times, last `}on ${last.dueOn}. ${last.detail ?? ''}`}</p>
      )}
      {troubles(milestone).map(({ dueOn, outcome, detail }) => (
        <div class="flag">
          {`${outcome === 'missed' ? 'Missed' : 'Failed'} on ${dueOn}. ${detail ?? ''}`}
          {may(staff.role, 'plan:manage') && <FireForm staff={staff} milestone={milestone} dueOn={dueOn} />}
        </div>
      ))}
    </>
  );
}

const FireForm = ({
  staff,
  milestone,
  dueOn,
}: {
  staff: SignedIn;
  milestone: PlannedMilestone;
  dueOn: string;
}): VNode => (
  <form method="post" action={`/admin/plan/milestones/${milestone.id}/fire`}>
    <Csrf staff={staff} />
    <input type="hidden" name="dueOn" value={dueOn} />
    <button class="button small" type="submit" aria-label={`Do it now: ${milestone.title}, due on ${dueOn}`}>
      Do it now
    </button>
  </form>
);
