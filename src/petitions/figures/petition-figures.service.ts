import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { PetitionsService } from '../petitions.service.js';
import { countsInSpan, removalsInSpan } from './figures.sql.js';
import { eachDay, type Span } from './span.values.js';

/** Those confirmed then, and those that were signed then and wait for confirmation. */
export interface Tally {
  confirmed: number;
  waiting: number;
}

export interface SpanFigures {
  span: Span;
  /** One for each day (UTC), in order */
  days: (Tally & { day: Day })[];
  /** Those with the most confirmed first */
  countries: (Tally & { country: string })[];
  totals: Tally & {
    /** Everything below together */
    signed: number;
    /** Never confirmed, and erased in the period */
    expired: number;
    /** Erased in the period by their owners */
    withdrawn: number;
  };
}

type CountRow = Tally & { day: Day | null; country: string | null };

/** A petition's numbers in a period, from its counters: what they cost depends on the days and countries, not on the signatures. */
@Injectable()
export class PetitionFigures {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
  ) {}

  /** @throws PetitionNotFound */
  async of(slug: string, span: Span): Promise<SpanFigures> {
    const values = [await this.petitions.idOf(slug), span.from, span.to];
    const [rows, [removed]] = await Promise.all([
      this.database.run<CountRow>(countsInSpan, values),
      this.database.run<{ withdrawn: number; expired: number }>(removalsInSpan, values),
    ]);
    // A day whose signatures were all quarantined while others were restored may come out below zero for a moment.
    const tally = ({ confirmed = 0, waiting = 0 }: Partial<Tally> = {}): Tally => ({
      confirmed: Math.max(0, confirmed),
      waiting: Math.max(0, waiting),
    });
    const byDay = new Map(rows.flatMap((row) => (row.day === null ? [] : [[row.day, row] as const])));
    const days = eachDay(span).map((day) => ({ day, ...tally(byDay.get(day)) }));
    const countries = rows
      .flatMap((row) => (row.country === null ? [] : [{ country: row.country, ...tally(row) }]))
      .sort((a, b) => b.confirmed - a.confirmed || b.waiting - a.waiting || (a.country < b.country ? -1 : 1));
    const sum = (key: keyof Tally): number => days.reduce((total, day) => total + day[key], 0);
    const { expired = 0, withdrawn = 0 } = removed ?? {};
    const [confirmed, waiting] = [sum('confirmed'), sum('waiting')];
    const signed = confirmed + waiting + expired + withdrawn;
    return { span, days, countries, totals: { signed, confirmed, waiting, expired, withdrawn } };
  }
}
