import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock, minutes } from '../../platform/clock.js';
import { lockOneUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Fault } from '../../platform/errors.js';
import { locales, writtenLocales, type Locale } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import { PetitionsService } from '../petitions.service.js';
import { DraftPictures } from './draft-pictures.service.js';
import type { Texts } from './draft-texts.js';
import type { DraftState } from './draft.status.js';
import { DraftDiscardChanged } from '../petitions.errors.js';
import { DraftChanged } from './drafts.errors.js';
import { draftForm, inputOf, type DraftForm } from './drafts.schema.js';
import { mergeFields, type Fields } from '../../platform/texts/merge-fields.js';
import { changedSince, hashesOf, translationsOf, type TranslatedFrom } from '../translation.values.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import type { PetitionVersion } from '../versions/versions.schema.js';

/** A petition's texts as staff work on them. */
export interface PetitionDraft {
  texts: Texts;
  /** Those of the campaign, and those that have a text already; English is what others are translated from */
  languages: readonly Locale[];
  /** The version that is published */
  published: PetitionVersion;
  translatedFrom: TranslatedFrom;
  reason: string | null;
  /** Whether anything differs from what is published */
  isThere: boolean;
  /** Grows with each change, also from one draft to the next */
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

/** What was stored: the revision, and the fields as the form shows them. */
export interface SavedDraft {
  revision: number;
  fields: Record<string, string>;
}

type DraftRow = NonNullable<Awaited<ReturnType<Tx['petitionDraft']['findUnique']>>>;

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
    const { prisma } = this.database;
    return this.read(prisma, petitionId, await prisma.petitionDraft.findUnique({ where: { petitionId } }));
  }

  private async read(tx: Tx, petitionId: string, draft: DraftRow | null): Promise<PetitionDraft> {
    const [published = nothingYet] = await this.versions.list(petitionId);
    const { draftRevision, campaign } = await tx.petition.findUniqueOrThrow({
      where: { id: petitionId },
      select: { draftRevision: true, campaign: { select: { locales: true } } },
    });
    const rows = await tx.petitionText.findMany({
      where: { petitionId },
      select: { locale: true, translatedFrom: true },
    });
    const confirmed = { petitionId, status: 'confirmed' };
    const texts = (draft?.texts ?? published.content.texts) as Texts;
    return {
      texts,
      languages: languagesOf(campaign.locales, texts),
      published,
      translatedFrom: translationsOf(
        rows,
        published.content.texts.en,
        draft?.translatedFrom as TranslatedFrom | undefined,
      ),
      reason: draft?.reason ?? null,
      isThere: draft !== null,
      revision: draft?.revision ?? draftRevision,
      authors: draft?.authors ?? [],
      updatedAt: draft?.updatedAt ?? null,
      signed: (await tx.signature.findFirst({ where: confirmed, select: { id: true } })) !== null,
      state: (draft?.state ?? 'draft') as DraftState,
      publishAt: draft?.publishAt ?? null,
      stateBy: draft?.stateBy ?? null,
      stateAt: draft?.stateAt ?? null,
      heldBy: (draft?.heldBy ?? []) as unknown as Fault[],
    };
  }

  /**
   * Keeps one language of the draft. What somebody else has saved since the form was shown is kept, too, where it touches other fields or other blocks.
   * @param autosaved while typing: the audit log has one entry for ten minutes of it
   * @returns what is stored now
   * @throws DraftChanged where both have changed the same place, InvalidInput
   */
  async save(slug: string, form: DraftForm, actor: string, autosaved = false): Promise<SavedDraft> {
    const petitionId = await this.petitions.idOf(slug);
    await this.pictures.requireKnown(await this.petitions.campaignOf(slug), form.text);
    const { locale } = form;
    return this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'petitionVersions', petitionId);
      const held = await tx.petitionDraft.findUnique({ where: { petitionId } });
      const {
        texts,
        published,
        translatedFrom,
        reason: heldReason,
        revision: latest,
      } = await this.read(tx, petitionId, held);
      const now = this.clock.now();
      const theirs = { ...inputOf(texts[locale]), reason: heldReason ?? '' };
      const fields = merged(form, theirs, latest !== form.revision);
      // Two texts that are each within the limits may not be together.
      const { text, reason } = await validate(draftForm, { ...fields, locale });
      const isFirst = texts[locale] === undefined;
      const from = form.adapted || isFirst ? hashesOf(texts.en) : (translatedFrom[locale] ?? []);
      const authors = [...new Set([...(held?.authors ?? []), actor])];
      const data = {
        texts: { ...texts, [locale]: text },
        translatedFrom: locale === 'en' ? translatedFrom : { ...translatedFrom, [locale]: from },
        reason,
        revision: latest + 1,
        base: held?.base ?? published.number,
        authors,
        updatedAt: now,
        // Those who reviewed or scheduled it have not seen this change.
        ...{ state: 'draft', publishAt: null, stateBy: null, stateAt: null, heldBy: [] },
      };
      await tx.petitionDraft.upsert({ where: { petitionId }, create: { petitionId, ...data }, update: data });
      await tx.petition.update({ where: { id: petitionId }, data: { draftRevision: data.revision } });
      const isNews = !held?.authors.includes(actor) || now.getTime() - held.updatedAt.getTime() > minutes(10);
      if (!autosaved || isNews)
        await this.audit.record(tx, { actor, action: 'petition.draft_saved', details: { slug, locale } });
      return { revision: data.revision, fields };
    });
  }

  /** @param revision the one that was shown to who discards it @throws DraftDiscardChanged where somebody has written since */
  async discard(slug: string, revision: number, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'petitionVersions', petitionId);
      const held = await tx.petitionDraft.findUnique({ where: { petitionId }, select: { revision: true } });
      if (held && held.revision !== revision) throw new DraftDiscardChanged();
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

/** @param changed whether the draft is another than the one the form showed @throws DraftChanged */
function merged({ text, reason, base }: DraftForm, theirs: Fields, changed: boolean): Record<string, string> {
  const mine = { ...inputOf(text), reason: reason ?? '' };
  if (base === null && changed) throw new DraftChanged();
  if (base === null) return mine;
  const { fields, conflicts } = mergeFields(base, mine, theirs);
  if (conflicts.length > 0) throw new DraftChanged(conflicts, fields);
  return fields;
}

/** @param chosen of the campaign; none: all of the site */
const languagesOf = (chosen: readonly string[], texts: Texts): Locale[] =>
  writtenLocales.filter(
    (locale) => chosen.length === 0 || locale === 'en' || chosen.includes(locale) || texts[locale] !== undefined,
  );

/** Languages with parts whose English has changed since they were translated. */
export const staleIn = ({ texts, translatedFrom }: PetitionDraft): string[] =>
  locales.filter(
    (locale) => locale !== 'en' && texts[locale] && changedSince(texts.en, translatedFrom[locale] ?? []).size > 0,
  );
