import type { VNode } from 'preact';
import { days } from '../../platform/clock.js';
import { daysBetween, type Day } from '../../platform/day.js';
import { counted, longDay, number } from '../frame/words.js';
import type { WaitingLine } from '../waiting/waiting-line.js';

interface WaitingProps {
  lines: readonly WaitingLine[];
  /** By the clocks of the campaign's zone. */
  today: Day;
  now: Date;
}

/** What waits for the person who looks at it: what, how much, since when, until when. */
export const WaitingList = ({ lines, today, now }: WaitingProps): VNode => (
  <section class="card waiting" aria-labelledby="waiting">
    <h2 id="waiting">What waits for me</h2>
    {lines.length === 0 && <p>Nothing waits for you.</p>}
    {lines.length > 0 && (
      <ul>
        {lines.map((line) => (
          <li>
            <p>
              <a href={line.href}>{line.label}</a>
              <span class="when">
                <Due day={line.due} today={today} />
                <Age line={line} now={now} />
              </span>
            </p>
            <Entries line={line} />
          </li>
        ))}
      </ul>
    )}
  </section>
);

function Due({ day, today }: { day: Day | null; today: Day }): VNode | null {
  if (day === null) return null;
  const left = daysBetween(today, day);
  return (
    <span class={left < 0 ? 'flag' : undefined}>
      <time dateTime={day}>{dueWords(day, left)}</time>
    </span>
  );
}

/** `2 days late`, `due today`, `due 4 April`, `due 4 April 2028` of another year. */
export function dueWords(day: Day, left: number): string {
  if (left < 0) return `${counted(-left, 'day')} late`;
  if (left === 0) return 'due today';
  if (left === 1) return 'due tomorrow';
  return `due ${left < 300 ? longDay(day).replace(/ \d{4}$/, '') : longDay(day)}`;
}

function Age({ line: { oldest, count }, now }: { line: WaitingLine; now: Date }): VNode | null {
  if (oldest === null) return null;
  const n = Math.floor((now.getTime() - oldest.getTime()) / days(1));
  const words = n < 1 ? 'new today' : count === 1 ? `for ${counted(n, 'day')}` : `oldest ${counted(n, 'day')}`;
  return (
    <span class="quiet">
      <time dateTime={oldest.toISOString()}>{words}</time>
    </span>
  );
}

/** The most urgent by name, which lead further where the line does not. */
const Entries = ({ line: { entries, more } }: { line: WaitingLine }): VNode | null =>
  entries.length === 0 ? null : (
    <p class="quiet">
      {entries.map(({ title, href }, n) => (
        <>
          {n > 0 && '; '}
          {href === null ? title : <a href={href}>{title}</a>}
        </>
      ))}
      {more > 0 && `; ${number(more)} more`}
    </p>
  );
