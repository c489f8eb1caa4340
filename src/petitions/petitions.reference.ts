import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { newId } from '../platform/ids.js';
import { claimKeysIn } from '../claims/claims.schema.js';
import { ClaimsService } from '../claims/claims.service.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { Clock } from '../platform/clock.js';
import { addDays, instantIn } from '../platform/day.js';
import { Database } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { consentOffer, earlierConsents } from '../supporters/consents.schema.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { rowOfText } from './petition-rows.js';
import { PetitionVersions } from './versions/petition-versions.service.js';
import { petitionReference, type PetitionReference } from './petitions.schema.js';
import { withTexts } from '../platform/texts/reference-texts.js';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(prismaFolder(), 'reference', `${name}.json`), 'utf8'));

/** Campaign and petition that are shipped: an example that works, and the campaign this program was written for. */
const shipped = (): PetitionReference => petitionReference.parse(withTexts(read('campaign'), 'campaign'));

/** Loads the default campaign and petition. A text that somebody has signed is never overwritten: what was signed stays what was shown. */
@Injectable()
export class PetitionsReference {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly campaigns: CampaignsService,
    private readonly claims: ClaimsService,
    private readonly consents: ConsentsService,
    private readonly versions: PetitionVersions,
  ) {}

  /** Consents of earlier releases, which people may have agreed to. */
  async loadWordings(): Promise<void> {
    await this.consents.ensureWordings(earlierConsents.parse(read('earlier-consents')).consents);
  }

  /** @returns the short name of the campaign */
  async load(): Promise<string> {
    await this.loadWordings();
    const reference = shipped();
    await this.ensure(reference);
    return reference.campaign.slug;
  }

  /** The short name of the campaign that is shipped. */
  shippedCampaign(): string {
    return shipped().campaign.slug;
  }

  /** Several processes may do this at once; the slug's unique key lets one of them win. */
  async ensure(reference: PetitionReference): Promise<void> {
    const campaign = await this.campaigns.ensure(reference.campaign);
    await this.consents.ensureWordings(reference.consents);
    const { petition } = reference;
    const { timeZone } = reference.campaign;
    await this.database.prisma.petition.createMany({
      data: [
        {
          id: newId(),
          slug: petition.slug,
          campaignId: campaign.id,
          publishedAt: this.clock.now(),
          opensAt: instantIn(timeZone, petition.opensOn, '00:00'),
          closesAt: petition.closesOn === null ? null : instantIn(timeZone, addDays(petition.closesOn, 1), '00:00'),
          demands: petition.demands,
          goalSteps: petition.goalSteps,
          sources: petition.sources,
          consents: reference.consents.map((offer) => consentOffer.parse(offer)),
          createdAt: this.clock.now(),
        },
      ],
      skipDuplicates: true,
    });
    const { id } = await this.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition.slug } });
    await this.database.prisma.petitionText.createMany({
      data: Object.entries(petition.texts).map(([locale, text]) => ({ petitionId: id, locale, ...rowOfText(text) })),
      skipDuplicates: true,
    });
    await this.renewUnsigned(id, reference);
    await this.database.transaction((tx) => this.versions.keep(tx, id));
    await this.recordClaims(id, petition.slug);
  }

  /** A newer release updates the texts as long as nobody has signed or changed the earlier ones. */
  private async renewUnsigned(
    petitionId: string,
    { petition: { texts, sources, demands } }: PetitionReference,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await tx.signature.findFirst({ where: { petitionId }, select: { id: true } })) !== null) return;
      // What staff have published stays.
      const last = await tx.petitionVersion.findFirst({ where: { petitionId }, orderBy: { number: 'desc' } });
      if (last && last.publishedBy !== 'system') return;
      await tx.petition.update({ where: { id: petitionId }, data: { sources, demands } });
      for (const [locale, text] of Object.entries(texts))
        await tx.petitionText.update({ where: { petitionId_locale: { petitionId, locale } }, data: rowOfText(text) });
    });
  }

  /** Registers which facts the texts rely on, as stored in the database. */
  private async recordClaims(petitionId: string, slug: string): Promise<void> {
    const texts = await this.database.prisma.petitionText.findMany({ where: { petitionId } });
    await this.database.transaction(async (tx) => {
      for (const { locale, sections, ask } of texts)
        await this.claims.recordUses(
          tx,
          { kind: 'petition', place: slug, locale },
          claimKeysIn(JSON.stringify([sections, ask])),
        );
    });
  }
}
