import { Injectable } from '@nestjs/common';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import type { Tx } from '../../platform/database/database.js';
import { rowOfText } from '../petition-rows.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import type { PetitionPart } from './petition-part.schema.js';

/** Who published what a release brought; earlier releases wrote `system`. */
const releases: readonly string[] = ['release', 'system'];

/** What a newer release changes of the petition that is shipped. */
@Injectable()
export class PetitionRenewal {
  constructor(
    private readonly claims: ClaimsService,
    private readonly versions: PetitionVersions,
  ) {}

  /**
   * Texts change as long as nobody has signed them and no staff have published others; languages are added at any time. A petition that staff have
   * moved to another short name stays as it is.
   */
  async renew(tx: Tx, campaignId: string, { slug, texts, sources, demands }: PetitionPart): Promise<void> {
    const found = await tx.petition.findUnique({ where: { slug, campaignId }, select: { id: true } });
    if (!found) return;
    const petitionId = found.id;
    await tx.petitionText.createMany({
      data: Object.entries(texts).map(([locale, text]) => ({ petitionId, locale, ...rowOfText(text) })),
      skipDuplicates: true,
    });
    if (await this.isOurs(tx, petitionId)) {
      await tx.petition.update({ where: { id: petitionId }, data: { sources, demands } });
      for (const [locale, text] of Object.entries(texts))
        await tx.petitionText.update({ where: { petitionId_locale: { petitionId, locale } }, data: rowOfText(text) });
    }
    await this.versions.keep(tx, petitionId);
    for (const { locale, sections, ask } of await tx.petitionText.findMany({ where: { petitionId } }))
      await this.claims.recordUses(
        tx,
        { kind: 'petition', place: slug, locale },
        claimKeysIn(JSON.stringify([sections, ask])),
      );
  }

  private async isOurs(tx: Tx, petitionId: string): Promise<boolean> {
    if ((await tx.signature.findFirst({ where: { petitionId }, select: { id: true } })) !== null) return false;
    const last = await tx.petitionVersion.findFirst({ where: { petitionId }, orderBy: { number: 'desc' } });
    return last === null || releases.includes(last.publishedBy);
  }
}
