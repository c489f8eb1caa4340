import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { lockOneUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { offersIn, textOfRow } from '../petition-rows.js';
import { PetitionsService } from '../petitions.service.js';
import type { PetitionText } from '../petitions.schema.js';
import { hashesOf } from '../translation.values.js';
import { DraftDiscardChanged, PetitionNotFound } from '../petitions.errors.js';
import { HasSuccessor, PetitionUnpublished } from './settings.errors.js';
import { offersFor, refuseTaken } from './petition-settings.service.js';
import type { NewPetition } from './settings.schema.js';

const firstGoals = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000];

const emptyText: PetitionText = { title: '', summary: '', sections: [], ask: [], shareText: '' };

/** Begins petitions: each is a draft that nobody but staff sees until it is published. */
@Injectable()
export class PetitionCreation {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
  ) {}

  /** A petition of the campaign with a title, or a copy of another of its petitions. @throws SlugTaken, PetitionNotFound */
  async create(campaignId: string, { slug, title, copyOf }: NewPetition, actor: string): Promise<void> {
    if (copyOf !== '' && (await this.petitions.campaignOf(copyOf)) !== campaignId) throw new PetitionNotFound();
    const texts = copyOf === '' ? {} : await this.textsOf(await this.petitions.idOf(copyOf));
    const written = { ...texts, en: { ...emptyText, ...texts.en, title } };
    await this.database.transaction(async (tx) => {
      await this.begin(tx, { slug, campaignId, copyOf: copyOf || null, texts: written, reason: null, actor });
      await this.audit.record(tx, { actor, action: 'petition.created', details: { slug, copyOf } });
    });
  }

  /**
   * A petition that will take the place of another whose request changes. The earlier one closes when this one is published, and its signers are asked.
   * @param reason public: why what is asked changes @throws SlugTaken, PetitionUnpublished, HasSuccessor
   */
  async succeed(earlier: string, { slug, reason }: { slug: string; reason: string }, actor: string): Promise<void> {
    const id = await this.petitions.idOf(earlier);
    const texts = await this.textsOf(id);
    await this.database.transaction(async (tx) => {
      const before = await tx.petition.findUniqueOrThrow({ where: { id }, include: { successor: true } });
      if (!before.publishedAt) throw new PetitionUnpublished();
      if (before.successor) throw new HasSuccessor();
      const begun = { slug, campaignId: before.campaignId, copyOf: earlier, texts, reason, actor };
      await this.begin(tx, begun, id);
      await this.audit.record(tx, { actor, action: 'petition.successor_begun', details: { slug, earlier } });
    });
  }

  /**
   * Gives up a petition that was never published. @param revision of its text, as shown to who gives it up
   * @throws PetitionUnpublished when it was, DraftDiscardChanged where somebody has written since
   */
  async discard(slug: string, revision: number, actor: string): Promise<void> {
    const id = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'petitionVersions', id);
      const draft = await tx.petitionDraft.findUnique({ where: { petitionId: id }, select: { revision: true } });
      if (draft && draft.revision !== revision) throw new DraftDiscardChanged();
      await tx.petitionDraft.deleteMany({ where: { petitionId: id, petition: { publishedAt: null } } });
      await tx.petitionOrigin.deleteMany({ where: { petitionId: id, petition: { publishedAt: null } } });
      const { count } = await tx.petition.deleteMany({ where: { id, publishedAt: null } });
      if (count === 0) throw new PetitionUnpublished();
      await this.audit.record(tx, { actor, action: 'petition.discarded', details: { slug } });
    });
    this.petitions.forget(slug);
  }

  private async begin(
    tx: Tx,
    begun: {
      slug: string;
      campaignId: string;
      copyOf: string | null;
      texts: Record<string, PetitionText>;
      reason: string | null;
      actor: string;
    },
    predecessorId: string | null = null,
  ): Promise<void> {
    const { slug, campaignId, copyOf, texts, reason, actor } = begun;
    await refuseTaken(tx, slug);
    const now = this.clock.now();
    const model = copyOf === null ? null : await tx.petition.findUnique({ where: { slug: copyOf } });
    const id = newId();
    await tx.petition.create({
      data: {
        id,
        slug,
        campaignId,
        predecessorId,
        opensAt: now,
        goalSteps: model?.goalSteps ?? firstGoals,
        countries: model?.countries ?? [],
        proofOfWork: model?.proofOfWork ?? 'optional',
        showNames: model?.showNames ?? true,
        form: model?.form ?? {},
        sources: model?.sources ?? [],
        consents: model ? offersIn(model) : offersFor(['signature', 'newsletter', 'show-name'], []),
        demands: model?.demands ?? [],
        draftRevision: 1,
        createdAt: now,
      },
    });
    await tx.petitionDraft.create({
      data: {
        petitionId: id,
        base: 0,
        texts: { ...texts },
        translatedFrom: Object.fromEntries(Object.keys(texts).map((locale) => [locale, hashesOf(texts.en)])),
        reason,
        revision: 1,
        authors: [actor],
        updatedAt: now,
      },
    });
  }

  /** What a petition says: as published, or as drafted where it never was. */
  private async textsOf(petitionId: string): Promise<Record<string, PetitionText>> {
    const rows = await this.database.prisma.petitionText.findMany({ where: { petitionId } });
    if (rows.length > 0) return Object.fromEntries(rows.map((row) => [row.locale, textOfRow(row)]));
    const draft = await this.database.prisma.petitionDraft.findUnique({ where: { petitionId } });
    return (draft?.texts ?? {}) as Record<string, PetitionText>;
  }
}
