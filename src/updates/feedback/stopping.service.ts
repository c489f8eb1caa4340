import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { EventLog } from '../../platform/events/event-log.js';
import { Suppressions } from '../../platform/mail/suppressions.js';
import { LinkInvalid } from '../../petitions/petitions.errors.js';
import { RecipientTokens } from '../sending/recipient-tokens.js';
import { findUpdate, markRecipient, withdrawUpdates, type StopScope } from './feedback.sql.js';

/** What a reader may stop on the page behind the link of an update. */
export interface StopOffer {
  locale: string;
  campaign: { slug: string; names: Record<string, string> };
  /** Petitions of the campaign that the reader signed; none where there is only one, and the update is not about it */
  petitions: { slug: string; titles: Record<string, string> }[];
}

/** What was chosen: news of the campaign, about one of its petitions by its short name, or everything. */
export type Stop = 'campaign' | 'everything' | { petition: string };

interface Reader {
  supporterId: string;
  update: Awaited<ReturnType<typeof findUpdate>>[number];
}

/** Unsubscribing from updates, without signing in: the link says who it is. In force for the next email that leaves, whichever update it is of. */
@Injectable()
export class UpdateStopping {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: RecipientTokens,
    private readonly suppressions: Suppressions,
    private readonly events: EventLog,
  ) {}

  /** @throws LinkInvalid */
  async look(token: string): Promise<StopOffer> {
    const { supporterId, update } = await this.readerOf(token);
    const { prisma } = this.database;
    const campaign = await prisma.campaign.findUniqueOrThrow({
      where: { id: update.campaignId },
      select: { slug: true, names: true },
    });
    const person = await prisma.supporter.findUnique({ where: { id: supporterId }, select: { locale: true } });
    const recipient = await prisma.updateRecipient.findUnique({
      where: { updateId_supporterId: { updateId: update.id, supporterId } },
      select: { locale: true },
    });
    const signed = await prisma.petition.findMany({
      where: { campaignId: update.campaignId, signatures: { some: { supporterId } } },
      orderBy: { id: 'asc' },
      select: { id: true, slug: true, texts: { select: { locale: true, title: true } } },
    });
    const isWorthAsking = signed.length > 1 || signed.some(({ id }) => id === update.petitionId);
    return {
      locale: recipient?.locale ?? person?.locale ?? 'en',
      campaign: { slug: campaign.slug, names: campaign.names as Record<string, string> },
      petitions: isWorthAsking
        ? signed.map(({ slug, texts }) => ({
            slug,
            titles: Object.fromEntries(texts.map(({ locale, title }) => [locale, title])),
          }))
        : [],
    };
  }

  /** Repeating it changes nothing. @throws LinkInvalid */
  async stop(token: string, what: Stop): Promise<void> {
    const reader = await this.readerOf(token);
    await this.database.transaction(async (tx) => {
      await this.withdraw(tx, reader, await this.scopeOf(tx, reader, what), 'unsubscribe_link', '/n');
      const { update, supporterId } = reader;
      await markRecipient(tx, update.id, supporterId, ['sent', 'outcome_unknown'], 'unsubscribed', null);
    });
  }

  /** A reader who reports an update as spam gets nothing more that was not asked for. */
  async complained(tx: Tx, reader: Reader): Promise<void> {
    await this.withdraw(tx, reader, 'everything', 'complaint', null);
  }

  /** The person and the update of what a token means; null where the update is gone. */
  async known(tx: Tx, found: { supporterId: string; updateEnd: string }): Promise<Reader | null> {
    const [update] = await findUpdate(tx, found.updateEnd);
    return update ? { supporterId: found.supporterId, update } : null;
  }

  private async readerOf(token: string): Promise<Reader> {
    const found = this.tokens.open('unsubscribe', token);
    const reader = found && (await this.known(this.database.prisma, found));
    if (!reader) throw new LinkInvalid();
    return reader;
  }

  private async scopeOf(tx: Tx, { update: { campaignId } }: Reader, what: Stop): Promise<StopScope> {
    if (what === 'everything') return what;
    if (what === 'campaign') return { campaignId };
    const petition = await tx.petition.findFirst({ where: { slug: what.petition, campaignId }, select: { id: true } });
    if (!petition) throw new LinkInvalid();
    return { petitionId: petition.id };
  }

  private async withdraw(
    tx: Tx,
    { supporterId, update }: Reader,
    scope: StopScope,
    method: string,
    page: string | null,
  ): Promise<void> {
    const now = this.clock.now();
    const person = await tx.supporter.findUnique({ where: { id: supporterId }, select: { email: true } });
    if (!person || person.email === null) return;
    if (scope === 'everything') await this.suppressions.add(tx, person.email, 'unsubscribed', method);
    const [withdrawn] = await withdrawUpdates(tx, supporterId, update.purpose, scope, method, page, now);
    if (withdrawn?.n === 0) return;
    const reach = scope === 'everything' ? scope : 'petitionId' in scope ? 'petition' : 'campaign';
    await this.events.append(tx, {
      type: 'supporter.unsubscribed',
      subjectKind: 'supporter',
      subjectId: supporterId,
      data: { supporterId, update: update.slug, reach, by: method === 'complaint' ? 'complaint' : 'link' },
    });
  }
}
