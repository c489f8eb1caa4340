import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ProfileService } from '../../campaigns/profile.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database } from '../../platform/database/database.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { hasCatalogue } from '../../platform/texts/catalogue.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { inLanguage, type ByLanguage } from '../../platform/texts/in-language.js';
import { CONFIG } from '../../platform/runtime.js';
import { retentionRules, type RetentionKey } from '../retention.rules.js';
import { NoticeNotFound } from './notice.errors.js';
import { noticeDocument, type NoticeDocument } from './notice.schema.js';
import { writeNotice } from './write-notice.js';

export interface NoticeVersion {
  number: number;
  validFrom: Date;
}

export interface Notice extends NoticeVersion {
  document: NoticeDocument;
  /** Of the document: English where the version has none in the language asked for */
  language: string;
  /** When a newer version replaced it; null for the current one */
  replacedAt: Date | null;
  /** The versions before it, newest first */
  earlier: NoticeVersion[];
}

export const noticeTag = 'privacy notice';

const retentionDays = Object.fromEntries(retentionRules.map(({ key, days }) => [key, days])) as Record<
  RetentionKey,
  number
>;

/** Languages that have the whole notice, offered on the site or not. */
const noticeLanguages = writtenLocales.filter((locale) => hasCatalogue(locale, 'privacy-notice'));

/** The privacy notices of the campaign. Each version that was shown is kept as it was. */
@Injectable()
export class PrivacyNotices {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: CampaignsService,
    private readonly profiles: ProfileService,
    private readonly petitions: PetitionsService,
    private readonly cache: PageCache,
  ) {}

  /** Writes the notices of all campaigns again. */
  async renew(): Promise<void> {
    for (const { id } of await this.campaigns.list()) await this.renewOf(id);
    this.cache.expire(noticeTag);
  }

  /**
   * Writes a campaign’s notice again and keeps it as the next version if it differs from the last. Under a lock, so that of two changes at once the later
   * one is written last.
   */
  private async renewOf(campaignId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'privacyNotice');
      const { facts } = await this.profiles.of(campaignId);
      const partners = await this.partnersOf(campaignId);
      const basis = { facts, retentionDays, exportHours: this.config.EXPORT_KEEP_HOURS, partners };
      const documents = Object.fromEntries(noticeLanguages.map((locale) => [locale, writeNotice(basis, locale)]));
      const hash = createHash('sha256').update(JSON.stringify(documents)).digest('hex');
      const last = await tx.privacyNotice.findFirst({
        where: { campaignId },
        orderBy: { number: 'desc' },
        select: { number: true, hash: true },
      });
      if (last?.hash === hash) return;
      const number = (last?.number ?? 0) + 1;
      await tx.privacyNotice.create({ data: { campaignId, number, hash, documents, validFrom: this.clock.now() } });
    });
  }

  /** Organisations that petitions of the campaign ask people to pass their data to, by name. */
  private async partnersOf(campaignId: string): Promise<string[]> {
    const slugs = await this.petitions.slugsOf(campaignId);
    const offers = (await Promise.all(slugs.map((slug) => this.petitions.offers(slug, 'en')))).flat();
    const named = offers.filter(({ purpose }) => purpose !== 'government');
    return [...new Set(named.flatMap(({ recipients }) => (recipients ?? []).map(({ name }) => name)))].sort();
  }

  /** Newest first. */
  async list(campaignId: string): Promise<NoticeVersion[]> {
    return this.database.prisma.privacyNotice.findMany({
      where: { campaignId },
      orderBy: { number: 'desc' },
      select: { number: true, validFrom: true },
    });
  }

  /** @param number null: the current one @throws NoticeNotFound */
  async get(campaignId: string, number: number | null, locale: string): Promise<Notice> {
    const versions = await this.list(campaignId);
    const index = number === null ? 0 : versions.findIndex((version) => version.number === number);
    const version = versions[index];
    if (!version) throw new NoticeNotFound();
    const row = await this.database.prisma.privacyNotice.findUniqueOrThrow({
      where: { campaignId_number: { campaignId, number: version.number } },
    });
    const documents = row.documents as ByLanguage<unknown>;
    return {
      ...version,
      document: noticeDocument.parse(inLanguage(documents, locale)),
      language: documents[locale] === undefined ? 'en' : locale,
      replacedAt: versions[index - 1]?.validFrom ?? null,
      earlier: versions.slice(index + 1),
    };
  }
}
