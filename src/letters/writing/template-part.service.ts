import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { shippedTemplates } from './shipped-templates.js';
import { slotOf, type TemplatePart } from './template-part.schema.js';
import type { TemplateStatus } from './templates.values.js';

/** The letter templates of a campaign for its file, and from it. */
@Injectable()
export class TemplateParts {
  constructor(private readonly clock: Clock) {}

  /** The approved version of each, or the latest draft. */
  async read(tx: Tx, campaignId: string): Promise<TemplatePart[]> {
    const rows = await tx.letterTemplate.findMany({
      where: { campaignId, status: { in: ['approved', 'draft'] satisfies TemplateStatus[] } },
      orderBy: { version: 'asc' },
    });
    const parts = new Map<string, { part: TemplatePart; approved: boolean }>();
    for (const { kind, convention, audience, locale, subject, body, status } of rows) {
      const part = { kind, convention, audience, locale, subject, body } as TemplatePart;
      const approved = status === 'approved';
      if (approved || parts.get(slotOf(part))?.approved !== true) parts.set(slotOf(part), { part, approved });
    }
    return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { part }]) => part);
  }

  /** The bundled texts. */
  readonly shipped = shippedTemplates;

  /** As drafts: a letter needs a text that somebody else than its author has approved. */
  async add(tx: Tx, campaignId: string, templates: readonly TemplatePart[], actor: string): Promise<void> {
    const createdAt = this.clock.now();
    await tx.letterTemplate.createMany({
      data: templates.map((template) => ({
        id: newId(),
        campaignId,
        ...template,
        version: 1,
        status: 'draft' satisfies TemplateStatus,
        author: actor,
        createdAt,
      })),
    });
  }
}
