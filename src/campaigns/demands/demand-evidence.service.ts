import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { PersonsService } from '../../access/persons.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { InvalidInput } from '../../platform/errors.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { inLanguage, type ByLanguage } from '../../platform/texts/in-language.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { DemandNotPublished, EvidenceDecided, EvidenceNotFound, EvidenceOwn } from './demands.errors.js';
import type { NewEvidence } from './demands.schema.js';
import { demandsTag, DemandsService } from './demands.service.js';
import type { Act, EvidenceDecision } from './demands.values.js';

export interface Evidence {
  id: string;
  demandId: string;
  iso: string | null;
  act: Act;
  happenedOn: Day;
  statement: string;
  sourceTitle: string;
  sourceUrl: string;
  recordedBy: string;
  recordedAt: Date;
  /** Null until a second person has decided */
  review: { decision: EvidenceDecision; reviewedBy: string; reviewedAt: Date } | null;
}

/** What fulfils a demand outside the ledger: recorded by one person, confirmed by another. */
@Injectable()
export class DemandEvidence {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly demands: DemandsService,
    private readonly persons: PersonsService,
    private readonly cache: PageCache,
  ) {}

  /** Of all demands, the newest first. */
  async all(): Promise<Evidence[]> {
    return this.rows({});
  }

  async of(demandId: string): Promise<Evidence[]> {
    return this.rows({ demandId });
  }

  /** What another person has to confirm, the oldest first. */
  async toConfirm(campaignId: string): Promise<Waiting[]> {
    const rows = await this.database.prisma.demandEvidence.findMany({
      where: { review: null, demand: { campaignId } },
      orderBy: { id: 'asc' },
      take: mostWaiting,
      select: { recordedBy: true, recordedAt: true, demand: { select: { slug: true, texts: true } } },
    });
    return rows.map(({ recordedBy, recordedAt, demand: { slug, texts } }) => {
      const { title } = inLanguage(texts as ByLanguage<{ title: string }>, 'en');
      return waits({ title, since: recordedAt, by: [recordedBy], at: slug });
    });
  }

  /** @param isos States the demand is addressed to; none for an institution @throws DemandNotFound, DemandNotPublished, InvalidInput */
  async record(slug: string, input: NewEvidence, isos: readonly string[], actor: string): Promise<void> {
    const { id, status, acts, addresseeKind, statedOn } = await this.demands.get(slug);
    if (status !== 'published' || statedOn === null) throw new DemandNotPublished();
    const today = await this.demands.today();
    const { state, happenedOn, ...rest } = input;
    const iso = addresseeKind === 'institution' ? null : state;
    const refuse = (field: string, code: string, detail: string): never => {
      throw new InvalidInput([{ pointer: `/${field}`, code, detail }]);
    };
    if (iso === null ? addresseeKind !== 'institution' : !isos.includes(iso))
      refuse('state', 'demand.not_addressed', 'is not a State this demand is addressed to');
    if (!acts.includes(input.act)) refuse('act', 'demand.not_asked', 'is not what this demand asks for');
    if (happenedOn < statedOn || happenedOn > today)
      refuse('happenedOn', 'demand.day_impossible', 'is before the demand was stated, or in the future');
    await this.database.transaction(async (tx) => {
      const recordedAt = this.clock.now();
      await tx.demandEvidence.create({
        data: { demandId: id, iso, ...rest, happenedOn: new Date(happenedOn), recordedBy: actor, recordedAt },
      });
      await this.audit.record(tx, { actor, action: 'demand.evidence_recorded', details: { slug, act: input.act } });
    });
  }

  /** The second person's decision. @throws DemandNotFound, EvidenceNotFound, EvidenceOwn, EvidenceDecided */
  async decide(slug: string, id: string, decision: EvidenceDecision, actor: string): Promise<void> {
    const demand = await this.demands.get(slug);
    await this.database.transaction(async (tx) => {
      const found = await this.find(tx, demand.id, id);
      if (await this.persons.same(found.recordedBy, actor, tx)) throw new EvidenceOwn();
      const { count } = await tx.demandEvidenceReview.createMany({
        data: [
          {
            evidenceId: found.id,
            recordedBy: found.recordedBy,
            decision,
            reviewedBy: actor,
            reviewedAt: this.clock.now(),
          },
        ],
        skipDuplicates: true,
      });
      if (count === 0) throw new EvidenceDecided();
      await this.audit.record(tx, { actor, action: `demand.evidence_${decision}`, details: { slug } });
    });
    this.cache.expire(demandsTag);
  }

  private async find(tx: Tx, demandId: string, id: string) {
    const found = /^\d{1,18}$/.test(id)
      ? await tx.demandEvidence.findFirst({ where: { id: BigInt(id), demandId } })
      : null;
    if (!found) throw new EvidenceNotFound();
    return found;
  }

  private async rows(where: { demandId?: string }): Promise<Evidence[]> {
    const rows = await this.database.prisma.demandEvidence.findMany({
      where,
      include: { review: true },
      orderBy: { id: 'desc' },
    });
    return rows.map(({ id, act, happenedOn, review, ...row }) => ({
      ...row,
      id: String(id),
      act: act as Act,
      happenedOn: utcDay(happenedOn),
      review: review && { ...review, decision: review.decision as EvidenceDecision },
    }));
  }
}
