import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { waitingTemplates } from './templates.sql.js';
import { releaseAuthor } from './templates.values.js';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** Texts of letters that a second person has to approve. */
@Injectable()
export class TemplatesWaiting {
  constructor(private readonly database: Database) {}

  /** Bundled drafts are an offer to those who read the language: they wait for nobody. */
  async toApprove(campaignId: string): Promise<Waiting[]> {
    const rows = await waitingTemplates(this.database.prisma, campaignId, releaseAuthor, mostWaiting);
    return rows.map(({ kind, convention, audience, locale, author, createdAt }) => {
      const part = kind === 'section' ? `${convention ?? ''} ${audience ?? ''}` : kind.replaceAll('_', ' ');
      return waits({ title: `${part}, ${languageNames.of(locale) ?? locale}`, since: createdAt, by: [author] });
    });
  }
}
