import { Injectable } from '@nestjs/common';
import { utcDay } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { StatesService } from '../../treaties/states.service.js';
import { waitingForPerson, type LetterStatus, type RunPurpose, type RunStatus } from './runs.status.js';

/** Mailings and letters that wait for somebody. */
@Injectable()
export class MailingsWaiting {
  constructor(
    private readonly database: Database,
    private readonly states: StatesService,
  ) {}

  /** Planned mailings; a mailing that corrects letters is a correction. */
  async toApprove(campaignId: string, what: 'mailings' | 'corrections'): Promise<Waiting[]> {
    const correction: RunPurpose = 'correction';
    const rows = await this.database.prisma.letterRun.findMany({
      where: {
        campaignId,
        status: 'planned' satisfies RunStatus,
        purpose: what === 'corrections' ? correction : { not: correction },
      },
      orderBy: [{ onDay: 'asc' }, { id: 'asc' }],
      take: mostWaiting,
      select: { id: true, name: true, onDay: true, author: true, createdAt: true },
    });
    return rows.map(({ id, name, onDay, author, createdAt }) =>
      waits({ title: name, since: createdAt, due: utcDay(onDay), by: [author], at: id }),
    );
  }

  /** Letters of approved mailings that go on only when a person has decided. */
  held(campaignId: string): Promise<Waiting[]> {
    return this.letters(campaignId, waitingForPerson, ['approved', 'paused', 'finished']);
  }

  /** Letters on paper to be printed and posted. */
  toPost(campaignId: string): Promise<Waiting[]> {
    return this.letters(campaignId, ['to_print'], ['approved']);
  }

  private async letters(
    campaignId: string,
    statuses: readonly LetterStatus[],
    runs: readonly RunStatus[],
  ): Promise<Waiting[]> {
    const rows = await this.database.prisma.letter.findMany({
      where: { status: { in: [...statuses] }, run: { campaignId, status: { in: [...runs] } } },
      orderBy: [{ dueAt: 'asc' }, { iso: 'asc' }],
      take: mostWaiting,
      select: {
        id: true,
        iso: true,
        dueAt: true,
        timeZone: true,
        status: true,
        events: { orderBy: { id: 'desc' }, take: 1, select: { at: true } },
      },
    });
    if (rows.length === 0) return [];
    const stateOf = await this.states.all();
    return rows.map(({ id, iso, dueAt, timeZone, status, events }) =>
      waits({
        title: stateOf(iso, 'en').name,
        since: events[0]?.at ?? null,
        // One that may have arrived, or that its address has refused, is late for nothing.
        due: dueAt && ['held', 'skipped', 'to_print'].includes(status) ? dayIn(timeZone ?? 'UTC', dueAt) : null,
        at: id,
      }),
    );
  }
}
