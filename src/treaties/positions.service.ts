import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../platform/clock.js';
import type { Day } from '../platform/day.js';
import { Database } from '../platform/database/database.js';
import { groupBy } from '../platform/group-by.js';
import type { Locale } from '../platform/http/locale.js';
import { derivePosition, type DerivedPosition } from './derive-position.js';
import { statesWithEvents } from './ledger.sql.js';
import { membershipCurve, positionChanges, type CurvePoint, type PositionChange } from './membership-curve.js';
import {
  boundPositions,
  depositaryParties,
  positions as all,
  type ConventionCode,
  type Position,
} from './position.status.js';
import type { FactSource, PositionRow, PublicEvent } from './treaties.schema.js';
import { nameIn, publicEventOf, sourcesOf, type StateRow } from './treaty-rows.js';

/** How many states have which position. `parties` is the depositary's number: bound or about to be. */
export interface PositionTotals {
  parties: number;
  inForce: number;
  byPosition: Record<Position, number>;
  /** Of the non-parties, those listed by us that the depositary does not admit. */
  notAdmissible: number;
  /** The day to which every State's status was checked against the depositary's list; null where there is no list. */
  verifiedThrough: Day | null;
}

export interface PositionsOnDay {
  convention: ConventionCode;
  on: Day;
  totals: PositionTotals;
  positions: (PositionRow & { iso3: string })[];
}

export interface StateUnderConvention extends DerivedPosition {
  convention: ConventionCode;
  /** Its timeline: every valid event, oldest first. */
  events: PublicEvent[];
  sources: FactSource[];
  /** The newest list that was read for this state, or null. */
  checked: StateRow['checked'];
}

/** Reads the ledger: positions on any day, all derived from events by the one derivation function. */
@Injectable()
export class PositionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  today(): Day {
    return utcDay(this.clock.now());
  }

  /** All states under one convention on a day, by one query. */
  async on(convention: ConventionCode, on: Day, locale: Locale): Promise<PositionsOnDay> {
    const rows = await this.rows(convention, null);
    const positions = rows.map((row) => {
      const derived = derivePosition(row.events, on);
      const { position, since, sinceIn, provisional, specialStatus } = derived;
      return {
        iso: row.iso,
        iso3: row.iso3,
        name: nameIn(row.names, locale),
        position,
        since,
        sinceIn,
        provisional,
        specialStatus,
        sources: sourcesFor(derived, row),
      };
    });
    const byName = new Intl.Collator(locale);
    positions.sort((a, b) => byName.compare(a.name, b.name));
    return { convention, on, totals: totalsOf(rows, positions), positions };
  }

  /** One state under both conventions on a day; empty when there is no such state. */
  async ofState(iso: string, on: Day): Promise<StateUnderConvention[]> {
    return (await this.rows(null, iso)).map((row) => underConvention(row, on));
  }

  /** The same for any state and day, by one query. @param only this state */
  async ofStates(only: string | null = null): Promise<(iso: string, on: Day) => StateUnderConvention[]> {
    const byState = groupBy(await this.rows(null, only), ({ iso }) => iso);
    return (iso, on) => (byState.get(iso) ?? []).map((row) => underConvention(row, on));
  }

  async curve(convention: ConventionCode): Promise<CurvePoint[]> {
    const rows = await this.rows(convention, null);
    return membershipCurve(
      rows.map(({ events }) => events),
      this.today(),
    );
  }

  /** States whose position changed in a span of days, both included. */
  async moves(from: Day, until: Day): Promise<(PositionChange & { iso: string; convention: ConventionCode })[]> {
    const rows = await this.rows(null, null);
    return rows
      .flatMap(({ iso, convention, events }) =>
        positionChanges(events, until)
          .filter(({ on }) => on >= from)
          .map((change) => ({ ...change, iso, convention })),
      )
      .sort((a, b) => (a.on < b.on ? -1 : 1));
  }

  /** ISO codes of the States that are party to at least one convention that day: possible addressees of a letter. */
  async partiesToAny(on: Day): Promise<string[]> {
    const rows = await this.rows(null, null);
    const parties = rows.filter(({ events }) => depositaryParties.includes(derivePosition(events, on).position));
    return [...new Set(parties.map(({ iso }) => iso))].sort();
  }

  /** The valid ledger, for the curve, the feed and the map. @param pending true: as if all pending events were verified */
  rows(convention: ConventionCode | null, iso: string | null, pending = false): Promise<StateRow[]> {
    return this.database.run<StateRow>(statesWithEvents, [convention, iso, pending]);
  }
}

function underConvention(row: StateRow, on: Day): StateUnderConvention {
  const derived = derivePosition(row.events, on);
  return {
    ...derived,
    convention: row.convention,
    events: row.events.map(publicEventOf),
    sources: sourcesFor(derived, row),
    checked: row.checked,
  };
}

/** A state without events relies on the list that names it, or omits it. */
function sourcesFor({ basis }: DerivedPosition, { checked }: StateRow): FactSource[] {
  return basis.length > 0 ? sourcesOf(basis) : checked ? [{ ...checked, notification: null }] : [];
}

function totalsOf(rows: readonly StateRow[], positions: readonly PositionRow[]): PositionTotals {
  const count = (wanted: readonly Position[]): number =>
    positions.filter(({ position }) => wanted.includes(position)).length;
  const byPosition = Object.fromEntries(all.map((position) => [position, count([position])])) as Record<
    Position,
    number
  >;
  const outside = new Set(rows.filter(({ unMembership }) => unMembership === 'none').map(({ iso }) => iso));
  return {
    parties: count(depositaryParties),
    inForce: count(boundPositions),
    byPosition,
    notAdmissible: positions.filter(({ iso, position }) => position === 'not_party' && outside.has(iso)).length,
    verifiedThrough: verifiedThrough(rows),
  };
}

/** The oldest of the newest checks: what is true for every State. A State no list names leaves the totals unverified. */
function verifiedThrough(rows: readonly StateRow[]): Day | null {
  const days = rows.map((row) => row.verifiedThrough);
  return days.reduce(
    (oldest, day) => (oldest === null || day === null ? null : day < oldest ? day : oldest),
    days[0] ?? null,
  );
}
