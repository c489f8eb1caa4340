import type { Day } from '../../platform/day.js';
import type { EventKind } from '../../treaties/event.values.js';
import { contraryTo, fulfilledBy, undoneBy, type Act } from './demands.values.js';

/** What has become of a demand. `refused`: the addressee says no, or does the opposite. */
export const demandStatuses = [
  'stated',
  'sent',
  'acknowledged',
  'answered',
  'refused',
  'partly_met',
  'met',
  'lapsed',
] as const;
export type DemandStatus = (typeof demandStatuses)[number];

/** Lifecycle of the demand itself. */
export const lifecycles = ['draft', 'published', 'withdrawn'] as const;
export type Lifecycle = (typeof lifecycles)[number];

interface Dated {
  /** The day it counts from; where only a month or year is known, the last possible one, which is never shown. */
  on: Day;
  /** The month or year, where no day is known */
  in: string | null;
}

/** Something that happened between the campaign and one addressee. */
export type DemandEvent = Dated &
  (
    | { what: 'sent'; reference: string }
    | { what: 'answer'; meaning: 'acknowledges' | 'answers' | 'refuses'; stance: string | null }
    | { what: 'ledger'; kind: EventKind }
    | { what: 'evidence'; act: Act; statement: string; source: { title: string; url: string } }
  );

/** What is asked of one addressee. */
export interface Asked {
  acts: readonly Act[];
  /** Since when it has been asked; earlier events say nothing about it */
  since: Day;
  due: Day | null;
}

export interface DerivedStatus {
  status: DemandStatus;
  /** Since when; null where the day is not known */
  since: Day | null;
  /** The month or year, where no more is known */
  sinceIn: string | null;
  /** The stance of the answer that decides, if one does */
  stance: string | null;
  /** Acts that are fulfilled, in the order of the demand */
  metActs: Act[];
  /** What happened since the demand was stated, oldest first */
  events: DemandEvent[];
}

/** The status of a demand towards one addressee on a day, whatever the order of the events. */
export function demandStatus({ acts, since, due }: Asked, all: readonly DemandEvent[], on: Day): DerivedStatus {
  const events = inOrder(all.filter((event) => firstDay(event) >= since && event.on <= on));
  const sent = events.find(({ what }) => what === 'sent');
  const answers = events.filter((event) => event.what === 'answer' && sent !== undefined && event.on >= sent.on);
  const told = events.filter((event) => event.what !== 'answer' || answers.includes(event));
  const met = acts.map((act) => [act, fulfilment(act, told)] as const);
  const metActs = met.flatMap(([act, event]) => (event ? [act] : []));
  const opposite = told.findLast((event) => event.what === 'ledger' && acts.some((act) => has(contraryTo, act, event)));
  const last = <Result>(list: readonly (Result | undefined)[]): Result | undefined => list.at(-1);
  const metEvents = inOrder(met.flatMap(([, event]) => (event ? [event] : [])));

  const shown = (status: DemandStatus, event: Dated, stance: string | null = null): DerivedStatus => ({
    status,
    since: event.in === null ? event.on : null,
    sinceIn: event.in,
    stance,
    metActs,
    events: told,
  });
  const lastMet = last(metEvents);
  if (lastMet && metActs.length === acts.length) return shown('met', lastMet);
  if (opposite) return shown('refused', opposite);
  if (due !== null && due < on) return shown('lapsed', { on: due, in: null });
  if (lastMet) return shown('partly_met', lastMet);
  const answer = deciding(answers);
  if (answer?.what === 'answer') return shown(statusOfAnswer[answer.meaning], answer, answer.stance);
  return sent ? shown('sent', sent) : shown('stated', { on: since, in: null });
}

const statusOfAnswer = { acknowledges: 'acknowledged', answers: 'answered', refuses: 'refused' } as const;

/** The newest answer that is more than an acknowledgement; else the newest. */
const deciding = (answers: readonly DemandEvent[]): DemandEvent | undefined =>
  answers.findLast((event) => event.what === 'answer' && event.meaning !== 'acknowledges') ?? answers.at(-1);

const has = (
  kinds: Partial<Record<Act, readonly EventKind[]>>,
  act: Act,
  event: DemandEvent & { what: 'ledger' },
): boolean => kinds[act]?.includes(event.kind) ?? false;

/** The first event that fulfils an act and was not undone afterwards. */
function fulfilment(act: Act, events: readonly DemandEvent[]): DemandEvent | null {
  return events.reduce<DemandEvent | null>((held, event) => {
    if (event.what === 'ledger' && has(undoneBy, act, event)) return null;
    const fulfils =
      (event.what === 'ledger' && has(fulfilledBy, act, event)) || (event.what === 'evidence' && event.act === act);
    return held ?? (fulfils ? event : null);
  }, null);
}

/** An event whose day is not known counts only if all days it may have happened on are late enough. */
const firstDay = ({ on, in: period }: Dated): Day => (period === null ? on : `${period}-01-01`.slice(0, 10));

const rank = { sent: 0, answer: 1, ledger: 2, evidence: 3 };
const within = (event: DemandEvent): string => `${rank[event.what]} ${JSON.stringify(event)}`;

/** By day; on one day always in the same order. */
function inOrder(events: readonly DemandEvent[]): DemandEvent[] {
  const keyed = events.map((event) => ({ event, key: `${event.on} ${within(event)}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ event }) => event);
}
