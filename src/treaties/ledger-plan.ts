import { createHash } from 'node:crypto';
import type { Day } from '../platform/day.js';
import { newId } from '../platform/ids.js';
import { derivePosition } from './derive-position.js';
import { differenceTo, wantedEvents, type LedgerChange } from './ledger-diff.js';
import type { LedgerEvent } from './ledger-event.js';
import { checkEvent } from './ledger-rules.js';
import { conventionCodes, depositaryParties, type ConventionCode } from './position.status.js';
import { ImportRefused, LedgerRefused } from './treaties.errors.js';
import { positionsOfStatus, type ListRow } from './treaty-list.js';

/** Events ready to be written, in order. */
export type ReadyEvent = LedgerEvent & { supersedes: string | null };

/** What importing a list would write, and the resulting totals on the list's day. */
export interface ImportPlan {
  changes: LedgerChange[];
  /** Events in the ledger missing from the list; they stay. */
  extra: LedgerEvent[];
  events: ReadyEvent[];
  totals: Record<ConventionCode, { before: number; after: number }>;
  /** Hash of everything that would be written; an execution can be bound to it. */
  hash: string;
}

export interface PlanInput {
  rows: readonly ListRow[];
  /** The date the list refers to. */
  asOf: Day;
  today: Day;
  conventions: readonly { code: string; adoptedOn: Day; openedOn: Day; statusUrl: string }[];
  /** Valid and pending events, of all states. */
  history: readonly LedgerEvent[];
}

const keyOf = (iso: string, convention: string): string => `${iso} ${convention}`;

/** @throws ImportRefused `ledger.import_conflict` when an event is impossible, or the dates lead to another status than the list states */
export function planImport({ rows, asOf, today, conventions, history }: PlanInput): ImportPlan {
  const before = grouped(history);
  const after = new Map(before);
  const plan: Pick<ImportPlan, 'changes' | 'extra' | 'events'> = { changes: [], extra: [], events: [] };
  const problems: string[] = [];
  for (const row of rows) {
    const convention = conventions.find(({ code }) => code === row.convention);
    if (!convention)
      throw new ImportRefused('ledger.import_invalid', [`Line ${row.line}: the convention is not in the database.`]);
    const key = keyOf(row.iso_a2, row.convention);
    let held = before.get(key) ?? [];
    const { changes, extra } = differenceTo(wantedEvents(row, asOf, convention.statusUrl), held);
    plan.extra.push(...extra);
    for (const change of changes) {
      const ready = attempt(change, held, { ...convention, today: today > asOf ? today : asOf });
      if (typeof ready === 'string') problems.push(`Line ${row.line}: ${ready}`);
      else {
        plan.changes.push(change);
        plan.events.push(ready);
        held = [...held.filter(({ root }) => root !== ready.root), ready];
      }
    }
    const { position } = derivePosition(held, asOf);
    if (!positionsOfStatus[row.status].includes(position))
      problems.push(
        `Line ${row.line}: the list says ${row.status}, but by its dates and the ledger ${key} is ${position} on ${asOf}.`,
      );
    after.set(key, held);
  }
  if (problems.length > 0) throw new ImportRefused('ledger.import_conflict', problems.slice(0, 50));
  const totals = Object.fromEntries(
    conventionCodes.map((code) => [
      code,
      { before: partiesIn(before, code, asOf), after: partiesIn(after, code, asOf) },
    ]),
  ) as ImportPlan['totals'];
  const hash = createHash('sha256')
    .update(JSON.stringify([rows, asOf, plan.changes]))
    .digest('hex')
    .slice(0, 16);
  return { ...plan, totals, hash };
}

/** Compares the list with the totals printed on it. @throws ImportRefused `ledger.import_totals` */
export function refuseWrongTotals(rows: readonly ListRow[], printed: Partial<Record<ConventionCode, number>>): void {
  const problems = conventionCodes.flatMap((code) => {
    const counted = rows.filter((row) => row.convention === code && row.status === 'state_party').length;
    const wanted = printed[code];
    return wanted === undefined || wanted === counted
      ? []
      : [`${code}: the list names ${counted} parties, the total printed on it is ${wanted}.`];
  });
  if (problems.length > 0) throw new ImportRefused('ledger.import_totals', problems);
}

/** The change as an event of the ledger, or a sentence saying why it cannot be one. */
function attempt(
  { event, corrects }: LedgerChange,
  held: readonly LedgerEvent[],
  context: { adoptedOn: Day; openedOn: Day; today: Day },
): ReadyEvent | string {
  try {
    const history = held.filter(({ root }) => root !== corrects?.root);
    const relatesTo = checkEvent({ ...event, relatesTo: corrects?.relatesTo ?? null }, { ...context, history });
    const id = newId();
    return { ...event, id, root: corrects?.root ?? id, relatesTo, supersedes: corrects?.id ?? null };
  } catch (error) {
    if (error instanceof LedgerRefused)
      return `${event.kind} ${event.on ?? event.in}: ${error.message} (${error.code})`;
    throw error;
  }
}

function grouped(events: readonly LedgerEvent[]): Map<string, LedgerEvent[]> {
  const groups = new Map<string, LedgerEvent[]>();
  for (const event of events) {
    const key = keyOf(event.iso, event.convention);
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return groups;
}

/** Parties by the depositary's count. */
const partiesIn = (histories: ReadonlyMap<string, readonly LedgerEvent[]>, code: ConventionCode, on: Day): number =>
  [...histories].filter(
    ([key, events]) => key.endsWith(code) && depositaryParties.includes(derivePosition(events, on).position),
  ).length;
