import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { Locale } from '../platform/http/locale.js';
import { OwnDataParts } from '../petitions/own-data-parts.service.js';
import type { OwnConsent, OwnLetter } from '../privacy/own-data.schema.js';
import { OwnDataService } from '../privacy/own-data.service.js';
import { LinkInvalid } from '../petitions/petitions.errors.js';
import { RetentionService } from '../privacy/retention.service.js';
import { forgetLetters, lettersOfEndedPetitions, rejectedLetters, unconfirmedLetters, withdrawLetter } from './own-letters.sql.js';
import { keptDays } from './personal-letters.status.js';

/** Letters as part of what is held about a person: shown, taken back, forgotten, and not kept for ever. */
@Injectable()
export class OwnLettersService implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly parts: OwnDataParts,
    private readonly ownData: OwnDataService,
    private readonly retention: RetentionService,
  ) {}

  onModuleInit(): void {
    this.parts.register({
      look: (supporterId, consentsOf) => this.look(supporterId, consentsOf),
      forget: async (supporterId) => void (await this.database.run(forgetLetters, [supporterId, this.clock.now()])),
    });
    const { unconfirmed, rejected, afterEnd } = keptDays;
    this.retention.register(
      {
        rule: { key: 'unconfirmed_letters', days: unconfirmed, deed: 'letters to ministries erased with consents and mails' },
        ...unconfirmedLetters,
      },
      {
        rule: { key: 'rejected_letters', days: rejected, deed: 'name, country and text of letters that were not accepted erased' },
        ...rejectedLetters,
      },
      {
        rule: {
          key: 'letters_of_finished_petitions',
          days: afterEnd,
          deed: 'after the petition has ended: names, countries and texts of letters erased; where they went stays',
        },
        ...lettersOfEndedPetitions,
      },
    );
  }

  /** Takes a letter back; what was delivered before cannot be called back. @param token of the page of own data @throws LinkInvalid, LinkExpired */
  async withdraw(token: string, letterId: string, locale: Locale): Promise<void> {
    const rows = await this.database.run(withdrawLetter, [letterId, this.ownData.open(token), this.clock.now(), locale]);
    if (rows.length === 0) throw new LinkInvalid();
  }

  private async look(supporterId: string, consentsOf: (id: string) => OwnConsent[]): Promise<OwnLetter[]> {
    const rows = await this.database.prisma.personalLetter.findMany({ where: { supporterId }, orderBy: { id: 'asc' } });
    const carriers = await this.database.prisma.letter.findMany({
      where: { id: { in: rows.flatMap(({ letterId }) => letterId ?? []) } },
      select: { id: true, reference: true },
    });
    const references = new Map(carriers.map(({ id, reference }) => [id, reference]));
    return rows.map(({ id, iso, status, name, country, locale, text, reason, letterId, ...at }) => ({
      id,
      iso,
      status,
      name,
      country,
      locale,
      text,
      reason,
      reference: references.get(letterId ?? '') ?? null,
      writtenAt: at.writtenAt.toISOString(),
      confirmedAt: at.confirmedAt?.toISOString() ?? null,
      decidedAt: at.decidedAt?.toISOString() ?? null,
      deliveredAt: at.deliveredAt?.toISOString() ?? null,
      withdrawnAt: at.withdrawnAt?.toISOString() ?? null,
      consents: consentsOf(id),
    }));
  }
}
