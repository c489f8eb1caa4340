import { Injectable } from '@nestjs/common';
import { PersonalLettersService } from '../../supporter-letters/personal-letters.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { plainBlock } from '../../platform/texts/blocks/block.js';
import { Suppressions } from '../../platform/mail/suppressions.js';
import { StatesService } from '../../treaties/states.service.js';
import { Hal, type Resource } from '../hal.js';
import type { PersonRow } from './people.sql.js';
import type { CampaignRow, OutreachRow, PetitionRow, SignatureRow } from './petitions.sql.js';
import type { MessageRow } from './messages.sql.js';
import type { ItemRow, TaggingRow, TagRow } from './tags.sql.js';

/** Rows as OSDI resources. Missing fields are left out. */
@Injectable()
export class OsdiViews {
  constructor(
    private readonly hal: Hal,
    private readonly petitions: PetitionsService,
    private readonly letters: PersonalLettersService,
    private readonly states: StatesService,
    private readonly suppressions: Suppressions,
  ) {}

  async people(rows: readonly PersonRow[]): Promise<Resource[]> {
    const reasons = await this.suppressions.reasonsFor(rows.map(({ email }) => email ?? ''));
    return rows.map((row, index) => this.person(row, reasons[index]?.has('hard_bounce') ?? false));
  }

  private person(row: PersonRow, bouncing: boolean): Resource {
    const { id, email, postalCode, country } = row;
    const path = `people/${id}`;
    const status = bouncing ? 'bouncing' : row.subscribed ? 'subscribed' : 'unsubscribed';
    const place = {
      primary: true,
      ...(postalCode !== null && { postal_code: postalCode }),
      ...(country !== null && { country }),
    };
    return this.hal.resource(
      id,
      path,
      row,
      {
        given_name: row.givenName,
        family_name: row.familyName === '' ? null : row.familyName,
        preferred_language: row.locale,
        source: row.source,
        email_addresses: email === null ? [] : [{ primary: true, address: email, status }],
        postal_addresses: postalCode === null && country === null ? [] : [place],
        'demarche:standing': row.confirmed ? 'confirmed' : 'pending',
      },
      {
        signatures: `${path}/signatures`,
        outreaches: `${path}/outreaches`,
        taggings: `${path}/taggings`,
        items: `${path}/items`,
      },
    );
  }

  async petition({ id, slug, createdAt }: PetitionRow, locale: Locale): Promise<Resource> {
    const { text, figures } = await this.petitions.getPage(slug, locale);
    const address = this.hal.page(`/petitions/${slug}?lang=${locale}`);
    const sections = text.sections.map(({ heading, paragraphs }) =>
      [heading, ...paragraphs.map((source) => plainBlock(source))].join('\n\n'),
    );
    return this.hal.resource(
      id,
      `petitions/${id}`,
      { createdAt, modifiedAt: createdAt },
      {
        name: slug,
        title: text.title,
        summary: text.summary,
        description: text.summary,
        petition_text: [...sections, ...text.ask].join('\n\n'),
        browser_url: address,
        share_url: address,
        featured_image_url: this.hal.page(`/cards/petitions/${slug}.png`),
        total_signatures: figures.signatureCount,
      },
      { signatures: `petitions/${id}/signatures`, record_signature_helper: `petitions/${id}/record_signature_helper` },
    );
  }

  signature(row: SignatureRow): Resource {
    return this.hal.resource(
      row.id,
      `signatures/${row.id}`,
      { createdAt: row.signedAt, modifiedAt: row.modifiedAt },
      {
        action_date: row.signedAt.toISOString(),
        comments: row.comment,
        referrer_data: row.source === null ? null : { source: row.source },
        'demarche:standing': row.status,
      },
      { person: `people/${row.supporterId}`, petition: `petitions/${row.petitionId}` },
    );
  }

