import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { lockOneUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { PetitionPublication } from '../settings/petition-publication.service.js';
import { rowOfText } from '../petition-rows.js';
import { PetitionsService } from '../petitions.service.js';
import type { FactSource } from '../petitions.schema.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import { DraftGate, type GateDraft } from './draft-gate.service.js';
import { DraftSecondPerson } from './draft-second-person.service.js';
import { claimsOf, withoutEmpty, type Texts } from './draft-texts.js';
import { DraftChanged, DraftIncomplete, DraftNotFound } from './drafts.errors.js';
import type { TranslatedFrom } from '../translation.values.js';
import type { GateItem } from './gate.values.js';

interface DraftRow {
  petitionId: string;
  base: number;
  texts: unknown;
  translatedFrom: unknown;
  reason: string | null;
  revision: number;
  authors: string[];
}

/** A draft that is about to become a version, and what is known of its petition. */
interface Ready extends GateDraft {
  row: DraftRow;
  slug: string;
  campaignId: string;
  authors: string[];
  signed: boolean;
  /** The number of the version it follows; 0 for none */
  follows: number;
  isSuccessor: boolean;
  isPublished: boolean;
}

/** From a draft to the version the public reads. */
@Injectable()
export class DraftPublishing {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly publication: PetitionPublication,
    private readonly cache: PageCache,
    private readonly gate: DraftGate,
    private readonly secondPerson: DraftSecondPerson,
  ) {}

  /** The checklist of what keeps the draft from the public; nothing where there is no draft. */
  async checklist(slug: string): Promise<GateItem[]> {
    const petitionId = await this.petitions.idOf(slug);
    const row = await this.database.prisma.petitionDraft.findUnique({ where: { petitionId } });
    return row ? this.gate.check(await this.readyOf(this.database.prisma, row)) : [];
  }

  /**
   * Publishes the draft as the next version. After the first confirmed signature it is a correction that does not change what is asked: it needs a public
   * reason and a person who has not written it.
   * @throws DraftNotFound, DraftChanged, DraftIncomplete, OwnDraft
   */
  async publish(slug: string, revision: number, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      const ready = await this.locked(tx, petitionId, revision);
      await this.secondPerson.require(tx, ready, actor);
      await this.requirePassed(tx, ready);
      await this.write(tx, ready, actor);
    });
    this.shown(slug);
  }

  /** The draft of a revision, which nobody publishes meanwhile. @throws DraftNotFound, DraftChanged */
  async locked(tx: Tx, petitionId: string, revision: number): Promise<Ready> {
    await lockOneUntilCommit(tx, 'petitionVersions', petitionId);
    const row = await tx.petitionDraft.findUnique({ where: { petitionId } });
    if (!row) throw new DraftNotFound();
    const ready = await this.readyOf(tx, row);
    if (row.revision !== revision || row.base !== ready.follows) throw new DraftChanged();
    return ready;
  }

  /** @throws DraftIncomplete */
  async requirePassed(tx: Tx, ready: GateDraft): Promise<void> {
    const faults = (await this.gate.check(ready, tx)).flatMap((one) => (one.state === 'failed' ? one.faults : []));
    if (faults.length > 0) throw new DraftIncomplete(faults);
  }

  /** Makes the draft the next version. @param actor who answers for it being public */
  async write(tx: Tx, { row, petitionId, slug, texts, ...of }: Ready, actor: string): Promise<void> {
    await this.writeTexts(tx, petitionId, slug, texts, row.translatedFrom as TranslatedFrom);
    const change = of.signed ? 'minor' : of.follows > 0 ? 'before_signatures' : of.isSuccessor ? 'ask' : 'first';
    await this.versions.keep(tx, petitionId, {
      change,
      ...(of.needsReason && row.reason !== null && { reason: row.reason }),
      publishedBy: row.authors.at(-1) ?? actor,
      approvedBy: actor,
    });
    if (!of.isPublished) await this.publication.first(tx, petitionId);
    await tx.petitionDraft.delete({ where: { petitionId } });
    await this.audit.record(tx, { actor, action: 'petition.version_published', details: { slug } });
  }

  /** After the commit: this process shows it at once. */
  shown(slug: string): void {
    this.petitions.forget(slug);
    this.cache.expire('petitions');
  }

  private async readyOf(tx: Tx, row: DraftRow): Promise<Ready> {
    const { petitionId, reason } = row;
    const petition = await tx.petition.findUniqueOrThrow({
      where: { id: petitionId },
      include: { texts: { select: { locale: true } } },
    });
    const latest = await tx.petitionVersion.findFirst({
      where: { petitionId },
      orderBy: { number: 'desc' },
      select: { number: true },
    });
    const confirmed = { petitionId, status: 'confirmed' };
    const signed = (await tx.signature.findFirst({ where: confirmed, select: { id: true } })) !== null;
    const isSuccessor = petition.predecessorId !== null;
    const published = petition.texts.map(({ locale }) => locale);
    return {
      row,
      petitionId,
      slug: petition.slug,
      campaignId: petition.campaignId,
      authors: row.authors,
      texts: withoutEmpty(row.texts as Texts, published),
      reason,
      signed,
      needsReason: signed || isSuccessor,
      follows: latest?.number ?? 0,
      isSuccessor,
      isPublished: petition.publishedAt !== null,
    };
  }

  /** The texts, the sources of the facts they name, and the register of where facts are used. */
  private async writeTexts(
    tx: Tx,
    petitionId: string,
    slug: string,
    texts: Texts,
    translatedFrom: TranslatedFrom,
  ): Promise<void> {
    const keys = [...new Set(Object.values(texts).flatMap(claimsOf))];
    const row = await tx.petition.findUniqueOrThrow({ where: { id: petitionId }, select: { sources: true } });
    const sources = row.sources as unknown as FactSource[];
    const known = new Set(sources.map(({ key }) => key));
    const fresh = keys.filter((key) => !known.has(key));
    const added = (await this.claims.list())
      .filter(({ key }) => fresh.includes(key))
      .map(({ key, sources: of, lastCheckedOn, confidence }) => ({
        key,
        title: of.map(({ title }) => title).join('; '),
        asOf: lastCheckedOn,
        confidence,
      }));
    const all = [...sources, ...added];
    if (added.length > 0) await tx.petition.update({ where: { id: petitionId }, data: { sources: all } });
    for (const [locale, text] of Object.entries(texts)) {
      const where = { petitionId_locale: { petitionId, locale } };
      const from = translatedFrom[locale];
      const data = { ...rowOfText(text), ...(from && { translatedFrom: from }) };
      await tx.petitionText.upsert({ where, create: { petitionId, locale, ...data }, update: data });
      await this.claims.recordUses(tx, { kind: 'petition', place: slug, locale }, claimsOf(text));
    }
  }
}
