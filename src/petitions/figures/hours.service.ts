import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { firstIdAt } from '../../platform/ids.js';
import { signaturesBySlot } from './figures.sql.js';
import { hoursOf } from './hours.values.js';

/** Sign-ups of one day by the hour in which they were signed, and how many of them are confirmed by now. */
export interface HoursOfDay {
  day: Day;
  at: Date;
  signed: number;
  confirmed: number;
  hours: { label: string; signed: number; confirmed: number }[];
}

/** Reads the hours of a day. */
@Injectable()
export class HoursService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param timeZone whose day it is */
  async of(petitionId: string, timeZone: string, day: Day): Promise<HoursOfDay> {
    const at = this.clock.now();
    const { slots, ends } = hoursOf(timeZone, day);
    const rows = await this.database.runLong<{ slot: number; signed: number; confirmed: number }>(signaturesBySlot, [
      petitionId,
      slots.map(({ begins }) => firstIdAt(begins)),
      firstIdAt(ends),
    ]);
    const bySlot = new Map(rows.map((row) => [row.slot, row]));
    const hours = slots.map(({ label }, n) => {
      const { signed = 0, confirmed = 0 } = bySlot.get(n) ?? {};
      return { label, signed, confirmed };
    });
    const sum = (key: 'signed' | 'confirmed'): number => hours.reduce((total, one) => total + one[key], 0);
    return { day, at, signed: sum('signed'), confirmed: sum('confirmed'), hours };
  }
}
