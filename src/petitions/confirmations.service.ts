import { Injectable } from '@nestjs/common';
import { Batcher } from '../platform/batch.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { DomainError } from '../platform/errors.js';
import { Metrics } from '../platform/metrics.js';
import { PageCache } from '../platform/http/page-cache.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import { FoldingWakeUp } from './folding-wake-up.service.js';
import { consentName } from '../supporters/consents.schema.js';
import { eraseSignature, takeConfirmations } from './intake.sql.js';
import { LinksService } from './links.service.js';
import { withdrawNewsletters } from './contacts/newsletters.sql.js';
import { LinkExpired, LinkInvalid, SignatureChanged } from './petitions.errors.js';
import { readShownHash } from './shown.sql.js';
import type { SignatureStatus } from './signature.status.js';

/** A signature as its signer sees it through an emailed link. */
export interface OwnSignature {
  petitionSlug: string;
  /** The version of the petition that was shown */
  version: number;
  locale: string;
  status: SignatureStatus;
  givenName: string;
  familyName: string;
  country: string;
  postalCode: string | null;
  comment: string | null;
  /** Answers to the petition's own questions, by key */
  answers: Record<string, string> | null;
  showName: boolean;
  /** "You are number N" once confirmed. */
  position: number | null;
  /** Hash of all details, for the form of the page that shows them. */
  shown: string;
  /** Purposes and wordings agreed to and in force; `recipient` is empty where the purpose names none. */
  consents: { purpose: string; recipient: string; wording: string; locale: string }[];
}

interface Confirmation {
  id: string;
  /** Null: no page was posted. */
  shown: string | null;
}

type Outcome = 'confirmed' | 'repeated' | 'changed' | 'gone';

/** Everything an emailed link can do. Viewing changes nothing; each action is idempotent. */
@Injectable()
export class ConfirmationsService {
  private readonly batcher: Batcher<Confirmation, Outcome>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: LinksService,
    private readonly cache: PageCache,
    private readonly suppressions: Suppressions,
    private readonly folding: FoldingWakeUp,
    private readonly metrics: Metrics,
  ) {
    this.batcher = new Batcher({
      run: (asked) => this.write(asked),
      keyOf: ({ id }) => id,
      maxItems: 500,
      maxWaiting: 5_000,
      concurrency: 1,
      worthAnother: 24,
      isItemsFault: () => false,
    });
  }

  /** @throws LinkInvalid, LinkExpired */
  async look(purpose: 'confirm' | 'disown' | 'unsubscribe', token: string): Promise<OwnSignature> {
    const id = this.links.open(purpose, token);
    // Read before the details: if they change in between, the confirmation is refused.
    const [hashed] = await this.database.run<{ shown: string }>(readShownHash, [id]);
    const row = await this.database.prisma.signature.findUnique({
      where: { id },
      include: { petition: { select: { slug: true } } },
    });
    if (!row || !hashed) throw new LinkInvalid();
    return {
      petitionSlug: row.petition.slug,
      version: row.version,
      locale: row.locale,
      status: row.status as SignatureStatus,
      givenName: row.givenName,
      familyName: row.familyName,
      country: row.country,
      postalCode: row.postalCode,
      comment: row.comment,
      answers: row.answers as Record<string, string> | null,
      showName: row.showName,
      position: row.number,
      shown: hashed.shown,
      consents: await this.consentsOf(id),
    };
  }

  /**
   * Confirms once; repeating it says so and changes nothing.
   * @param shown from the page that was read; null from a client that posts without one
   * @throws LinkInvalid, LinkExpired, SignatureChanged
   */
  async confirm(token: string, shown: string | null): Promise<'confirmed' | 'repeated'> {
    try {
      const outcome = await this.batcher.add({ id: this.links.open('confirm', token), shown });
      if (outcome === 'gone') throw new LinkInvalid();
      if (outcome === 'changed') throw new SignatureChanged();
      this.metrics.confirmations.inc({ outcome });
      return outcome;
    } catch (error) {
      if (error instanceof LinkExpired || error instanceof LinkInvalid)
        this.metrics.confirmations.inc({ outcome: outcomeOf(error) });
      throw error;
    }
  }

  /** "It was not me": erases the signature, its consents and its emails, whether it was confirmed or not. */
  async disown(token: string): Promise<void> {
    const erased = await this.erase(this.links.open('disown', token));
    if (erased) this.metrics.confirmations.inc({ outcome: 'disowned' });
  }

  /** Erases one signature with its consents and emails; it no longer counts. The caller checks who may. @returns whether it existed */
  async erase(signatureId: string): Promise<boolean> {
    const rows = await this.database.run(eraseSignature, [signatureId, this.clock.now()]);
    this.changed();
    return rows.length > 0;
  }

  /** Stops every email that was not requested, and withdraws the newsletter everywhere (RFC 8058 allows one POST without any question). */
  async unsubscribe(token: string): Promise<void> {
    const id = this.links.open('unsubscribe', token);
    await this.database.transaction(async (tx) => {
      const row = await tx.signature.findUnique({
        where: { id },
        select: { supporterId: true, supporter: { select: { email: true } } },
      });
      if (!row?.supporter.email) return;
      await this.suppressions.add(tx, row.supporter.email, 'unsubscribed', 'unsubscribe_link');
      await withdrawNewsletters(tx, row.supporterId, 'unsubscribe_link', '/u', this.clock.now());
    });
  }

  drain(): Promise<void> {
    return this.batcher.drain();
  }

  private async write(asked: readonly Confirmation[]): Promise<Outcome[]> {
    const values = [asked.map(({ id }) => id), asked.map(({ shown }) => shown), this.clock.now()];
    const rows = await this.database.run<{ id: string; status: SignatureStatus | 'changed' }>(
      takeConfirmations,
      values,
    );
    const before = new Map(rows.map((row) => [row.id, row.status]));
    this.changed();
    const outcomes = { pending: 'confirmed', confirmed: 'repeated', changed: 'changed' } as const;
    return asked.map(({ id }) => {
      const status = before.get(id);
      return status === undefined ? 'gone' : outcomes[status];
    });
  }

  private changed(): void {
    this.cache.expire('petitions');
    this.folding.soon();
  }

  private async consentsOf(signatureId: string): Promise<OwnSignature['consents']> {
    const rows = await this.database.prisma.consent.findMany({
      where: { subjectId: signatureId },
      orderBy: { id: 'asc' },
    });
    const latest = new Map(rows.map((row) => [consentName(row), row]));
    return [...latest.values()]
      .filter((row) => row.given)
      .map(({ purpose, recipient, wording, locale }) => ({ purpose, recipient, wording, locale }));
  }
}

const outcomeOf = (error: DomainError): string => (error instanceof LinkExpired ? 'expired' : 'invalid');
