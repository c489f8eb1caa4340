import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { ConventionCode } from '../../treaties/position.status.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { AnswersService, type Answer } from './answers.service.js';

/** One event with a State; `on` is a day, or the month or year where no more is known. */
export type TimelineEntry = { on: string } & (
  | { what: 'ledger'; convention: ConventionCode; event: string }
  | { what: 'letter'; letterId: string; reference: string; event: string; actor: string }
  | { what: 'answer'; answer: Answer }
  | { what: 'decision'; decision: string; reason: string; actor: string }
);

/** Events of a letter that say something about the State; the others are about our own work. */
const told = [
  'sent',
  'posted',
  'delivered',
  'bounced',
  'replied',
  'auto_replied',
  'needs_channel',
  'outcome_unknown',
  'held',
];

/** Everything between the campaign and one State, besides the ledger. */
@Injectable()
export class StateTimelineService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly positions: PositionsService,
    private readonly answers: AnswersService,
  ) {}

  /** The newest first. @param campaignId letters and replies of this campaign only; null: of all */
  async of(iso: string, campaignId: string | null = null): Promise<TimelineEntry[]> {
    const { prisma } = this.database;
    const [under, events, answers, decisions] = await Promise.all([
      this.positions.ofState(iso, utcDay(this.clock.now())),
      prisma.letterEvent.findMany({
        where: { letter: { iso, ...(campaignId !== null && { run: { campaignId } }) }, kind: { in: told } },
        include: { letter: true },
        orderBy: { id: 'asc' },
      }),
      this.answers.of(iso, campaignId),
      prisma.contactDecision.findMany({ where: { iso }, orderBy: { seq: 'asc' } }),
    ]);
    const entries: TimelineEntry[] = [
      ...under.flatMap(({ convention, events: ledger }) =>
        // A period sorts before its days.
        ledger.map(({ kind, on, in: period }) => ({
          on: on ?? period ?? '',
          what: 'ledger' as const,
          convention,
          event: kind,
        })),
      ),
      ...events.map(({ at, kind, actor, letter }) => ({
        on: utcDay(at),
        what: 'letter' as const,
        letterId: letter.id,
        reference: letter.reference,
        event: kind,
        actor,
      })),
      ...answers.map((answer) => ({ on: utcDay(answer.receivedOn), what: 'answer' as const, answer })),
      ...decisions.map(({ decidedAt, decision, reason, decidedBy }) => ({
        on: utcDay(decidedAt),
        what: 'decision' as const,
        decision,
        reason,
        actor: decidedBy,
      })),
    ];
    return entries.sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  }
}
