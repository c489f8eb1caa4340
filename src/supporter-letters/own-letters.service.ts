import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Locale } from '../platform/http/locale.js';
import { OwnDataLinks } from '../petitions/own-data-links.service.js';
import { LinkInvalid } from '../petitions/petitions.errors.js';
import { forgetLetters, unlinkLettersOf, withdrawLetterIn } from './own-letters.sql.js';

/** A letter of the person to one ministry. Name, country, text and source are null once it was withdrawn. */
export interface OwnLetter {
  id: string;
  iso: string;
  status: string;
  name: string | null;
  country: string | null;
  locale: string;
  text: string | null;
  /** Which link led to the form, if it said so. */
  source: string | null;
  writtenAt: string;
  confirmedAt: string | null;
  decidedAt: string | null;
  /** Code of the reason, where it was not accepted. */
  reason: string | null;
  /** Id of the campaign's letter it was enclosed with. */
  letterId: string | null;
  deliveredAt: string | null;
  withdrawnAt: string | null;
}

/** Letters as part of a person's data: shown, withdrawn and erased. */
@Injectable()
export class OwnLettersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: OwnDataLinks,
  ) {}

  /** Withdraws a letter; what was delivered before cannot be recalled. @param token of the page of own data @throws LinkInvalid, LinkExpired */
  async withdraw(token: string, letterId: string, locale: Locale): Promise<void> {
    const supporterId = this.links.open(token);
    await this.database.transaction(async (tx) => {
      const rows = await withdrawLetterIn(tx, [letterId, supporterId, this.clock.now(), locale]);
      if (rows.length === 0) throw new LinkInvalid();
      await unlinkLettersOf(tx, supporterId);
    });
  }

  /** Erases everything of the person; may be repeated. */
  async forget(supporterId: string): Promise<void> {
    await this.database.run(forgetLetters, [supporterId, this.clock.now()]);
  }

  /** The letters of a person, oldest first. */
  async of(supporterId: string): Promise<OwnLetter[]> {
    const rows = await this.database.prisma.personalLetter.findMany({ where: { supporterId }, orderBy: { id: 'asc' } });
    return rows.map(({ id, iso, status, name, country, locale, text, source, reason, letterId, ...at }) => ({
      id,
      iso,
      status,
      name,
      country,
      locale,
      text,
      source,
      reason,
      letterId,
      writtenAt: at.writtenAt.toISOString(),
      confirmedAt: at.confirmedAt?.toISOString() ?? null,
      decidedAt: at.decidedAt?.toISOString() ?? null,
      deliveredAt: at.deliveredAt?.toISOString() ?? null,
      withdrawnAt: at.withdrawnAt?.toISOString() ?? null,
    }));
  }
}
