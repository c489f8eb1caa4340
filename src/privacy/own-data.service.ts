import { TooManyRequests } from '../platform/errors.js';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { Outbox } from '../platform/mail/outbox.js';
import { addressRange } from '../platform/http/address-range.js';
import { SharedLimits } from '../platform/limits/shared-limits.js';
import type { Locale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { newId } from '../platform/ids.js';
import { Suppressions } from '../platform/mail/suppressions.js';
import { CONFIG } from '../platform/runtime.js';
import { consentName } from '../supporters/consents.schema.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { ExportMaker } from '../lists/export-maker.service.js';
import { MailAllowance } from '../supporters/mail-allowance.service.js';
import { OwnDataLinks } from '../petitions/own-data-links.service.js';
import { OwnLettersService } from '../supporter-letters/own-letters.service.js';
import { ConfirmationsService } from '../petitions/confirmations.service.js';
import type { OwnConsent, OwnCorrection, OwnData, OwnLetterRecord } from './own-data.schema.js';
import { ownContact } from './own-contact.js';
import { ownRecord } from './own-record.js';
import { optionalConsents } from './own-consents.js';
import {
  consentChanges,
  correction,
  correctSignature,
  forgetPerson,
  recordOwnConsents,
  requestOwnData,
} from './own-data.sql.js';
import { OwnUpdates } from '../updates/feedback/own-updates.service.js';
import { FoldingWakeUp } from '../petitions/folding-wake-up.service.js';
import { NewslettersService } from '../petitions/contacts/newsletters.service.js';
import { LinkInvalid } from '../petitions/petitions.errors.js';
import { PetitionVersions } from '../petitions/versions/petition-versions.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';

const requestsPerHour = 20;

/**
 * What supporters can do with the data held about them. Access is by a link emailed to the mailbox itself; requesting it does not reveal whether the
 * mailbox is known.
 */
@Injectable()
export class OwnDataService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly links: OwnDataLinks,
    private readonly confirmations: ConfirmationsService,
    private readonly supporters: SupportersService,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly allowance: MailAllowance,
    private readonly suppressions: Suppressions,
    private readonly cache: PageCache,
    private readonly folding: FoldingWakeUp,
    private readonly exportMaker: ExportMaker,
    private readonly letters: OwnLettersService,
    private readonly newsletters: NewslettersService,
    private readonly outbox: Outbox,
    private readonly limits: SharedLimits,
    private readonly updates: OwnUpdates,
  ) {}

  /** Emails the link if the mailbox is known and within its daily allowance; the response is the same in every case. @throws TooManyRequests */
  async request(email: string, locale: Locale, ip: string): Promise<void> {
    const range = addressRange(ip);
    if (this.config.RATE_LIMIT_SIGNUPS !== null && range !== null) {
      const { consumed, waitSeconds } = this.limits.spend('own data', range, 3_600);
      if (consumed > requestsPerHour) throw new TooManyRequests(waitSeconds);
    }
    await this.database.run(requestOwnData, [
      this.supporters.emailKey(email),
      newId(),
      locale,
      this.clock.now(),
      this.allowance.perDay,
    ]);
    this.outbox.wake();
  }

  /** @throws LinkInvalid also when the person was erased meanwhile, LinkExpired */
  async look(token: string, locale: Locale): Promise<OwnData> {
    const data = await this.lookAt(this.links.open(token), locale);
    if (!data) throw new LinkInvalid();
    return data;
  }

  /** Everything about one person, or null when nothing is held. The caller checks who may see it. */
  async lookAt(supporterId: string, locale: Locale): Promise<OwnData | null> {
    const person = await this.database.prisma.supporter.findUnique({
      where: { id: supporterId },
      include: {
        signatures: { orderBy: { id: 'asc' }, include: { petition: { select: { slug: true, form: true } } } },
        taggings: { orderBy: { id: 'asc' }, include: { tag: { select: { name: true } } } },
        contact: true,
      },
    });
    if (!person || person.email === null) return null;
    const letters = await this.lettersOf(supporterId);
    // By what they were given for, which has an index.
    const subjects = [...person.signatures, ...(person.contact ? [person.contact] : []), ...letters].map(
      ({ id }) => id,
    );
    const where = { supporterId, subjectId: { in: subjects } };
    const consents = await this.database.prisma.consent.findMany({ where, orderBy: { id: 'asc' } });
    const consentsOf = (id: string): OwnConsent[] =>
      consents
        .filter(({ subjectId }) => subjectId === id)
        .map(({ purpose, recipient, wording, given, locale: language, method, page, recordedAt }) => ({
          purpose,
          recipient,
          wording,
          given,
          locale: language,
          method,
          page,
          recordedAt: recordedAt.toISOString(),
        }));
    const titles = new Map((await this.petitions.list(locale, true)).map(({ slug, title }) => [slug, title]));
    const [reasons] = await this.suppressions.reasonsFor([person.email]);
    return {
      ...{ email: person.email, locale: person.locale, knownSince: person.createdAt.toISOString() },
      emailConfirmedAt: person.emailConfirmedAt?.toISOString() ?? null,
      unsubscribed: reasons?.has('unsubscribed') ?? false,
      signatures: await Promise.all(
        person.signatures.map(async (row) => {
          const form = row.answers === null ? {} : await this.versions.formOf(row.petitionId, row.version);
          const title = titles.get(row.petition.slug) ?? row.petition.slug;
          return ownRecord(row, title, locale, consentsOf(row.id), form);
        }),
      ),
      contact: person.contact && ownContact(person.contact, consentsOf(person.contact.id)),
      labels: person.taggings.map(({ tag, createdAt }) => ({ name: tag.name, since: createdAt.toISOString() })),
      letters: letters.map((letter) => ({ ...letter, consents: consentsOf(letter.id) })),
      updates: await this.updates.of(supporterId, locale),
    };
  }

  private async lettersOf(supporterId: string): Promise<Omit<OwnLetterRecord, 'consents'>[]> {
    const letters = await this.letters.of(supporterId);
    const where = { id: { in: letters.flatMap(({ letterId }) => letterId ?? []) } };
    const carriers = await this.database.prisma.letter.findMany({ where, select: { id: true, reference: true } });
    const references = new Map(carriers.map(({ id, reference }) => [id, reference]));
    return letters.map(({ letterId, ...letter }) => ({ ...letter, reference: references.get(letterId ?? '') ?? null }));
  }

  /** @throws LinkInvalid, LinkExpired */
  async correct(token: string, signatureId: string, to: OwnCorrection, locale: Locale): Promise<void> {
    const supporterId = this.links.open(token);
    const row = await this.database.prisma.signature.findFirst({
      where: { id: signatureId, supporterId },
      select: { petition: { select: { slug: true } } },
    });
    if (!row) throw new LinkInvalid();
    const { consents } = await this.petitions.getTerms(row.petition.slug);
    const wording = consents.find(({ purpose }) => purpose === 'show-name')?.wording ?? null;
    const { givenName, familyName, country, postalCode = null, comment = null, showName } = to;
    const values = correction.values({
      signature: signatureId,
      supporter: supporterId,
      givenName,
      familyName,
      country,
      postalCode,
      comment,
      showName,
      wording,
      locale,
      now: this.clock.now(),
    });
    if ((await this.database.run(correctSignature, values)).length === 0) throw new LinkInvalid();
    this.changed();
  }

  /**
   * Sets the petition's optional consents to exactly these; only changes are recorded. The purpose `signature` ends with the signature, `show-name`
   * is changed with the name.
   * @param names `newsletter`, `government/DE` @throws LinkInvalid, LinkExpired
   */
  async setConsents(token: string, signatureId: string, names: readonly string[], locale: Locale): Promise<void> {
    const supporterId = this.links.open(token);
    const { signatures } = await this.look(token, locale);
    const own = signatures.find(({ id }) => id === signatureId);
    if (!own) throw new LinkInvalid();
    const { consents: offers } = await this.petitions.getTerms(own.petition.slug);
    const inForce = new Map(own.consents.map((record) => [consentName(record), record]));
    const changes = optionalConsents(offers, own.consents).flatMap(({ purpose, recipient, wording }) => {
      const name = consentName({ purpose, recipient });
      const held = inForce.get(name);
      const wanted = names.includes(name);
      if ((held?.given ?? false) === wanted || (wanted && wording === null)) return [];
      return [{ purpose, recipient, given: wanted, wording: wanted ? (wording ?? '') : (held?.wording ?? '') }];
    });
    if (changes.length === 0) return;
    const under = { signature: signatureId, supporter: supporterId, locale, now: this.clock.now() };
    await this.database.run(recordOwnConsents, consentChanges.values(under, changes));
  }

  /** Withdraws one signature: it is erased with its consents and emails and no longer counts. @throws LinkInvalid, LinkExpired */
  async withdraw(token: string, signatureId: string): Promise<void> {
    const own = await this.database.prisma.signature.findFirst({
      where: { id: signatureId, supporterId: this.links.open(token) },
      select: { id: true },
    });
    if (!own) throw new LinkInvalid();
    await this.confirmations.erase(signatureId);
  }

  /** Objects to further email: only requested email is sent to this address. @throws LinkInvalid, LinkExpired */
  async stopMail(token: string): Promise<void> {
    await this.stopMailOf(this.links.open(token));
  }

  private async stopMailOf(id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const person = await tx.supporter.findUnique({ where: { id }, select: { email: true } });
      if (!person?.email) throw new LinkInvalid();
      await this.suppressions.add(tx, person.email, 'unsubscribed', 'my_data_page');
      await this.newsletters.withdraw(tx, id, 'my_data', '/me');
    });
  }

  /**
   * Erases everything; a keyed hash remains, so that no unrequested email is sent there and the mailbox counts once. @throws LinkInvalid, LinkExpired
   */
  async forget(token: string): Promise<void> {
    await this.erase(this.links.open(token));
  }

  /** The same for requests made in another way; the caller checks who may. @throws LinkInvalid when nothing is held */
  async erase(supporterId: string): Promise<void> {
    // The order matters: if the process were killed in between, no email would be sent, and the request can be repeated.
    await this.stopMailOf(supporterId);
    await this.letters.forget(supporterId);
    await this.database.run(forgetPerson, [supporterId, this.clock.now()]);
    this.changed();
    // The transaction has outdated the files that contain the person; the minutely job would delete them too.
    await this.exportMaker.sweep();
  }

  private changed(): void {
    this.cache.expire('petitions');
    this.folding.soon();
  }
}
