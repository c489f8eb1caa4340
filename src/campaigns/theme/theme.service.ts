import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { DomainError, InvalidInput } from '../../platform/errors.js';
import { CampaignManagement } from '../campaign-management.service.js';
import { PicturesService } from '../pictures/pictures.service.js';
import type { Theme, ThemeForm } from './theme.schema.js';

class ThemeChanged extends DomainError {
  readonly code = 'theme.changed';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody else has changed the colours or the logo meanwhile. Look at them, and save again.');
  }
}

/** Colours and logo of a campaign. */
@Injectable()
export class ThemeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly pictures: PicturesService,
    private readonly management: CampaignManagement,
  ) {}

  async of(campaignId: string): Promise<Theme> {
    const row = await this.database.prisma.campaignTheme.findUnique({ where: { campaignId } });
    return {
      onLight: row?.onLight ?? null,
      onDark: row?.onDark ?? null,
      logo: row?.logo ?? null,
      revision: row?.revision ?? 0,
    };
  }

  /** @throws ThemeChanged, InvalidInput for a logo that is no picture of the campaign */
  async save(campaignId: string, { revision, ...look }: ThemeForm, actor: string): Promise<void> {
    if (look.logo !== null && (await this.pictures.unknownAmong(campaignId, [look.logo])).length > 0)
      throw new InvalidInput([
        { pointer: '/logo', code: 'picture.unknown', detail: 'is no picture that was uploaded for this campaign' },
      ]);
    const data = { ...look, revision: revision + 1, updatedAt: this.clock.now() };
    await this.database.transaction(async (tx) => {
      const { count } =
        revision === 0
          ? await tx.campaignTheme.createMany({ data: [{ campaignId, ...data }], skipDuplicates: true })
          : await tx.campaignTheme.updateMany({ where: { campaignId, revision }, data });
      if (count === 0) throw new ThemeChanged();
      await this.audit.record(tx, { actor, action: 'campaign.theme_saved', details: { campaignId } });
    });
    this.management.shown();
  }
}
