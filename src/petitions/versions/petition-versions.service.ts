import { Injectable } from '@nestjs/common';
import { isDeepStrictEqual } from 'node:util';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { textOfRow } from '../petition-rows.js';
import type { PetitionForm } from '../form/petition-form.schema.js';
import { VersionNotFound } from '../petitions.errors.js';
import type { PetitionVersion, VersionChange } from './versions.schema.js';
import { hashOf, versionContent, type VersionContent } from './version-content.js';

/** What led to a version, and who is responsible for it. */
export interface VersionOrigin {
  change: VersionChange;
  reason?: string;
  publishedBy: string;
  approvedBy?: string;
}

/** What petitions said and say. A version is never changed: a signature refers to the one its signer was shown. */
@Injectable()
export class PetitionVersions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps the petition's texts of now as its next version, unless they are those of the last. In the transaction that changes them.
   * @returns the numbers of the last version before and after
   * @param origin by default what the difference shows: the first version, a language more, or a change before anybody has signed
   */
  async keep(tx: Tx, petitionId: string, origin?: VersionOrigin): Promise<{ from: number; to: number }> {
    const content = await contentOf(tx, petitionId);
    const hash = hashOf(content);
    const last = await tx.petitionVersion.findFirst({ where: { petitionId }, orderBy: { number: 'desc' } });
    const from = last?.number ?? 0;
    if (last?.hash === hash) return { from, to: from };
    const { change, reason, publishedBy, approvedBy } = origin ?? {
      change: seen(last, content),
      publishedBy: 'system',
    };
    // Of processes that start together one writes it; the others wanted the same.
    await tx.petitionVersion.createMany({
      data: [
        {
          petitionId,
          number: from + 1,
          hash,
          content,
          change,
          reason: reason ?? null,
          publishedBy,
          approvedBy: approvedBy ?? null,
          publishedAt: this.clock.now(),
        },
      ],
      skipDuplicates: true,
    });
    return { from, to: from + 1 };
  }

  /** The number of the current version, and the first that asks for the same. 1 and 1 for a petition without any. */
  async numbersOf(petitionId: string): Promise<{ current: number; sameAskSince: number }> {
    const rows = await this.database.prisma.petitionVersion.findMany({
      where: { petitionId },
      orderBy: { number: 'desc' },
      select: { number: true, change: true },
    });
    const sameAskSince = rows.find(({ change }) => change === 'ask' || change === 'before_signatures')?.number ?? 1;
    return { current: rows[0]?.number ?? 1, sameAskSince };
  }

  /** All versions of a petition, the newest first. */
  async list(petitionId: string): Promise<PetitionVersion[]> {
    const rows = await this.database.prisma.petitionVersion.findMany({
      where: { petitionId },
      orderBy: { number: 'desc' },
    });
    return rows.map(versionOf);
  }

  /** The version in force. @throws VersionNotFound */
  async current(slug: string): Promise<PetitionVersion> {
    const row = await this.database.prisma.petitionVersion.findFirst({
      where: { petition: { slug } },
      orderBy: { number: 'desc' },
    });
    if (!row) throw new VersionNotFound();
    return versionOf(row);
  }

  /** What the form of a version asked: the questions its signers answered. */
  async formOf(petitionId: string, number: number): Promise<PetitionForm> {
    const row = await this.database.prisma.petitionVersion.findUnique({
      where: { petitionId_number: { petitionId, number } },
      select: { content: true },
    });
    return row ? (versionContent.parse(row.content).form ?? {}) : {};
  }

  /** @throws VersionNotFound */
  async get(petitionId: string, number: number): Promise<{ version: PetitionVersion; before: PetitionVersion | null }> {
    const versions = await this.list(petitionId);
    const index = versions.findIndex((one) => one.number === number);
    const version = versions[index];
    if (!version) throw new VersionNotFound();
    return { version, before: versions[index + 1] ?? null };
  }
}

const versionOf = (row: {
  number: number;
  hash: string;
  change: string;
  reason: string | null;
  publishedAt: Date;
  content: unknown;
}): PetitionVersion => ({
  number: row.number,
  hash: row.hash,
  change: row.change as VersionChange,
  reason: row.reason,
  publishedAt: row.publishedAt.toISOString(),
  content: versionContent.parse(row.content),
});

/** The texts of a petition as they stand. */
async function contentOf(tx: Tx, petitionId: string): Promise<VersionContent> {
  const { texts, sources, consents, form, demands } = await tx.petition.findUniqueOrThrow({
    where: { id: petitionId },
    include: { texts: { orderBy: { locale: 'asc' } } },
  });
  return versionContent.parse({
    texts: Object.fromEntries(texts.map((row) => [row.locale, textOfRow(row)])),
    sources,
    consents,
    ...(Object.keys(form as object).length > 0 && { form }),
    ...(demands.length > 0 && { demands }),
  });
}

function seen(last: { content: unknown } | null, content: VersionContent): VersionChange {
  if (!last) return 'first';
  const before = versionContent.parse(last.content);
  const kept = Object.fromEntries(Object.keys(before.texts).map((locale) => [locale, content.texts[locale]]));
  return isDeepStrictEqual({ ...content, texts: kept }, before) ? 'translation' : 'before_signatures';
}
