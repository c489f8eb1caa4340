import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import { lockOneUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Fault } from '../../platform/errors.js';
import { locales } from '../../platform/http/locale.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { PetitionPublication } from '../settings/petition-publication.service.js';
import { rowOfText } from '../petition-rows.js';
import { PetitionsService } from '../petitions.service.js';
import type { FactSource, PetitionText } from '../petitions.schema.js';
import { blockGaps } from './draft-blocks.js';
import { DraftPictures } from './draft-pictures.service.js';
import { DraftChanged, DraftIncomplete, DraftNotFound, OwnDraft } from './drafts.errors.js';
import { gapsIn, type DraftForm } from './drafts.schema.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import type { PetitionVersion } from '../versions/versions.schema.js';

type Texts = Record<string, PetitionText>;

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
}

/** Changes of a petition's texts, from the first word to the version the public reads. */
@Injectable()
export class PetitionDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly publication: PetitionPublication,
    private readonly cache: PageCache,
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
    };
  }

  /** Keeps one language of the draft. @throws DraftChanged when it is not the revision that was shown */
  async save(slug: string, { locale, revision, text, reason }: DraftForm, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.pictures.requireKnown(await this.petitions.campaignOf(slug), text);
    const { texts, published } = await this.of(slug);
    const data = { texts: { ...texts, [locale]: text }, reason, updatedAt: this.clock.now() };
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

  /**
   * Publishes the draft as the next version. After the first confirmed signature it is a correction that does not change what is asked: it needs a public
   * reason and a person who has not written it.
   * @throws DraftNotFound, DraftChanged, DraftIncomplete, OwnDraft, ClaimsNotUsable
   */
  async publish(slug: string, revision: number, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'petitionVersions', petitionId);
      const draft = await tx.petitionDraft.findUnique({ where: { petitionId } });
      if (!draft) throw new DraftNotFound();
      const [latest = nothingYet] = await this.versions.list(petitionId);
      if (draft.revision !== revision || draft.base !== latest.number) throw new DraftChanged();
      const { publishedAt, predecessorId } = await tx.petition.findUniqueOrThrow({ where: { id: petitionId } });
      const texts = withoutEmpty(draft.texts as unknown as Texts, await this.publishedIn(tx, petitionId));
      const signed = await isSigned(tx, petitionId);
      if (signed && draft.authors.includes(actor)) throw new OwnDraft();
      const needsReason = signed || predecessorId !== null;
      const faults = [...gaps(texts), ...(needsReason && draft.reason === null ? [missing('reason')] : [])];
      if (faults.length > 0) throw new DraftIncomplete(faults);
      await this.write(tx, petitionId, slug, texts);
      const by = { publishedBy: draft.authors.at(-1) ?? actor, approvedBy: actor };
      const reason = draft.reason === null ? {} : { reason: draft.reason };
      const change = signed ? 'minor' : latest.number > 0 ? 'before_signatures' : predecessorId ? 'ask' : 'first';
      await this.versions.keep(tx, petitionId, { change, ...(needsReason && reason), ...by });
      if (publishedAt === null) await this.publication.first(tx, petitionId);
      await tx.petitionDraft.delete({ where: { petitionId } });
      await this.audit.record(tx, { actor, action: 'petition.version_published', details: { slug } });
    });
    this.petitions.forget(slug);
    this.cache.expire('petitions');
  }

  private async publishedIn(tx: Tx, petitionId: string): Promise<string[]> {
    return (await tx.petitionText.findMany({ where: { petitionId }, select: { locale: true } })).map(
      (row) => row.locale,
    );
  }

  /** The texts, the sources of the facts they name, and the register of where facts are used. */
  private async write(tx: Tx, petitionId: string, slug: string, texts: Texts): Promise<void> {
    const keysOf = ({ sections, ask }: PetitionText) => claimKeysIn(JSON.stringify([sections, ask]));
    const keys = [...new Set(Object.values(texts).flatMap(keysOf))];
    const { sources } = await tx.petition.findUniqueOrThrow({ where: { id: petitionId }, select: { sources: true } });
    const known = new Map((sources as unknown as FactSource[]).map((source) => [source.key, source]));
    const fresh = keys.filter((key) => !known.has(key));
    await this.claims.requireUsable(fresh);
    const added = (await this.claims.list())
      .filter(({ key }) => fresh.includes(key))
      .map(({ key, sources: of, lastCheckedOn, confidence }) => ({
        key,
        title: of.map(({ title }) => title).join('; '),
        asOf: lastCheckedOn,
        confidence,
      }));
    const all = [...(sources as unknown as FactSource[]), ...added];
    if (added.length > 0) await tx.petition.update({ where: { id: petitionId }, data: { sources: all } });
    for (const [locale, text] of Object.entries(texts)) {
      const where = { petitionId_locale: { petitionId, locale } };
      const data = rowOfText(text);
      await tx.petitionText.upsert({ where, create: { petitionId, locale, ...data }, update: data });
      await this.claims.recordUses(tx, { kind: 'petition', place: slug, locale }, keysOf(text));
    }
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

const missing = (name: string): Fault => ({ pointer: `/${name}`, code: 'field.required', detail: 'is required' });

const gapNames = gapsIn({ title: '', summary: '', sections: [], ask: [], shareText: '' }).length;

/** Without languages nobody has written anything in; one that is published stays. */
const withoutEmpty = (texts: Texts, published: readonly string[]): Texts =>
  Object.fromEntries(
    Object.entries(texts).filter(([locale, text]) => published.includes(locale) || gapsIn(text).length < gapNames),
  );

/** What is missing: in English always, in another language as soon as anything of it is written. */
export const gaps = (texts: Texts): Fault[] =>
  Object.entries(texts).flatMap(([locale, text]) => [
    ...gapsIn(text).map((name) => missing(`${locale}/${name}`)),
    ...blockGaps(text.sections).map(({ code, block, detail }) => ({
      pointer: `/${locale}/body/${block}`,
      code,
      detail,
    })),
  ]);

/** Languages of the site whose text is still that of a version whose English has changed since. */
export const staleIn = ({ texts, published }: PetitionDraft): string[] => {
  const before = published.content.texts;
  if (isDeepStrictEqual(texts.en, before.en)) return [];
  return locales.filter(
    (locale) => locale !== 'en' && texts[locale] && isDeepStrictEqual(texts[locale], before[locale]),
  );
};
