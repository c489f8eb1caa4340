import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { Suppressions } from '../../platform/mail/suppressions.js';
import { giveNewsletters, withdrawNewsletters } from './newsletters.sql.js';
import { PetitionsService } from '../petitions.service.js';
import { NewsletterNotOffered, PersonUnsubscribed } from './contacts.errors.js';

/** Ways in which only the person decides. */
const byThemselves = ['my_data', 'unsubscribe_link'];

/** The newsletter as API clients give and stop it. Clients can stop it for anybody, but not restart it for anyone who stopped it. */
@Injectable()
export class NewslettersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly suppressions: Suppressions,
  ) {}

  /** The wording offered now, by the first petition that offers the newsletter. @throws NewsletterNotOffered */
  async wording(): Promise<{ purpose: string; wording: string }> {
    const rows = await this.database.prisma.petition.findMany({
      where: { publishedAt: { not: null }, hiddenAt: null },
      orderBy: { id: 'asc' },
      select: { slug: true },
    });
    for (const { slug } of rows) {
      const offer = (await this.petitions.getTerms(slug)).consents.find(({ purpose }) => purpose === 'newsletter');
      if (offer) return { purpose: offer.purpose, wording: offer.wording };
    }
    throw new NewsletterNotOffered();
  }

  /** @returns false when the person is subscribed already @throws PersonUnsubscribed */
  async mayBeGiven(tx: Tx, supporterId: string): Promise<boolean> {
    const { email, latest } = await this.latest(tx, supporterId);
    if (latest?.given) return false;
    const [reasons] = await this.suppressions.reasonsFor(email === null ? [] : [email]);
    if ((latest && byThemselves.includes(latest.method)) || reasons?.has('unsubscribed'))
      throw new PersonUnsubscribed();
    return true;
  }

  /** Under every counted signature, so that lists by purpose include the person, and under the contact. */
  async give(tx: Tx, supporterId: string, wording: string): Promise<void> {
    await giveNewsletters(tx, supporterId, wording, this.clock.now());
  }

  /** Stops the newsletter and every email that was not requested; changes nothing for people without a newsletter. */
  async stop(tx: Tx, supporterId: string): Promise<void> {
    const { email, latest } = await this.latest(tx, supporterId);
    if (!latest?.given) return;
    if (email !== null) await this.suppressions.add(tx, email, 'unsubscribed', 'osdi');
    await this.withdraw(tx, supporterId, 'api', '/api/osdi/v1');
  }

  /** Withdraws it wherever it is in force. `method` and `page` say how and where. */
  async withdraw(tx: Tx, supporterId: string, method: string, page: string): Promise<void> {
    await withdrawNewsletters(tx, supporterId, method, page, this.clock.now());
  }

  /** The latest decision on the newsletter, under whichever record. */
  private async latest(tx: Tx, supporterId: string) {
    const person = await tx.supporter.findUnique({
      where: { id: supporterId },
      select: { email: true, signatures: { select: { id: true } }, contact: { select: { id: true } } },
    });
    const ids = [...(person?.signatures ?? []), ...(person?.contact ? [person.contact] : [])].map(({ id }) => id);
    const latest = await tx.consent.findFirst({
      where: { subjectId: { in: ids }, purpose: 'newsletter' },
      orderBy: { id: 'desc' },
    });
    return { email: person?.email ?? null, latest };
  }
}
