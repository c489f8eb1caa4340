import { Injectable } from '@nestjs/common';
import { dayIn } from '../../platform/day.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../platform/clock.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { draftTitle, textOfRow } from '../petition-rows.js';
import { changedSince, translationsOf, type TranslatedFrom } from '../translation.values.js';
import { DraftSecondPerson } from './draft-second-person.service.js';
import type { Texts } from './draft-texts.js';
import type { DraftState } from './draft.status.js';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

/** Drafts and translations that wait for somebody. */
@Injectable()
export class DraftsWaiting {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly secondPerson: DraftSecondPerson,
  ) {}

  /** Drafts sent for review, and those that were held at the moment they were to be published. */
  async toReview(campaignId: string): Promise<Waiting[]> {
    const rows = await this.database.prisma.petitionDraft.findMany({
      where: { state: { in: ['review', 'held'] satisfies DraftState[] }, petition: { campaignId } },
      orderBy: { stateAt: 'asc' },
      take: mostWaiting,
      include: { petition: { select: { slug: true, campaign: { select: { timeZone: true } } } } },
    });
    if (rows.length === 0) return [];
    const isWanted = await this.secondPerson.isWanted(campaignId);
    return Promise.all(
      rows.map(async ({ petitionId, petition, state, stateAt, publishAt, authors, ...draft }) => {
        const needsSecond = state === 'review' && (isWanted || (await this.isSigned(petitionId)));
        return waits({
          title: draftTitle(draft) ?? petition.slug,
          since: stateAt,
          due: publishAt && dayIn(petition.campaign.timeZone, publishAt),
          // What was held may be mended by its authors.
          by: needsSecond ? authors : [],
          at: petition.slug,
        });
      }),
    );
  }

  /** Languages of petitions that people can sign, or will, whose English text has changed since it was translated. */
  async staleTranslations(campaignId: string): Promise<Waiting[]> {
    const over = { closedAt: null, archivedAt: null, hiddenAt: null };
    const rows = await this.database.prisma.petition.findMany({
      where: { campaignId, ...over, OR: [{ closesAt: null }, { closesAt: { gt: this.clock.now() } }] },
      orderBy: { id: 'asc' },
      take: mostWaiting,
      select: { slug: true, texts: true, draft: { select: { texts: true, translatedFrom: true, updatedAt: true } } },
    });
    return rows.flatMap(({ slug, texts: published, draft }) => {
      const before: Texts = Object.fromEntries(published.map((row) => [row.locale, textOfRow(row)]));
      const texts = (draft?.texts ?? before) as Texts;
      const from = translationsOf(published, before.en, draft?.translatedFrom as TranslatedFrom | undefined);
      const stale = Object.keys(texts).filter(
        (locale) => locale !== 'en' && changedSince(texts.en, from[locale] ?? []).size > 0,
      );
      const title = texts.en?.title ?? slug;
      const since = draft?.updatedAt ?? null;
      return stale.map((locale) =>
        waits({ title: `${title} (${languageNames.of(locale) ?? locale})`, since, at: `${slug}/text?lang=${locale}` }),
      );
    });
  }

  private async isSigned(petitionId: string): Promise<boolean> {
    const where = { petitionId, status: 'confirmed' };
    return (await this.database.prisma.signature.findFirst({ where, select: { id: true } })) !== null;
  }
}
