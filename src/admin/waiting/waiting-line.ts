import { mostWaiting, type Waiting } from '../../platform/waiting.js';
import type { Permission } from '../../access/roles.js';
import type { Day } from '../../platform/day.js';
import { waitingKinds, type WaitingKind, type WaitingKindName } from './waiting-kinds.js';

/** All of one kind that waits for a person. */
export interface WaitingLine {
  kind: WaitingKindName;
  /** `3 claims to check again`, `99+ claims to check again` */
  label: string;
  count: number;
  /** Since when the oldest of them waits; null where that is not known. */
  oldest: Date | null;
  /** The first day of them by which somebody has to act; null where any day will do. */
  due: Day | null;
  href: string;
  permission: Permission;
  /** The most urgent of them; `href` is null where the line itself leads there. */
  entries: readonly { title: string; href: string | null }[];
  /** How many have no entry. */
  more: number;
}

const mostEntries = 3;
const longestTitle = 80;

/** `7`, `99+` */
export const countWords = (n: number): string => (n < mostWaiting ? String(n) : '99+');

/** Null where nothing waits. */
export function lineOf(kind: WaitingKindName, found: readonly Waiting[]): WaitingLine | null {
  const { words, permission, page, one }: WaitingKind = waitingKinds[kind];
  const waiting = [...found].sort(byUrgency);
  const [first] = waiting;
  if (!first) return null;
  const count = waiting.length;
  const pageOf = ({ at }: Waiting): string => (at === null || !one ? page : one(at));
  const href = count === 1 ? pageOf(first) : page;
  const named = new Map<string, string | null>();
  for (const item of waiting)
    if (item.title !== null) named.set(shortened(item.title), pageOf(item) === href ? null : pageOf(item));
  const entries = [...named].slice(0, mostEntries).map(([title, to]) => ({ title, href: to }));
  return {
    kind,
    label: `${countWords(count)} ${words[count === 1 ? 0 : 1]}`,
    count,
    oldest: waiting.reduce<Date | null>((old, { since }) => (since && (!old || since < old) ? since : old), null),
    due: first.due,
    href,
    permission,
    entries,
    more: entries.length === 0 ? 0 : named.size - entries.length,
  };
}

/** By the day somebody has to act, then by age; what has neither comes last. */
export function byUrgency(
  one: { due: Day | null; since: Date | null },
  other: { due: Day | null; since: Date | null },
): number {
  const [a, b] = [one.due ?? '9999', other.due ?? '9999'];
  return a === b ? (one.since?.getTime() ?? Infinity) - (other.since?.getTime() ?? Infinity) || 0 : a < b ? -1 : 1;
}

const shortened = (title: string): string =>
  title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1).trimEnd()}…`;
