import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { newId } from '../../platform/ids.js';
import { conventionCodes } from '../../treaties/position.status.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { LetterCountsService, type LetterCounts } from '../writing/letter-counts.service.js';
import { RunsService } from '../sending/runs.service.js';
import type { LetterStatus, RunStatus } from '../sending/runs.status.js';
import { CorrectionMixed, CorrectionPending, NothingToCorrect } from './corrections.errors.js';
import { correctionReasons, type CorrectionReasons, type NewCorrection } from '../writing/corrections.schema.js';
import { findingsOf, weightOf, type SentLetter, type Weight } from './findings.js';

/** A sent letter that is no longer accurate in every part. */
export interface AffectedLetter {
  id: string;
  iso: string;
  reference: string;
  sentAt: Date;
  runId: string;
  runName: string;
  campaignId: string;
  channel: string;
  weight: Weight;
  reasons: CorrectionReasons;
  /** A run that corrects it and was not sent yet. */
  pendingRun: string | null;
}

/** A correction of one letter, with the time its own letter was sent; null while it was not. */
interface OwnCorrection {
  letterId: string;
  runId: string;
  iso: string;
  draftedAt: Date;
  runStatus: string;
  sentAt: Date | null;
  annex: LetterCounts | null;
  reasons: CorrectionReasons;
}

const gone: LetterStatus[] = ['sent', 'posted', 'delivered'];
const open: RunStatus[] = ['draft', 'planned', 'approved', 'paused'];

/** Corrects sent letters afterwards: what is inaccurate by now, and the run that tells the ministry. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly claims: ClaimsService,
    private readonly positions: PositionsService,
    private readonly counts: LetterCountsService,
    private readonly runs: RunsService,
  ) {}

  /** Every letter that is no longer accurate, the latest first; one whose correction was sent is off the list until more changes. @param campaign of this campaign only */
  async affected(campaign?: string): Promise<AffectedLetter[]> {
    const run = { purpose: { not: 'correction' }, ...(campaign !== undefined && { campaignId: campaign }) };
    const where = { status: { in: gone }, sentAt: { not: null }, run };
    const letters = await this.database.prisma.letter.findMany({
      where,
      include: { run: true },
      orderBy: [{ sentAt: 'desc' }, { iso: 'asc' }],
    });
    const ids = letters.map(({ id }) => id);
    const [corrections, withdrawals] = [await this.correctionsOf(ids), await this.withdrawalsOf(ids)];
    const claims = new Map((await this.claims.list()).map((claim) => [claim.key, claim]));
    const known = new Known(this.positions, this.counts, utcDay(this.clock.now()));
    const found: AffectedLetter[] = [];
    for (const { id, iso, reference, sentAt, dueAt, timeZone, run, ...letter } of letters) {
      if (!sentAt) continue;
      const own = corrections.filter(({ letterId, iso: to }) => letterId === id && to === iso);
      const reasons = findingsOf(
        {
          sentAt,
          claims: letter.claims,
          positions: letter.positions as Record<string, string>,
          annex: run.annex as unknown as LetterCounts | null,
          withdrawals: withdrawals.get(id) ?? [],
          corrected: toldBy(own),
        },
        {
          claims,
          positions: await known.positionsOn(iso, dayIn(timeZone ?? 'UTC', dueAt ?? sentAt)),
          counts: await known.countsOf(run.campaignId),
        },
      );
      const weight = weightOf(reasons);
      if (weight === null) continue;
      const { id: runId, name: runName, campaignId, channel } = run;
      const pendingRun =
        own.find(({ runStatus, sentAt: at }) => at === null && open.some((one) => one === runStatus))?.runId ?? null;
      found.push({ id, iso, reference, sentAt, runId, runName, campaignId, channel, weight, reasons, pendingRun });
    }
    return found;
  }

  /**
   * Drafts a correction as an ordinary run: planned, approved by another person, and sent through the same gate. @throws NothingToCorrect,
   * CorrectionPending, CorrectionMixed
   */
  async draft({ letters, onDay }: NewCorrection, actor: string, campaign?: string): Promise<{ id: string }> {
    const affected = (await this.affected(campaign)).filter(({ id }) => letters.includes(id));
    const [first] = affected;
    if (!first || affected.length !== letters.length) throw new NothingToCorrect();
    if (affected.some(({ campaignId, channel }) => campaignId !== first.campaignId || channel !== first.channel))
      throw new CorrectionMixed();
    const one = affected.length === 1 ? first.reference : first.runName;
    const terms = {
      name: `Correction: ${one}`.slice(0, 100),
      channel: first.channel === 'post' ? ('post' as const) : ('email' as const),
      recipients: [...new Set(affected.map(({ iso }) => iso))].sort(),
      onDay,
      localTime: '10:00',
      rule: 'next' as const,
      lateMinutes: 720,
      perHour: undefined,
      perDay: undefined,
      perDomainPerHour: undefined,
      perProviderPerHour: undefined,
      inAll: undefined,
    };
    return this.runs.draft(first.campaignId, terms, actor, 'correction', async (tx, runId) => {
      await this.requireNonePending(tx, letters);
      await tx.letterCorrection.createMany({
        data: affected.map(({ id, reasons }) => ({
          id: newId(),
          letterId: id,
          runId,
          reasons,
          createdBy: actor,
          createdAt: this.clock.now(),
        })),
      });
    });
  }

  /** Two people who draft the same correction are serialised here. */
  private async requireNonePending(tx: Tx, letterIds: string[]): Promise<void> {
    await lockUntilCommit(tx, 'letters');
    const rows = await tx.letterCorrection.findMany({
      where: { letterId: { in: letterIds } },
      select: { runId: true },
    });
    const pending = await tx.letterRun.count({
      where: { id: { in: rows.map(({ runId }) => runId) }, status: { in: open } },
    });
    if (pending > 0) throw new CorrectionPending();
  }

  /** Corrections of letters, each with the State and time of the letter that carried it, if it was sent. */
  private async correctionsOf(letterIds: string[]): Promise<OwnCorrection[]> {
    const corrections = await this.database.prisma.letterCorrection.findMany({
      where: { letterId: { in: letterIds } },
    });
    const runIds = corrections.map(({ runId }) => runId);
    const runs = await this.database.prisma.letterRun.findMany({
      where: { id: { in: runIds } },
      include: { letters: true },
    });
    const carriers = new Map(runs.map((run) => [run.id, run]));
    return corrections.flatMap(({ letterId, runId, reasons, createdAt }) => {
      const run = carriers.get(runId);
      return (run?.recipients ?? []).map((iso) => ({
        letterId,
        runId,
        iso,
        draftedAt: createdAt,
        runStatus: run?.status ?? '',
        sentAt:
          run?.letters.find((letter) => letter.iso === iso && gone.some((one) => one === letter.status))?.sentAt ??
          null,
        annex: (run?.annex ?? null) as LetterCounts | null,
        reasons: correctionReasons.parse(reasons),
      }));
    });
  }

  private async withdrawalsOf(letterIds: string[]): Promise<Map<string, Date[]>> {
    const where = { letterId: { in: letterIds }, deliveredAt: { not: null }, withdrawnAt: { not: null } };
    const rows = await this.database.prisma.personalLetter.findMany({
      where,
      select: { letterId: true, withdrawnAt: true },
    });
    const found = new Map<string, Date[]>();
    for (const { letterId, withdrawnAt } of rows)
      if (letterId && withdrawnAt) found.set(letterId, [...(found.get(letterId) ?? []), withdrawnAt]);
    return found;
  }
}

