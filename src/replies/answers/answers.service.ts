import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { demandsTag } from '../../campaigns/demands/demands.service.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { newId } from '../../platform/ids.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { StatesService } from '../../treaties/states.service.js';
import { recordLetterEvents } from '../../letters/sending/letter-events.js';
import { readingOf, standing, type Coding } from './coding.js';
import { AnswerKnown, AnswerMisplaced, AnswerNotAgreed, AnswerNotFound } from './stances.errors.js';
import type { NewAnswer, NewCoding } from './stances.schema.js';
import { unassessedAnswers } from './stances.sql.js';
import type { Reading, Stance } from './stances.values.js';

const withCodings = { codings: { orderBy: { id: 'asc' } } } as const;
type AnswerRow = Awaited<ReturnType<AnswersService['rows']>>[number];

/** A reply and its assessment. */
export interface Answer extends Omit<AnswerRow, 'codings'> {
  /** The oldest first; `holds` marks the latest assessment of its author */
  codings: (AnswerRow['codings'][number] & Coding & { holds: boolean })[];
  reading: Reading;
}

/** Replies of States: recorded by one person, assessed by two, published by a decision. */
@Injectable()
export class AnswersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
    private readonly cache: PageCache,
  ) {}

  /** The newest first. @param campaignId null: to all campaigns */
  async of(iso: string, campaignId: string | null = null): Promise<Answer[]> {
    return (await this.rows({ iso, ...(campaignId !== null && { campaignId }) })).map(read);
  }

  /** Of all States, the newest first. @param campaignId null: to all campaigns */
  async all(campaignId: string | null = null): Promise<Answer[]> {
    return (await this.rows(campaignId === null ? {} : { campaignId })).map(read);
  }

  /** Replies to a campaign that fewer than two people have assessed, the oldest first. */
  async toAssess(campaignId: string): Promise<Waiting[]> {
    const rows = await unassessedAnswers(this.database.prisma, campaignId, mostWaiting);
    if (rows.length === 0) return [];
    const stateOf = await this.states.all();
    return rows.map(({ iso, enteredAt, coders }) =>
      waits({ title: stateOf(iso, 'en').name, since: enteredAt, by: coders, at: iso }),
    );
  }

  /** @throws AnswerNotFound */
  async get(iso: string, id: string): Promise<Answer> {
    const [row] = await this.rows({ id, iso });
    if (!row) throw new AnswerNotFound();
    return read(row);
  }

  /** @param campaign whose staff record it; null: that of the letter @throws StateUnknown, AnswerMisplaced, AnswerKnown */
  async enter(iso: string, input: NewAnswer, actor: string, campaign: string | null = null): Promise<{ id: string }> {
    await this.states.get(iso, 'en');
    const { receivedOn, ...rest } = input;
    const letterId = input.letterId ?? null;
    const id = newId();
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      if (input.inboundMailId !== undefined) await requireMailOf(tx, input.inboundMailId, letterId);
      let campaignId = campaign;
      if (letterId !== null) {
        const letter = await tx.letter.findUnique({ where: { id: letterId }, include: { run: true } });
        const foreign = campaign !== null && letter?.run.campaignId !== campaign;
        if (letter?.iso !== iso || foreign) throw new AnswerMisplaced('This letter did not go to that State.');
        if (letter.sentAt === null) throw new AnswerMisplaced('This letter was not sent.');
        campaignId = letter.run.campaignId;
      }
      const data = { id, iso, campaignId, ...rest, receivedOn: new Date(receivedOn), enteredBy: actor, enteredAt: now };
      // The id of the email is the key against a double click.
      const { count } = await tx.stateAnswer.createMany({ data: [data], skipDuplicates: true });
      if (count === 0) throw new AnswerKnown();
      if (letterId !== null)
        await recordLetterEvents(tx, now, actor, 'answered', [{ letterId, details: { answerId: id } }]);
      await this.audit.record(tx, { actor, action: 'letters.answer_entered', details: { answerId: id, iso } });
    });
    return { id };
  }

  /** Assesses a reply; people may change their mind, and earlier assessments are kept. @throws AnswerNotFound */
  async code(iso: string, id: string, { stance, note }: NewCoding, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await tx.stateAnswer.findFirst({ where: { id, iso } }))) throw new AnswerNotFound();
      await tx.answerCoding.create({
        data: { answerId: id, coder: actor, stance, note: note ?? null, codedAt: this.clock.now() },
      });
      await this.audit.record(tx, { actor, action: 'letters.answer_coded', details: { answerId: id, iso, stance } });
    });
    this.cache.expire(demandsTag);
  }

  /** Publishes or unpublishes the quotation. @throws AnswerNotFound, AnswerNotAgreed */
  async publish(iso: string, id: string, shown: boolean, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const row = await tx.stateAnswer.findFirst({ where: { id, iso }, include: withCodings });
      if (!row) throw new AnswerNotFound();
      if (shown && read(row).reading.status !== 'agreed') throw new AnswerNotAgreed();
      const data = shown
        ? { publishedBy: actor, publishedAt: this.clock.now() }
        : { publishedBy: null, publishedAt: null };
      await tx.stateAnswer.update({ where: { id }, data });
      await this.audit.record(tx, {
        actor,
        action: `letters.answer_${shown ? 'published' : 'hidden'}`,
        details: { answerId: id, iso },
      });
    });
    this.cache.expire(demandsTag);
  }

  private rows(where: { iso?: string; id?: string; campaignId?: string }) {
    return this.database.prisma.stateAnswer.findMany({
      where,
      include: withCodings,
      orderBy: [{ receivedOn: 'desc' }, { id: 'desc' }],
    });
  }
}

/** An email that belongs to a letter answers that letter and no other. @throws AnswerMisplaced */
async function requireMailOf(tx: Tx, mailId: string, letterId: string | null): Promise<void> {
  const mail = await tx.inboundMail.findUnique({ where: { id: mailId }, select: { letterId: true } });
  if (!mail || mail.letterId === null || mail.letterId !== letterId)
    throw new AnswerMisplaced('This email does not belong to that letter.');
}

function read(row: AnswerRow): Answer {
  const codings = row.codings.map((coding) => ({ ...coding, stance: coding.stance as Stance }));
  const now = standing(codings);
  return {
    ...row,
    codings: codings.map((coding) => ({ ...coding, holds: now.includes(coding) })),
    reading: readingOf(codings),
  };
}
