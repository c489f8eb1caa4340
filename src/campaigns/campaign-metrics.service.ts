import { Injectable, type OnModuleInit } from '@nestjs/common';
import { addDays, type Day } from '../platform/day.js';
import { PositionsService } from '../treaties/positions.service.js';

/** A number for each day on which it was not zero. */
export type DailyFigures = { day: Day; n: number }[];

/** Counts something per day (UTC), both days included. */
export type DailyMetric = (campaignId: string, from: Day, to: Day) => Promise<DailyFigures>;

/** Progress per day. Modules register what they count; letters and replies only appear once there are any. */
@Injectable()
export class CampaignMetrics implements OnModuleInit {
  private readonly metrics = new Map<string, DailyMetric>();

  constructor(private readonly positions: PositionsService) {}

  onModuleInit(): void {
    // Changes of position under either convention, no matter who caused them; those on an unknown day are not counted.
    this.register('states_moved', async (_, from, to) => {
      const days = new Map<Day, number>();
      for (const { on, dayKnown } of await this.positions.moves(from, to))
        if (dayKnown) days.set(on, (days.get(on) ?? 0) + 1);
      return [...days].map(([day, n]) => ({ day, n }));
    });
  }

  register(name: string, metric: DailyMetric): void {
    this.metrics.set(name, metric);
  }

  /** Each metric with a number for every day of the span, zeros included. */
  async progress(campaignId: string, from: Day, to: Day): Promise<Record<string, DailyFigures>> {
    const days: Day[] = [];
    for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
    const entries = [...this.metrics].map(async ([name, metric]): Promise<[string, DailyFigures]> => {
      const counted = new Map((await metric(campaignId, from, to)).map(({ day, n }) => [day, n]));
      return [name, days.map((day) => ({ day, n: counted.get(day) ?? 0 }))];
    });
    return Object.fromEntries(await Promise.all(entries));
  }
}
