import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Board } from '../../campaigns/plan.service.js';
import type { DemandOption } from '../frame/demand-field.js';
import type { Refused } from '../frame/form.js';
import { RefusedBelow } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { AddMilestone, RollOver } from './plan-forms.js';
import { MilestoneTable } from './plan-table.js';
import { longDay, weekdayName } from '../frame/words.js';

export interface PlanProps {
  staff: SignedIn;
  board: Board;
  demands: readonly DemandOption[];
  adding?: Refused;
  rolling?: Refused;
}

/** The plan page: days to the anchor date, and everything planned around it. */
export function PlanPage({ staff, board, demands, adding, rolling }: PlanProps): VNode {
  const { year, years, anchor, t, today, milestones } = board;
  const manages = may(staff.role, 'plan:manage');
  return (
    <Layout
      title={anchor === null ? `Plan for ${year}` : `${t}: plan for ${longDay(anchor)}`}
      staff={staff}
      path="/admin/plan"
      primary={{ href: '#add', label: 'New milestone', permission: 'plan:manage' }}
    >
      <RefusedBelow refused={adding} form="add" />
      <RefusedBelow refused={rolling} form="roll-over" />
      <p>{`${anchor === null ? '' : `The day is a ${weekdayName(anchor)}. `}Today is ${weekdayName(today)}, ${longDay(today)}, in ${board.campaign.timeZone}.`}</p>
      <nav class="languages" aria-label="Plan">
        <ul>
          {years.map((one) => (
            <li>
              <a href={`/admin/plan?year=${one}`} aria-current={one === year ? 'page' : undefined}>
                {`Plan ${one}`}
              </a>
            </li>
          ))}
          <li>
            <a href={`/admin/plan/verify?year=${year}`}>What must be verified</a>
          </li>
          <li>
            <a href="/admin/plan/working-days">Working days by State</a>
          </li>
        </ul>
      </nav>
      <Words of={['anchor date', 'milestone']} />
      {milestones.length === 0 && <p class="notice">{`There is no plan for ${year}.`}</p>}
      {milestones.length > 0 && <MilestoneTable staff={staff} milestones={milestones} linked={manages} />}
      {manages && <AddMilestone staff={staff} year={year} demands={demands} refused={adding} />}
      {manages && <RollOver staff={staff} next={(years.at(-1) ?? year) + 1} refused={rolling} />}
    </Layout>
  );
}
