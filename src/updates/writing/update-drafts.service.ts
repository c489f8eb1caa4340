import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import type { Prisma } from '../../generated/prisma/client.js';
import { DraftPictures } from '../../petitions/drafts/draft-pictures.service.js';
import type { TranslatedFrom } from '../../petitions/translation.values.js';
import { Clock, minutes } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { InvalidInput } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { validate } from '../../platform/http/validation.js';
import { sectionsIn } from '../../platform/texts/blocks/body.js';
import { mergeFields, type Fields } from '../../platform/texts/merge-fields.js';
import { StaffUpdates, type StaffUpdate } from './staff-updates.service.js';
import { hashesOf } from './update-texts.js';
import { NothingToPublish, UpdateChanged, UpdatePublished, UpdateSlugTaken } from './updates.errors.js';
import { fieldsIn } from '../../petitions/drafts/drafts.schema.js';
import { updateForm, type NewUpdate, type UpdateForm } from './updates.schema.js';

/** What was stored: the revision, and the fields as the form shows them. */
export interface SavedUpdate {
  revision: number;
  fields: Record<string, string>;
}

/** What a change does to those who reviewed or scheduled it: they have not seen it. */
const written = { state: 'draft', publishAt: null, stateBy: null, stateAt: null, heldBy: [] };

/** Updates while they are written. */
@Injectable()
export class UpdateDrafts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly updates: StaffUpdates,
    private readonly pictures: DraftPictures,
  ) {}

  /** @throws UpdateSlugTaken, InvalidInput where the petition is none of the campaign */
  async create(campaignId: string, { slug, title, petition }: NewUpdate, actor: string): Promise<void> {
    const petitionId = petition === '' ? null : await this.petitionIn(campaignId, petition);
    const now = this.clock.now();
    const texts = { en: { title, text: '' } };
    const data = { id: newId(), campaignId, petitionId, slug, texts, authors: [actor], createdAt: now, updatedAt: now };
    await this.database.transaction(async (tx) => {
      const { count } = await tx.campaignUpdate.createMany({ data: [data], skipDuplicates: true });
      if (count === 0) throw new UpdateSlugTaken();
      await this.audit.record(tx, { actor, action: 'update.begun', details: { slug } });
    });
  }

  /**
   * Keeps one language. What somebody else has saved since the form was shown is kept, too, where it touches the other field or other blocks.
   * @param autosaved while typing: the audit log has one entry for ten minutes of it
   * @throws UpdateNotFound, UpdateChanged where both have changed the same place, InvalidInput
   */
  async save(slug: string, form: UpdateForm, actor: string, autosaved = false): Promise<SavedUpdate> {
    const { campaignId } = await this.updates.of(slug);
    await this.pictures.requireKnown(campaignId, { sections: sectionsIn(form.body) });
    const { locale } = form;
    return this.database.transaction(async (tx) => {
      const held = await this.updates.of(slug, tx);
      const now = this.clock.now();
      const fields = merged(form, inputOf(held, locale), held.revision !== form.revision);
      // Two texts that are each within the limits may not be together.
      const { title, body, reason } = await validate(updateForm, { ...fields, locale, revision: held.revision });
      const isFirst = held.texts[locale] === undefined;
      const english = held.texts.en;
      const from = form.adapted !== undefined || isFirst ? hashesOf(english) : (held.translatedFrom[locale] ?? []);
      const translatedFrom: TranslatedFrom =
        locale === 'en' ? held.translatedFrom : { ...held.translatedFrom, [locale]: from };
      // Those of the published words have nothing to do with the correction.
      const authors = held.state === 'published' ? [actor] : [...new Set([...held.authors, actor])];
      await this.write(tx, held, {
        texts: { ...held.texts, [locale]: { title, text: body } } as unknown as Prisma.InputJsonObject,
        translatedFrom,
        reason: reason === '' ? null : reason,
        authors,
        updatedAt: now,
        ...written,
      });
      const isNews = !held.authors.includes(actor) || now.getTime() - held.updatedAt.getTime() > minutes(10);
      if (!autosaved || isNews)
        await this.audit.record(tx, { actor, action: 'update.saved', details: { slug, locale } });
      return { revision: held.revision + 1, fields };
    });
  }

  /** Gives up what is written and not published: back to the published words, or the whole draft. @throws UpdateNotFound, UpdateChanged, NothingToPublish, UpdatePublished */
  async discard(slug: string, revision: number, actor: string): Promise<'restored' | 'deleted'> {
    return this.database.transaction(async (tx) => {
      const held = await this.updates.of(slug, tx);
      if (held.revision !== revision) throw new UpdateChanged();
      if (held.state === 'published') throw new NothingToPublish();
      const { published } = held;
      if (published) {
        const texts = published.texts as unknown as Prisma.InputJsonObject;
        const nothing = { ...written, state: 'published', reason: null, authors: [published.publishedBy] };
        await this.write(tx, held, { texts, ...nothing, updatedAt: this.clock.now() });
      } else {
        if ((await tx.updateMailing.count({ where: { updateId: held.id } })) > 0) throw new UpdatePublished();
        const { count } = await tx.campaignUpdate.deleteMany({ where: { id: held.id, revision } });
        if (count === 0) throw new UpdateChanged();
      }
      await this.audit.record(tx, { actor, action: 'update.discarded', details: { slug } });
      return published ? 'restored' : 'deleted';
    });
  }

  /** @throws UpdateChanged where somebody else was faster */
  private async write(tx: Tx, { id, revision }: StaffUpdate, data: Prisma.CampaignUpdateUpdateManyMutationInput) {
    const { count } = await tx.campaignUpdate.updateMany({
      where: { id, revision },
      data: { ...data, revision: revision + 1 },
    });
    if (count === 0) throw new UpdateChanged();
  }

  private async petitionIn(campaignId: string, slug: string): Promise<string> {
    const found = await this.database.prisma.petition.findFirst({ where: { campaignId, slug }, select: { id: true } });
    if (found) return found.id;
    throw new InvalidInput([
      { pointer: '/petition', code: 'petition.not_found', detail: 'is no petition of this campaign' },
    ]);
  }
}

/** A language as the form shows it. */
export const inputOf = ({ texts, reason }: Pick<StaffUpdate, 'texts' | 'reason'>, locale: string) => ({
  title: texts[locale]?.title ?? '',
  body: texts[locale]?.text ?? '',
  reason: reason ?? '',
});

/** @param changed whether it is another than the one the form showed @throws UpdateChanged */
function merged({ title, body, reason, base }: UpdateForm, theirs: Fields, changed: boolean): Record<string, string> {
  const mine = { title, body, reason };
  const shown = base === undefined ? null : fieldsIn(base);
  if (shown === null && changed) throw new UpdateChanged();
  if (shown === null) return mine;
  const { fields, conflicts } = mergeFields(shown, mine, theirs);
  if (conflicts.length > 0) throw new UpdateChanged(conflicts, fields);
  return fields;
}
