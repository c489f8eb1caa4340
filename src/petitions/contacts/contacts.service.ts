import { Injectable } from '@nestjs/common';
import { domainOf } from '../../platform/mail/domain-of.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { TemporarilyUnavailable } from '../../platform/errors.js';
import { newId } from '../../platform/ids.js';
import { SupportersService } from '../../supporters/supporters.service.js';
import { MailAllowance } from '../../supporters/mail-allowance.service.js';
import { SignupGuard, type SignupSender, type SignupVerdict } from '../../supporters/signup-guard.service.js';
import type { ContactFields, NewContact } from './contacts.schema.js';
import {
  confirmContact,
  oneContact,
  takeProgramsContact,
  takeStrangersContact,
  type TakenContact,
} from './contacts.sql.js';
import { NewslettersService } from './newsletters.service.js';

const attempts = 3;

/** People who sign up without signing. They confirm on the page of own data, to which the email links. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly supporters: SupportersService,
    private readonly guard: SignupGuard,
    private readonly allowance: MailAllowance,
    private readonly newsletters: NewslettersService,
  ) {}

  /** A sign-up by an unauthenticated client: whatever happens, nobody learns whether the mailbox is known. @throws TooManySignups */
  async start(contact: NewContact, sender: SignupSender): Promise<void> {
    const verdict = this.guard.judge('contact', contact.email, sender, false);
    const consents = contact.newsletter === 'subscribed' ? [await this.newsletters.wording()] : [];
    await this.database.transaction((tx) => this.take(tx, contact, consents, null, verdict));
  }

  /**
   * A person as reported by an API client. All or nothing.
   * @param also runs in the same transaction @returns the person @throws PersonUnsubscribed, NewsletterNotOffered
   */
  async enter(
    contact: NewContact,
    actor: string,
    also: (tx: Tx, supporterId: string) => Promise<void>,
  ): Promise<string> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const id = await this.database.transaction(async (tx) => {
        const known = await tx.supporter.findUnique({
          where: { emailKey: new Uint8Array(this.supporters.emailKey(contact.email)) },
          select: { id: true },
        });
        const give =
          contact.newsletter === 'subscribed' && (!known || (await this.newsletters.mayBeGiven(tx, known.id)));
        const consent = give ? await this.newsletters.wording() : null;
        const taken = await this.take(tx, contact, consent ? [consent] : [], actor, {
          doubt: null,
          mailAt: this.clock.now(),
        });
        if (taken.written === 0) return null;
        if (consent) await this.newsletters.give(tx, taken.supporterId, consent.wording);
        if (contact.newsletter === 'unsubscribed' && known) await this.newsletters.stop(tx, taken.supporterId);
        await also(tx, taken.supporterId);
        return taken.supporterId;
      });
      if (id !== null) return id;
    }
    throw new TemporarilyUnavailable();
  }

  /** What a client reports about a known person. Signatures stay as they were signed. */
  async change(tx: Tx, supporterId: string, fields: ContactFields, actor: string): Promise<void> {
    const { given_name: givenName, family_name: familyName, country, postal_code: postalCode, source } = fields;
    const given = Object.entries({ givenName, familyName, country, postalCode, source }).filter(
      ([, value]) => value !== undefined,
    );
    const now = this.clock.now();
    const data = { ...Object.fromEntries(given), modifiedAt: now, enteredBy: actor };
    const { locale, emailConfirmedAt } = await tx.supporter.findUniqueOrThrow({ where: { id: supporterId } });
    // People who signed on paper have no mailbox to confirm from.
    const counted = await tx.signature.findFirst({
      where: { supporterId, status: 'confirmed', shadowRule: null },
      select: { id: true },
    });
    const standing =
      emailConfirmedAt === null && !counted ? { status: 'pending' } : { status: 'confirmed', confirmedAt: now };
    await tx.contact.upsert({
      where: { supporterId },
      create: { id: newId(), supporterId, locale, createdAt: now, ...standing, ...data },
      update: data,
    });
  }

  /** Confirms by the emailed link. Idempotent. */
  async confirm(supporterId: string): Promise<void> {
    await this.database.run(confirmContact, [supporterId, this.clock.now()]);
  }

  private async take(
    tx: Tx,
    { email, fields, locale }: NewContact,
    consents: readonly { purpose: string; wording: string }[],
    actor: string | null,
    { doubt, mailAt }: SignupVerdict,
  ): Promise<TakenContact> {
    const values = oneContact.values({
      contact: newId(),
      supporter: newId(),
      mail: newId(),
      emailKey: this.supporters.emailKey(email).toString('hex'),
      email,
      domain: domainOf(email),
      locale,
      fields: JSON.stringify(fields),
      now: this.clock.now(),
      enteredBy: actor,
      mailsPerDay: this.allowance.perDay,
      shadowRule: doubt?.rule ?? null,
      shadowInputs: doubt && JSON.stringify(doubt.inputs),
      consents: JSON.stringify(consents),
      mailAt,
    });
    const [row] = actor === null ? await takeStrangersContact(tx, values) : await takeProgramsContact(tx, values);
    return row ?? { supporterId: '', written: 0 };
  }
}
