import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { CONFIG } from '../../platform/runtime.js';
import { AddresseesService } from '../../ministries/addressees.service.js';
import { LetterHolds } from './letter-holds.service.js';
import { SendGate } from './send-gate.service.js';
import { spokenIn } from '../writing/letter-values.js';
import type { LetterStatus, RunStatus } from './runs.status.js';
import { labelLines, labelSheets } from '../paper/labels.js';

export const checkPaperJob = defineJob('letters.check_paper', z.object({}), { attempts: 1 });

/** A letter to be printed and posted. */
export interface PaperLetter {
  id: string;
  iso: string;
  reference: string;
  runId: string;
  dueAt: Date | null;
  /** Lines of its label */
  label: string[];
}

/** Letters on paper: what is to be printed, the labels, and the gate, which checks paper every hour as it checks every email. */
@Injectable()
export class PrintQueueService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly gate: SendGate,
    private readonly holds: LetterHolds,
    private readonly addressees: AddresseesService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(checkPaperJob, () => this.check());
    this.jobs.schedule(checkPaperJob, '7 * * * *');
  }

  /** By due day. @param campaignId of this campaign only */
  async list(campaignId?: string): Promise<PaperLetter[]> {
    const rows = await this.waiting(campaignId);
    const channels = await this.database.prisma.ministryChannel.findMany({
      where: { id: { in: rows.flatMap(({ channelId }) => channelId ?? []) } },
    });
    return Promise.all(
      rows.map(async ({ id, iso, reference, runId, dueAt, locale, channelId, timeZone }) => {
        const day = dayIn(timeZone ?? 'UTC', this.clock.now());
        const { heading } = await this.addressees.addresseeOn(iso, day, spokenIn(locale));
        const address = (channels.find((channel) => channel.id === channelId)?.address ?? '')
          .split('\n')
          .filter(Boolean);
        return { id, iso, reference, runId, dueAt, label: labelLines(heading, address, iso, locale) };
      }),
    );
  }

  /** Labels for all of them, on sheets of the configured paper. */
  async labels(campaignId?: string): Promise<Buffer> {
    return labelSheets(await this.list(campaignId), this.config.LETTERS_PAPER);
  }

  /** Puts letters the gate no longer allows on hold. */
  async check(): Promise<void> {
    for (const letter of await this.waiting()) {
      const holds = await this.gate.holdsOn(letter);
      if (holds.length > 0) await this.holds.hold(letter, holds);
    }
  }

  private waiting(campaignId?: string) {
    return this.database.prisma.letter.findMany({
      where: {
        status: 'to_print' satisfies LetterStatus,
        run: { status: 'approved' satisfies RunStatus, ...(campaignId !== undefined && { campaignId }) },
      },
      include: { run: true },
      orderBy: [{ dueAt: 'asc' }, { iso: 'asc' }],
    });
  }
}
