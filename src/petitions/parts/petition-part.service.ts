import { Injectable } from '@nestjs/common';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import type { Prisma } from '../../generated/prisma/client.js';
import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import type { Tx } from '../../platform/database/database.js';
import { inOneOrder } from '../../platform/http/portable.js';
import { newId } from '../../platform/ids.js';
import { offersIn, rowOfText, textOfRow } from '../petition-rows.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import type { PetitionPart } from './petition-part.schema.js';

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;
const date = (at: string | null): Date | null => (at === null ? null : new Date(at));

const everything = {
  texts: true,
  draft: true,
  predecessor: { select: { slug: true } },
  versions: { where: { change: 'ask' }, orderBy: { number: 'asc' }, take: 1, select: { reason: true } },
  notes: { orderBy: { id: 'asc' } },
} as const satisfies Prisma.PetitionInclude;
type Row = Prisma.PetitionGetPayload<{ include: typeof everything }>;

/** The petitions of a campaign for its file, and from it. */
@Injectable()
export class PetitionParts {
  constructor(
    private readonly clock: Clock,
    private readonly claims: ClaimsService,
    private readonly versions: PetitionVersions,
  ) {}

  async read(tx: Tx, campaignId: string): Promise<PetitionPart[]> {
    const rows = await tx.petition.findMany({ where: { campaignId }, include: everything, orderBy: { slug: 'asc' } });
    return rows.map(partOf);
  }

  async add(tx: Tx, campaignId: string, petitions: readonly PetitionPart[], actor: string): Promise<void> {
    const now = this.clock.now();
    const ids = new Map(petitions.map(({ slug }) => [slug, newId()]));
    const later: [slug: string, predecessor: string][] = [];
    for (const part of petitions) {
      const { texts, translatedFrom, draft, notes, predecessor, changeReason, ...petition } = part;
      const id = ids.get(part.slug) ?? newId();
      if (predecessor !== null) later.push([part.slug, predecessor]);
      await tx.petition.create({
        data: {
          id,
          campaignId,
          ...petition,
          publishedAt: date(petition.publishedAt),
          opensAt: new Date(petition.opensAt),
          closesAt: date(petition.closesAt),
          closedAt: date(petition.closedAt),
          archivedAt: date(petition.archivedAt),
          hiddenAt: date(petition.hiddenAt),
          form: petition.form,
          createdAt: now,
        },
      });
      await tx.petitionText.createMany({
        data: Object.entries(texts).map(([locale, text]) => ({
          petitionId: id,
          locale,
          ...rowOfText(text),
          translatedFrom: translatedFrom[locale] ?? [],
        })),
      });
      const origin =
        changeReason === null ? ({ change: 'first' } as const) : ({ change: 'ask', reason: changeReason } as const);
      if (petition.publishedAt !== null) await this.versions.keep(tx, id, { ...origin, publishedBy: actor });
      if (draft)
        await tx.petitionDraft.create({
          data: {
            petitionId: id,
            base: petition.publishedAt === null ? 0 : 1,
            texts: draft.texts,
            reason: draft.reason,
            translatedFrom: draft.translatedFrom,
            revision: 1,
            authors: [actor],
            updatedAt: now,
          },
        });
      for (const { kind, texts: said, publishedAt } of notes)
        await tx.petitionNote.create({
          data: {
            id: newId(),
            petitionId: id,
            kind,
            texts: said,
            publishedBy: actor,
            publishedAt: new Date(publishedAt),
          },
        });
      for (const [locale, { sections, ask }] of Object.entries(texts))
        await this.claims.recordUses(
          tx,
          { kind: 'petition', place: petition.slug, locale },
          claimKeysIn(JSON.stringify([sections, ask])),
        );
    }
    for (const [slug, predecessor] of later)
      await tx.petition.update({ where: { slug }, data: { predecessorId: ids.get(predecessor) ?? null } });
  }

  /** Short names among these that petitions have or had; nobody takes another until the transaction ends. */
  async taken(tx: Tx, slugs: readonly string[]): Promise<string[]> {
    await lockUntilCommit(tx, 'petitionSlugs');
    const where = { slug: { in: [...slugs] } };
    const held = await tx.petition.findMany({ where, select: { slug: true } });
    const former = await tx.petitionSlug.findMany({ where, select: { slug: true } });
    return [...held, ...former].map(({ slug }) => slug);
  }
}

function partOf(row: Row): PetitionPart {
  return {
    slug: row.slug,
    publishedAt: instant(row.publishedAt),
    opensAt: row.opensAt.toISOString(),
    closesAt: instant(row.closesAt),
    closedAt: instant(row.closedAt),
    archivedAt: instant(row.archivedAt),
    hiddenAt: instant(row.hiddenAt),
    hiddenReason: row.hiddenReason,
    outcome: row.outcome as PetitionPart['outcome'],
    predecessor: row.predecessor?.slug ?? null,
    changeReason: row.predecessor === null || row.publishedAt === null ? null : (row.versions[0]?.reason ?? null),
    goalSteps: row.goalSteps,
    proofOfWork: row.proofOfWork === 'required' ? 'required' : 'optional',
    countries: row.countries,
    showNames: row.showNames,
    demands: row.demands,
    sources: inOneOrder(row.sources) as unknown as PetitionPart['sources'],
    consents: inOneOrder(offersIn(row)),
    form: inOneOrder(row.form) as PetitionPart['form'],
    texts: inOneOrder(Object.fromEntries(row.texts.map((text) => [text.locale, textOfRow(text)]))),
    translatedFrom: inOneOrder(
      Object.fromEntries(
        row.texts.flatMap(({ locale, translatedFrom }) =>
          translatedFrom.length > 0 ? [[locale, translatedFrom]] : [],
        ),
      ) as Record<string, string[]>,
    ),
    draft: row.draft && {
      texts: inOneOrder(row.draft.texts) as unknown as NonNullable<PetitionPart['draft']>['texts'],
      reason: row.draft.reason,
      translatedFrom: inOneOrder(row.draft.translatedFrom) as Record<string, string[]>,
    },
    notes: row.notes.map(({ kind, publishedAt, texts }) => ({
      kind: kind as PetitionPart['notes'][number]['kind'],
      publishedAt: publishedAt.toISOString(),
      texts: inOneOrder(texts) as unknown as PetitionPart['notes'][number]['texts'],
    })),
  };
}
