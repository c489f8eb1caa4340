import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock, days } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { CONFIG } from '../../platform/runtime.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { StatesService } from '../../treaties/states.service.js';
import { newRun } from '../../letters/sending/runs.schema.js';
import { RunsService } from '../../letters/sending/runs.service.js';
import { NothingToFollowUp } from './stances.errors.js';
import { silentLetters, type SilentLetter } from './stances.sql.js';
import type { SilenceDecisionKind } from './stances.values.js';

/** Unanswered letters. A follow-up is proposed and drafted as an ordinary run: it is never sent automatically. */
@Injectable()
export class SilenceService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly runs: RunsService,
    private readonly states: StatesService,
  ) {}

  get silenceDays(): number {
    return this.config.LETTERS_SILENCE_DAYS;
  }

  /** The newest letter to each State that has not replied for long enough; by State. @param campaignId of this campaign only */
  proposals(campaignId: string | null = null, tx: Tx = this.database.prisma): Promise<SilentLetter[]> {
    return silentLetters(tx, campaignId, new Date(this.clock.now().getTime() - days(this.silenceDays)));
  }

  /** The same, with as much of each as its first line needs. */
  async waiting(campaignId: string): Promise<Waiting[]> {
    const before = new Date(this.clock.now().getTime() - days(this.silenceDays));
    const silent = await silentLetters(this.database.prisma, campaignId, before, mostWaiting);
    if (silent.length === 0) return [];
    const stateOf = await this.states.all();
    return silent.map(({ iso, sentAt }) => waits({ title: stateOf(iso, 'en').name, since: sentAt }));
  }

  /** Drafts one run for these letters' States. @returns the run @throws NothingToFollowUp */
  followUp(campaignId: string, letterIds: readonly string[], onDay: Day, actor: string): Promise<{ runId: string }> {
    return this.database.transaction(async (tx) => {
      const silent = await this.among(tx, campaignId, letterIds);
      const recipients = silent.map(({ iso }) => iso).join(' ');
      const terms = newRun.parse({
        name: `Follow-up of ${onDay}`,
        channel: 'email',
        recipients,
        onDay,
        localTime: '09:30',
        rule: 'next',
      });
      const { id: runId } = await this.runs.draftIn(tx, campaignId, terms, actor, 'follow_up');
      await this.decide(tx, silent, 'followed_up', actor, { runId });
      return { runId };
    });
  }

  /** A person closes the letter without follow-up. @throws NothingToFollowUp */
  leave(letterIds: readonly string[], reason: string, actor: string, campaignId: string | null = null): Promise<void> {
    return this.database.transaction(async (tx) =>
      this.decide(tx, await this.among(tx, campaignId, letterIds), 'left', actor, { reason }),
    );
  }

  /** One decision at a time, so that two people do not follow up the same letter twice. */
  private async among(tx: Tx, campaignId: string | null, letterIds: readonly string[]): Promise<SilentLetter[]> {
    await lockUntilCommit(tx, 'letters');
    const silent = (await this.proposals(campaignId, tx)).filter(({ id }) => letterIds.includes(id));
    if (silent.length === 0) throw new NothingToFollowUp();
    return silent;
  }

  private async decide(
    tx: Tx,
    letters: readonly SilentLetter[],
    decision: SilenceDecisionKind,
    actor: string,
    { runId = null, reason = null }: { runId?: string | null; reason?: string | null },
  ): Promise<void> {
    const decidedAt = this.clock.now();
    await tx.silenceDecision.createMany({
      data: letters.map(({ id }) => ({ letterId: id, decision, runId, reason, decidedBy: actor, decidedAt })),
    });
    const details = { decision, runId, letters: letters.length, isos: letters.map(({ iso }) => iso) };
    await this.audit.record(tx, { actor, action: 'letters.silence_decided', details });
  }
}