/** What the sent corrections of a letter have said, together. */
function toldBy(corrections: readonly OwnCorrection[]): SentLetter['corrected'] {
  const sent = corrections.filter(({ sentAt }) => sentAt !== null).sort((a, b) => +a.draftedAt - +b.draftedAt);
  const last = sent.at(-1);
  return last
    ? { draftedAt: last.draftedAt, positions: sent.flatMap(({ reasons }) => reasons.positions), annex: last.annex }
    : null;
}

/** What is known now, read once for each day and campaign. */
class Known {
  private readonly days = new Map<string, Map<string, Record<string, string>>>();
  private readonly campaigns = new Map<string, LetterCounts>();

  constructor(
    private readonly positions: PositionsService,
    private readonly counts: LetterCountsService,
    private readonly today: string,
  ) {}

  async positionsOn(iso: string, day: string): Promise<Record<string, string>> {
    let states = this.days.get(day);
    if (!states) {
      this.days.set(day, (states = new Map<string, Record<string, string>>()));
      for (const code of conventionCodes)
        for (const row of (await this.positions.on(code, day, 'en')).positions)
          states.set(row.iso, { ...states.get(row.iso), [code]: row.position });
    }
    return states.get(iso) ?? {};
  }

  async countsOf(campaignId: string): Promise<LetterCounts> {
    let counts = this.campaigns.get(campaignId);
    if (!counts) this.campaigns.set(campaignId, (counts = await this.counts.now(campaignId, this.today)));
    return counts;
  }
}
