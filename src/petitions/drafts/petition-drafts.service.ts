import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Fault } from '../../platform/errors.js';
import { locales } from '../../platform/http/locale.js';
import { PetitionsService } from '../petitions.service.js';
import { DraftPictures } from './draft-pictures.service.js';
import type { Texts } from './draft-texts.js';
import type { DraftState } from './draft.status.js';
import { DraftChanged } from './drafts.errors.js';
import type { DraftForm } from './drafts.schema.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import type { PetitionVersion } from '../versions/versions.schema.js';

/** A petition's texts as staff work on them. */
export interface PetitionDraft {
  texts: Texts;
  /** The version that is published */
  published: PetitionVersion;
  reason: string | null;
  /** 0 while nothing differs from what is published */
  revision: number;
  authors: string[];
  updatedAt: Date | null;
  /** Whether anybody has signed: then a change needs a reason and a second person */
  signed: boolean;
  state: DraftState;
  /** When it is to be published, once it is scheduled */
  publishAt: Date | null;
  /** Who sent it for review or scheduled it */
  stateBy: string | null;
  stateAt: Date | null;
  /** Why it was not published at its moment */
  heldBy: Fault[];
}

/** Changes of a petition's texts, from the first word to the version the public reads. */
@Injectable()
export class PetitionDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly pictures: DraftPictures,
  ) {}

  /** @throws PetitionNotFound */
  async of(slug: string): Promise<PetitionDraft> {
    const petitionId = await this.petitions.idOf(slug);
    const [published = nothingYet] = await this.versions.list(petitionId);
    const draft = await this.database.prisma.petitionDraft.findUnique({ where: { petitionId } });
    return {
      texts: (draft?.texts ?? published.content.texts) as Texts,
      published,
      reason: draft?.reason ?? null,
      revision: draft?.revision ?? 0,
      authors: draft?.authors ?? [],
      updatedAt: draft?.updatedAt ?? null,
      signed: await isSigned(this.database.prisma, petitionId),
      state: (draft?.state ?? 'draft') as DraftState,
      publishAt: draft?.publishAt ?? null,
      stateBy: draft?.stateBy ?? null,
      stateAt: draft?.stateAt ?? null,
      heldBy: (draft?.heldBy ?? []) as unknown as Fault[],
    };
  }

  /** Keeps one language of the draft. @throws DraftChanged when it is not the revision that was shown */
  async save(slug: string, { locale, revision, text, reason }: DraftForm, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.pictures.requireKnown(await this.petitions.campaignOf(slug), text);
    const { texts, published } = await this.of(slug);
    // Whoever reviewed or scheduled it has not seen this change.
    const written = { state: 'draft', publishAt: null, stateBy: null, stateAt: null, heldBy: [] };
    const data = { texts: { ...texts, [locale]: text }, reason, updatedAt: this.clock.now(), ...written };
    await this.database.transaction(async (tx) => {
      const held = await tx.petitionDraft.findUnique({ where: { petitionId } });
      if ((held?.revision ?? 0) !== revision) throw new DraftChanged();
      const authors = [...new Set([...(held?.authors ?? []), actor])];
      const base = { base: held?.base ?? published.number, revision: revision + 1, authors };
      const { count } = held
        ? await tx.petitionDraft.updateMany({ where: { petitionId, revision }, data: { ...data, ...base } })
        : await tx.petitionDraft.createMany({ data: [{ petitionId, ...data, ...base }], skipDuplicates: true });
      if (count === 0) throw new DraftChanged();
      await this.audit.record(tx, { actor, action: 'petition.draft_saved', details: { slug, locale } });
    });
  }

  async discard(slug: string, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      const { count } = await tx.petitionDraft.deleteMany({ where: { petitionId } });
      if (count > 0) await this.audit.record(tx, { actor, action: 'petition.draft_discarded', details: { slug } });
    });
  }
}

/** In place of the latest version of a petition that was never published. */
const nothingYet: PetitionVersion = {
  number: 0,
  hash: '',
  change: 'first',
  reason: null,
  publishedAt: '',
  content: { texts: {}, sources: [], consents: [] },
};

const isSigned = async (tx: Tx, petitionId: string): Promise<boolean> =>
  (await tx.signature.findFirst({ where: { petitionId, status: 'confirmed' }, select: { id: true } })) !== null;

/** Languages of the site whose text is still that of a version whose English has changed since. */
export const staleIn = ({ texts, published }: PetitionDraft): string[] => {
  const before = published.content.texts;
  if (isDeepStrictEqual(texts.en, before.en)) return [];
  return locales.filter(
    (locale) => locale !== 'en' && texts[locale] && isDeepStrictEqual(texts[locale], before[locale]),
  );
};
