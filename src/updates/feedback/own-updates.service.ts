import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { recipientStates, type RecipientState } from '../recipients.status.js';

const names = new Map(Object.entries(recipientStates).map(([name, code]) => [code as number, name as RecipientState]));

/** Which updates a person was sent. */
@Injectable()
export class OwnUpdates {
  constructor(private readonly database: Database) {}

  /** Oldest first, by the title of the version that was sent. */
  async of(supporterId: string, locale: string) {
    const { prisma } = this.database;
    const rows = await prisma.updateRecipient.findMany({ where: { supporterId }, orderBy: { updateId: 'asc' } });
    const ids = rows.map(({ updateId }) => updateId);
    const updates = await prisma.campaignUpdate.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        slug: true,
        mailing: { select: { version: true } },
        versions: { select: { number: true, texts: true } },
      },
    });
    return rows.flatMap((row) => {
      const update = updates.find(({ id }) => id === row.updateId);
      const texts = update?.versions.find(({ number }) => number === update.mailing?.version)?.texts as
        Record<string, { title: string }> | undefined;
      if (!update) return [];
      return [
        {
          title: texts?.[row.locale]?.title ?? texts?.en?.title ?? update.slug,
          page: `/updates/${update.slug}?lang=${locale}`,
          locale: row.locale,
          state: names.get(row.state) ?? 'waiting',
          settledAt: row.settledAt?.toISOString() ?? null,
        },
      ];
    });
  }
}