  async campaign({ id, petition, total, createdAt }: CampaignRow, locale: Locale): Promise<Resource> {
    const path = `advocacy_campaigns/${id}`;
    const targets = await this.letters.recipients(locale);
    return this.hal.resource(
      id,
      path,
      { createdAt, modifiedAt: createdAt },
      {
        name: `Letters: ${petition}`,
        title: 'Write to a foreign ministry',
        description:
          'A supporter writes a letter to one foreign ministry. The campaign forwards it with its own next letter, after a person has read it.',
        type: 'email',
        targets: 'Foreign ministries of States that are party to a convention',
        target_list: targets.map((state) => ({
          organization: `Foreign ministry: ${state.name}`,
          postal_addresses: [{ country: state.iso }],
        })),
        browser_url: this.hal.page(`/petitions/${petition}/letter?lang=${locale}`),
        total_outreaches: total,
      },
      { outreaches: `${path}/outreaches`, record_outreach_helper: `${path}/record_outreach_helper` },
    );
  }

  async outreaches(rows: readonly OutreachRow[]): Promise<Resource[]> {
    const names = new Map((await this.states.list('en')).map(({ iso, name }) => [iso, name]));
    return rows.map((row) => this.outreach(row, names.get(row.iso) ?? row.iso));
  }

  private outreach(row: OutreachRow, state: string): Resource {
    return this.hal.resource(
      row.id,
      `outreaches/${row.id}`,
      { createdAt: row.writtenAt, modifiedAt: row.modifiedAt },
      {
        action_date: row.writtenAt.toISOString(),
        type: 'email',
        message: row.text,
        referrer_data: row.source === null ? null : { source: row.source },
        targets: [{ organization: `Foreign ministry: ${state}`, postal_addresses: [{ country: row.iso }] }],
        'demarche:status': row.status,
      },
      { person: `people/${row.supporterId}`, advocacy_campaign: `advocacy_campaigns/${row.campaignId}` },
    );
  }

  tag({ id, name, description, createdAt }: TagRow): Resource {
    return this.hal.resource(
      id,
      `tags/${id}`,
      { createdAt, modifiedAt: createdAt },
      { name, description },
      { taggings: `tags/${id}/taggings` },
    );
  }

  tagging({ id, tagId, supporterId, createdAt }: TaggingRow): Resource {
    const path = `tags/${tagId}/taggings/${id}`;
    const to = { tag: `tags/${tagId}`, person: `people/${supporterId}` };
    return this.hal.resource(id, path, { createdAt, modifiedAt: createdAt }, { item_type: 'osdi:person' }, to);
  }

  list(purpose: string, totalItems: number, createdAt: Date): Resource {
    const fields = { name: purpose, title: `People who consent to: ${purpose}`, total_items: totalItems };
    return this.hal.resource(`list-${purpose}`, `lists/${purpose}`, { createdAt, modifiedAt: createdAt }, fields, {
      items: `lists/${purpose}/items`,
    });
  }

  item({ supporterId, purpose, since }: ItemRow): Resource {
    const to = { person: `people/${supporterId}`, list: `lists/${purpose}` };
    const path = `lists/${purpose}/items/${supporterId}`;
    return this.hal.resource(
      `${purpose}-${supporterId}`,
      path,
      { createdAt: since, modifiedAt: since },
      { item_type: 'osdi:person' },
      to,
    );
  }

  message(row: MessageRow): Resource {
    const { sent, delivered, bounced } = row;
    return this.hal.resource(
      row.id,
      `messages/${row.id}`,
      row,
      {
        name: row.name,
        type: row.channel === 'email' ? 'email' : 'postal mail',
        status: messageStatuses[row.status] ?? 'draft',
        scheduled_start_date: row.startsAt?.toISOString(),
        total_targeted: row.targeted,
        statistics: { sent, delivered, bounced },
      },
      {},
    );
  }
}

/** Our run statuses in OSDI terms. */
const messageStatuses: Partial<Record<string, string>> = {
  draft: 'draft',
  planned: 'draft',
  approved: 'scheduled',
  paused: 'stopped',
  cancelled: 'stopped',
  finished: 'sent',
};
