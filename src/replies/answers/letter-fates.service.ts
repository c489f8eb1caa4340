import { Injectable } from '@nestjs/common';
import { utcDay } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { StatesService } from '../../treaties/states.service.js';
import { letterFatesOf } from './letter-fates.sql.js';
import { letterFates, type LetterFate } from './letter-fates.values.js';

export interface StateFate {
  iso: string;
  iso3: string;
  name: string;
  fate: LetterFate;
  sentOn: Day | null;
}

/** What became of the newest letter to each State. */
@Injectable()
export class LetterFates {
  constructor(
    private readonly database: Database,
    private readonly states: StatesService,
  ) {}

  /** All States by name, those nobody wrote to included, and how many there are of each fate. */
  async of(campaignId: string): Promise<{ states: StateFate[]; counts: Record<LetterFate, number> }> {
    const [states, rows] = await Promise.all([this.states.list('en'), letterFatesOf(this.database.prisma, campaignId)]);
    const newest = new Map(rows.map((row) => [row.iso, row]));
    const fates = states.map(({ iso, iso3, name }): StateFate => {
      const row = newest.get(iso);
      return { iso, iso3, name, fate: row?.fate ?? 'not_written', sentOn: row?.sentAt ? utcDay(row.sentAt) : null };
    });
    const counts = Object.fromEntries(
      letterFates.map((fate) => [fate, fates.filter((state) => state.fate === fate).length]),
    ) as Record<LetterFate, number>;
    return { states: fates, counts };
  }
}
