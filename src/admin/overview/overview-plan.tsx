import type { VNode } from 'preact';
import type { Board } from '../../campaigns/plan.service.js';
import { addDays, daysBetween } from '../../platform/day.js';
import type { DashboardFigures } from './dashboard.js';
import { Table } from '../frame/table.js';
import { counted, inWords, longDay, number, OnDay, weekdayName } from '../frame/words.js';

/** Days ahead that count as due. */
const dueDays = 14;

function daysTo(today: string, day: string): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'Today is';
  return days > 0 ? `${counted(days, 'day')} to` : `${counted(-days, 'day')} since`;
}

/** Days to the anchor date, what is due and what is overdue. */
export function PlanToday({ board }: { board: Board }): VNode {
  const { t, anchor, today, milestones } = board;
  const open = milestones.filter(({ status }) => status === 'planned' || status === 'in_progress');
  const overdue = open.filter((milestone) => milestone.overdue);
  const due = open.filter(({ from }) => from >= today && from <= addDays(today, dueDays));
  const next = open.find(({ from }) => from >= today);
  const item = ({ key, from, t: at, title }: Board['milestones'][number]): VNode => (
    <li>
      <OnDay day={from} />
      {at === null ? '' : ` (${at})`}: <a href={`/admin/plan?year=${board.year}#${key}`}>{title}</a>
    </li>
  );
  return (
    <section class="card">
      <h2>{anchor === null ? 'Plan' : `${daysTo(today, anchor)} ${weekdayName(anchor)}, ${longDay(anchor)}`}</h2>
      {t !== null && <p class="quiet">{`${t} in the plan`}</p>}
      {overdue.length > 0 && (
        <>
          <h3 class="flag">Overdue</h3>
          <ul class="tight">{overdue.map(item)}</ul>
        </>
      )}
      <h3>{`Due within ${dueDays} days`}</h3>
      {due.length === 0 ? (
        <p>
          {next
            ? `Nothing. Next: ${longDay(next.from)}${next.t === null ? '' : ` (${next.t})`}, ${next.title}.`
            : 'Nothing.'}
        </p>
      ) : (
        <ul class="tight">{due.map(item)}</ul>
      )}
    </section>
  );
}

/** States whose position changed within a year. */
export const Moves = ({ figures: { moves } }: { figures: DashboardFigures }): VNode => (
  <section>
    <h2>States whose status changed in the last 365 days ({number(new Set(moves.map(({ iso }) => iso)).size)})</h2>
    {moves.length === 0 && <p class="notice">None.</p>}
    {moves.length > 0 && (
      <Table
        label="States whose status changed"
        columns={['Day', 'State', 'Convention', 'Change']}
        rows={moves.map(({ on, dayKnown, state, convention, from, position }) => ({
          cells: [
            dayKnown ? <OnDay day={on} /> : 'day not known',
            state,
            convention,
            `${inWords(from)} → ${inWords(position)}`,
          ],
        }))}
      />
    )}
  </section>
);
