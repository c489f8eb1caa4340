import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import type { Prisma } from '../../generated/prisma/client.js';
import { DraftSecondPerson } from '../../petitions/drafts/draft-second-person.service.js';
import type { GateItem } from '../../petitions/drafts/gate.values.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { EventLog } from '../../platform/events/event-log.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { StaffUpdates, type StaffUpdate } from './staff-updates.service.js';
import { UpdateGate } from './update-gate.service.js';
import { claimsOf, hashOfTexts, withoutEmpty } from './update-texts.js';
import { updatesTag } from './update-views.service.js';
import { NothingToPublish, OwnUpdate, UpdateChanged, UpdateIncomplete, UpdateUnpublished } from './updates.errors.js';

/** From a draft to the version the public reads, and out of view again. */
@Injectable()
export class UpdatePublishing {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
    private readonly events: EventLog,
    private readonly cache: PageCache,
    private readonly updates: StaffUpdates,
    private readonly gate: UpdateGate,
    private readonly secondPerson: DraftSecondPerson,
  ) {}

  /** The checklist of what keeps it from the public; nothing where nothing is written that is not published. */
  async checklist(slug: string): Promise<GateItem[]> {
    const update = await this.updates.of(slug);
    return update.state === 'published' ? [] : this.gate.check(update);
  }

  /**
   * Publishes it as its first version, or as a correction with a public reason.
   * @throws UpdateNotFound, UpdateChanged, NothingToPublish, UpdateIncomplete, OwnUpdate
   */
  async publish(slug: string, revision: number, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const update = await this.ready(tx, slug, revision, actor);
      await this.write(tx, update, actor);
    });
    this.shown();
  }

  /** What is not published yet, looked at in every respect. @throws UpdateNotFound, UpdateChanged, NothingToPublish, UpdateIncomplete, OwnUpdate */
  async ready(tx: Tx, slug: string, revision: number, actor: string): Promise<StaffUpdate> {
    const update = await this.updates.of(slug, tx);
    if (update.revision !== revision) throw new UpdateChanged();
    if (update.state === 'published') throw new NothingToPublish();
    const { authors, campaignId } = update;
    if (!(await this.secondPerson.mayPublish(tx, { authors, campaignId, signed: false }, actor))) throw new OwnUpdate();
    const faults = (await this.gate.check(update, tx)).flatMap((one) => (one.state === 'failed' ? one.faults : []));
    if (faults.length > 0) throw new UpdateIncomplete(faults);
    return update;
  }

  /** @param actor who answers for it being public @throws UpdateChanged where somebody else was faster */
  async write(tx: Tx, update: StaffUpdate, actor: string): Promise<void> {
    const { id, slug, revision, published, petitionId } = update;
    const now = this.clock.now();
    const texts = withoutEmpty(update.texts, Object.keys(published?.texts ?? {}));
    const number = (published?.number ?? 0) + 1;
    const stored = texts as unknown as Prisma.InputJsonObject;
    const { count } = await tx.campaignUpdate.updateMany({
      where: { id, revision },
      data: {
        texts: stored,
        state: 'published',
        revision: revision + 1,
        ...{ reason: null, publishAt: null, heldBy: [], stateBy: actor, stateAt: now },
        publishedAt: update.publishedAt ?? now,
        updatedAt: now,
      },
    });
    if (count === 0) throw new UpdateChanged();
    await tx.updateVersion.create({
      data: {
        updateId: id,
        number,
        hash: hashOfTexts(texts),
        texts: stored,
        reason: published ? update.reason : null,
        publishedBy: update.authors.at(-1) ?? actor,
        approvedBy: actor,
        publishedAt: now,
      },
    });
    for (const [locale, text] of Object.entries(texts))
      await this.claims.recordUses(tx, { kind: 'update', place: slug, locale }, claimsOf(text));
    const petition =
      petitionId === null ? null : await tx.petition.findUnique({ where: { id: petitionId }, select: { slug: true } });
    const campaign = await tx.campaign.findUniqueOrThrow({ where: { id: update.campaignId }, select: { slug: true } });
    await this.events.append(tx, {
      type: 'update.published',
      subjectKind: 'update',
      subjectId: id,
      data: { update: slug, campaign: campaign.slug, petition: petition?.slug ?? null, version: number },
    });
    await this.audit.record(tx, { actor, action: 'update.published', details: { slug, version: number } });
  }

  /** @param reason public, in English; null: it is shown again @throws UpdateNotFound, UpdateUnpublished */
  async withdraw(slug: string, reason: string | null, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { id, published } = await this.updates.of(slug, tx);
      if (!published) throw new UpdateUnpublished();
      const hiddenAt = reason === null ? null : this.clock.now();
      const where = { id, hiddenAt: reason === null ? { not: null } : null };
      const { count } = await tx.campaignUpdate.updateMany({ where, data: { hiddenAt, hiddenReason: reason } });
      const action = reason === null ? 'update.shown_again' : 'update.withdrawn_from_view';
      if (count > 0)
        await this.audit.record(tx, { actor, action, details: { slug, ...(reason !== null && { reason }) } });
    });
    this.shown();
  }

  /** After the commit: this process shows it at once. */
  shown(): void {
    this.cache.expire(updatesTag);
  }
}
