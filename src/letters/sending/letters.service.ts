import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { logsOf, type LetterCounts, type LoggedPetition } from '../writing/letter-counts.service.js';
import { LetterFilesService } from './letter-files.service.js';
import { DigestsService } from '../../supporter-letters/digests.service.js';
import { Enclosures } from './enclosures.service.js';
import { recordLetterEvents } from './letter-events.js';
import { LetterNotFound, LetterStatusRefused } from './runs.errors.js';
import { letterTransitions, type LetterStatus } from './runs.status.js';

/** What a person may do with one letter, and where it leads. */
const actions = {
  /** The reason for holding it, or for its delay, is gone: it is sent now, if the gate allows it. */
  release: { from: ['held', 'skipped', 'needs_channel'], to: 'queued' },
  /** Delivery was uncertain; staff have confirmed that it arrived. */
  arrived: { from: ['outcome_unknown'], to: 'sent' },
  /** Delivery was uncertain; staff have confirmed that it did not arrive: it is sent once more. */
  resend: { from: ['outcome_unknown'], to: 'queued' },
  posted: { from: ['to_print'], to: 'posted' },
  delivered: { from: ['sent', 'posted'], to: 'delivered' },
  cancel: {
    from: ['planned', 'queued', 'held', 'deferred', 'needs_channel', 'outcome_unknown', 'to_print', 'skipped'],
    to: 'cancelled',
  },
} as const satisfies Record<string, { from: readonly LetterStatus[]; to: LetterStatus }>;
export type LetterAction = keyof typeof actions;
export const letterActions = Object.keys(actions) as [LetterAction, ...LetterAction[]];
/** Input of a form. */
export const letterDecision = z.object({
  action: z.enum(letterActions, { error: 'is not an action' }),
  trackingNumber: z.string().trim().max(60, 'is longer than 60 characters').optional(),
});

export const actionsFor = (status: string): LetterAction[] =>
  letterActions.filter((action) => actions[action].from.some((one) => one === status));

/** A sent letter, as anybody may verify it. */
export interface VerifiedLetter {
  reference: string;
  iso: string;
  sentOn: Date;
  textHash: string;
  /** By which the counts in it can be verified */
  logs: LoggedPetition[];
}

/** One letter: its text, its files, its history, and decisions of staff about it. */
@Injectable()
export class LettersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly files: LetterFilesService,
    private readonly digests: DigestsService,
    private readonly enclosures: Enclosures,
  ) {}

  /** @throws LetterNotFound */
  async get(id: string) {
    const letter = await this.database.prisma.letter.findUnique({
      where: { id },
      include: { run: true, events: { orderBy: { id: 'asc' } } },
    });
    if (!letter) throw new LetterNotFound();
    return letter;
  }

  /** Letters of a campaign whose reference begins like this, or that are for one of these States; the newest first, at most `limit`. */
  async find(campaignId: string, reference: string, isos: readonly string[], limit: number) {
    const begins = { reference: { startsWith: reference.toUpperCase() } };
    return this.database.prisma.letter.findMany({
      where: { run: { campaignId }, OR: [begins, { iso: { in: [...isos] } }] },
      select: { id: true, reference: true, iso: true, status: true },
      orderBy: { id: 'desc' },
      take: limit,
    });
  }

  /** A sent letter, as anybody may verify it; null for every other reference. */
  async verify(reference: string): Promise<VerifiedLetter | null> {
    const letter = await this.database.prisma.letter.findUnique({
      where: { reference },
      include: { run: { select: { annex: true } } },
    });
    if (!letter?.textHash || !letter.sentAt) return null;
    const counts = letter.run.annex as unknown as LetterCounts | null;
    return { reference, iso: letter.iso, sentOn: letter.sentAt, textHash: letter.textHash, logs: logsOf(counts) };
  }

  /** @throws LetterNotFound also when it has no text */
  async pdf(id: string): Promise<{ filename: string; content: Buffer }> {
    const { run, ...letter } = await this.get(id);
    const { locale, reference, subject, text, textHash } = letter;
    if (subject === null || text === null || textHash === null) throw new LetterNotFound();
    // On paper the supporter letters are pages of the same file.
    const enclosure = run.channel === 'post' ? await this.digests.contentsOf({ ...letter, run }) : null;
    const digest = enclosure && (await this.digests.print({ ...letter, run }, enclosure));
    const written = { locale, reference, subject, text, textHash };
    const content = await this.files.pdf(written, run.campaignId, run.annex as unknown as LetterCounts | null, digest);
    return { filename: `${reference}.pdf`, content };
  }

  /** @param trackingNumber given by the carrier, for posted letters @throws LetterNotFound, LetterStatusRefused */
  async decide(id: string, action: LetterAction, actor: string, trackingNumber: string | null = null): Promise<void> {
    const { from, to } = actions[action];
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const letter = await tx.letter.findUnique({ where: { id }, include: { run: true } });
      if (!letter) throw new LetterNotFound();
      const target: LetterStatus = to === 'queued' && letter.run.channel === 'post' ? 'to_print' : to;
      const allowed = from.filter((status) => letterTransitions[status].includes(target));
      const { count } = await tx.letter.updateMany({
        where: { id, status: { in: allowed } },
        data: {
          status: target,
          held: [],
          ...(target === 'queued' && { nextAt: now, dueAt: now }),
          ...(action === 'posted' && { sentAt: now, trackingNumber }),
          ...(action === 'arrived' && { sentAt: letter.sentAt ?? letter.outcomeUnknownAt ?? now }),
          ...(action === 'delivered' && { deliveredAt: now }),
        },
      });
      if (count === 0) throw new LetterStatusRefused(letter.status);
      if (action === 'posted') await this.enclosures.take(tx, letter, await this.digests.enclosureOf(letter, tx));
      await this.enclosures.settle(tx, id, target, now);
      await recordLetterEvents(tx, now, actor, action, [{ letterId: id }]);
      // A finished run is resumed for the released letter.
      if (target === 'queued')
        await tx.letterRun.updateMany({
          where: { id: letter.runId, status: 'finished' },
          data: { status: 'approved', finishedAt: null },
        });
      await this.audit.record(tx, { actor, action: `letters.${action}`, details: { letterId: id, iso: letter.iso } });
    });
  }
}
