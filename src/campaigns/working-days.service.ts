import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Day } from '../platform/day.js';
import type { Locale } from '../platform/http/locale.js';
import { StatesService } from '../treaties/states.service.js';
import type { WorkingDayRule } from './plan.values.js';
import { weekendOf, workingDay, workingMoment, type DayOff } from './working-days.js';

export interface StateDay {
  iso: string;
  name: string;
  on: Day;
  /** Why it is not the day itself; null when it is. */
  off: DayOff | null;
}

/** Working days of a ministry, by state: its own weekend and public holidays. */
@Injectable()
export class WorkingDaysService {
  constructor(private readonly states: StatesService) {}

  /** A state missing from the holiday data has only its weekend. */
  workingDay(iso: string, day: Day, rule: WorkingDayRule): Promise<{ on: Day; off: DayOff | null }> {
    return workingDay(iso, day, rule);
  }

  /** A local time in the capital, on the resulting working day. */
  moment(iso: string, timeZone: string, planned: { onDay: Day; localTime: string; rule: WorkingDayRule }) {
    return workingMoment(iso, timeZone, planned);
  }

  /** Days off in every week; 0 is Sunday. */
  weekend(iso: string): readonly number[] {
    return weekendOf(iso);
  }

  /** All states with the day that results from a planned one under the rule, by name. */
  async spread(day: Day, rule: WorkingDayRule, locale: Locale): Promise<StateDay[]> {
    const days: StateDay[] = [];
    for (const { iso, name } of await this.states.list(locale)) {
      days.push({ iso, name, ...(await workingDay(iso, day, rule)) });
      // The first look-up of a country's holidays is computed; the event loop gets a turn in between.
      await setImmediate();
    }
    return days;
  }
}
