import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { ConsentReference } from './consents.schema.js';

/** The texts people agree to. A wording is never changed; a new text is a new wording. */
@Injectable()
export class ConsentsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async ensureWordings(references: ConsentReference[]): Promise<void> {
    const createdAt = this.clock.now();
    await this.database.prisma.consentWording.createMany({
      data: references.flatMap(({ purpose, wording, texts }) =>
        Object.entries(texts).map(([locale, text]) => ({ purpose, wording, locale, text, createdAt })),
      ),
      skipDuplicates: true,
    });
  }

  /** The texts of these wordings, keyed `purpose:wording`, in one language. */
  async textsIn(locale: string, wordings: { purpose: string; wording: string }[]): Promise<Map<string, string>> {
    const rows = await this.database.prisma.consentWording.findMany({ where: { locale, OR: wordings } });
    return new Map(rows.map((row) => [`${row.purpose}:${row.wording}`, row.text]));
  }
}
