import { Inject, Injectable } from '@nestjs/common';
import { MailFooters, type CampaignSender } from '../../campaigns/mail-footer.service.js';
import { inkOn } from '../../campaigns/theme/theme.values.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { MailColours } from '../../platform/mail/layout.js';
import { senderDomain } from '../../platform/mail/transport.js';
import { CONFIG } from '../../platform/runtime.js';

const darkColours: MailColours = { accent: '#8ab8ff', accentInk: '#0f1720' };

/** What all emails of an update share, whatever their language. */
export interface UpdateLetterhead {
  slug: string;
  campaignSlug: string;
  names: Record<string, string>;
  sender: CampaignSender;
  dark: MailColours;
  host: string;
  /** Domain of the sender */
  domain: string;
  /** Makes the address of a link or picture absolute; our own pages learn which update led to them, and not who was led */
  absolute: (address: string) => string;
}

/** Who sends the email of an update, and in which colours. */
@Injectable()
export class UpdateLetterheads {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly footers: MailFooters,
  ) {}

  async of(updateId: string): Promise<UpdateLetterhead> {
    const { slug, campaignId } = await this.database.prisma.campaignUpdate.findUniqueOrThrow({
      where: { id: updateId },
      select: { slug: true, campaignId: true },
    });
    const campaign = await this.database.prisma.campaign.findUniqueOrThrow({
      where: { id: campaignId },
      select: { slug: true, names: true, theme: { select: { onDark: true } } },
    });
    const sender = (await this.footers.ofCampaigns([campaignId])).get(campaignId);
    if (!sender) throw new Error('The campaign of an update is gone.');
    const { PUBLIC_URL, MAIL_FROM } = this.config;
    const accent = campaign.theme?.onDark ?? null;
    return {
      ...{ slug, sender, campaignSlug: campaign.slug, names: campaign.names as Record<string, string> },
      dark: accent === null ? darkColours : { accent, accentInk: inkOn(accent) },
      host: new URL(PUBLIC_URL).host,
      domain: senderDomain(MAIL_FROM),
      absolute: (address) => absoluteAddress(address, PUBLIC_URL, slug),
    };
  }
}

/** Pages of ours get `source`, the code of the update; pictures and other sites stay as they are. */
function absoluteAddress(address: string, publicUrl: string, slug: string): string {
  const url = new URL(address, `${publicUrl}/`);
  if (url.origin !== new URL(publicUrl).origin || url.pathname.startsWith('/pictures/')) return url.href;
  if (!url.searchParams.has('source')) url.searchParams.set('source', slug);
  return url.href;
}
