import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { newPersonalLetter } from '../../supporter-letters/personal-letters.schema.js';
import { PersonalLettersService } from '../../supporter-letters/personal-letters.service.js';
import { NewsletterNotOffered } from '../../petitions/contacts/contacts.errors.js';
import { NewslettersService } from '../../petitions/contacts/newsletters.service.js';
import { newSignature } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { SignupsService } from '../../petitions/signups.service.js';
import { countryCodeOf } from '../../platform/http/country-as-written.js';
import { Database } from '../../platform/database/database.js';
import { InvalidInput } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import { validate } from '../../platform/http/validation.js';
import type { PersonRow } from '../reads/people.sql.js';
import { BodyRefused } from '../osdi.errors.js';
import type { OsdiClient } from '../osdi-client.js';
import { emailIn, fieldsIn, localeIn } from './person-body.js';
import { OsdiWrites } from './osdi-writes.service.js';
import { personInput, type OutreachHelper, type SignatureHelper } from './writes.schema.js';

/** Where the parts of a sign-up are in an OSDI body, so that error pointers are correct. */
const places: Record<string, string> = {
  '/givenName': '/person/given_name',
  '/familyName': '/person/family_name',
  '/name': '/person/family_name',
  '/email': '/person/email_addresses',
  '/country': '/person/postal_addresses',
  '/postalCode': '/person/postal_addresses',
  '/comment': '/comments',
  '/source': '/referrer_data/source',
  '/text': '/message',
  '/to': '/targets',
  '/consent': '/demarche:consent',
};

/** Signatures and letters through OSDI, processed like those of the web form. */
@Injectable()
export class OsdiActions {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
    private readonly signups: SignupsService,
    private readonly letters: PersonalLettersService,
    private readonly newsletters: NewslettersService,
    private readonly writes: OsdiWrites,
    private readonly audit: AuditLog,
  ) {}

  /** By an unauthenticated client: limited, judged, and confirmed by email. @throws as SignupsService.start */
  async sign(slug: string, body: SignatureHelper, locale: Locale, ip: string): Promise<void> {
    if (!body.person) throw new BodyRefused('This needs a person with an email address.');
    const { form } = await this.signature(slug, body, null, locale);
    await this.signups.start(slug, { ...form, altcha: body.altcha }, { ip, method: 'api' });
  }

  /** By an API client. @returns the id of the signature, new or earlier @throws as SignupsService.enter, TagUnknown, PersonUnsubscribed, AllCampaignsNeeded */
  async enterSignature(slug: string, body: SignatureHelper, locale: Locale, client: OsdiClient): Promise<string> {
    const known = await this.writes.meant(body.person, body._links?.['osdi:person']?.href, client);
    const { form, status, wording } = await this.signature(slug, body, known, locale);
    if (known && wording !== null) await this.newsletters.mayBeGiven(this.database.prisma, known.id);
    const tagIds = await this.writes.tagsOf(body, status, client);
    return this.signups.enter(slug, form, async (tx, signatureId) => {
      const { supporterId } = await tx.signature.findUniqueOrThrow({
        where: { id: signatureId },
        select: { supporterId: true },
      });
      await this.writes.follow(tx, supporterId, tagIds, { status, wording }, client.actor);
      await this.audit.record(tx, {
        actor: client.actor,
        action: 'osdi.signature_entered',
        details: { petition: slug, signatureId },
      });
    });
  }

  /** By an unauthenticated client. @throws as PersonalLettersService.start */
  async write(slug: string, body: OutreachHelper, locale: Locale, ip: string): Promise<void> {
    if (!body.person) throw new BodyRefused('This needs a person with an email address.');
    const letter = await this.letter(body, null, locale);
    await this.letters.start(slug, { ...letter, altcha: body.altcha }, { ip, method: 'api' });
  }

  /** By an API client. @returns the id of the letter, new or earlier @throws as PersonalLettersService.enter, TagUnknown, AllCampaignsNeeded */
  async enterLetter(slug: string, body: OutreachHelper, locale: Locale, client: OsdiClient): Promise<string> {
    const known = await this.writes.meant(body.person, body._links?.['osdi:person']?.href, client);
    const letter = await this.letter(body, known, locale);
    const tagIds = await this.writes.tagsOf(body, emailIn(body.person ?? nobody).status, client);
    return this.letters.enter(slug, letter, async (tx, letterId) => {
      const { supporterId } = await tx.personalLetter.findUniqueOrThrow({
        where: { id: letterId },
        select: { supporterId: true },
      });
      if (supporterId !== null)
        await this.writes.follow(tx, supporterId, tagIds, { status: undefined, wording: null }, client.actor);
      await this.audit.record(tx, { actor: client.actor, action: 'osdi.letter_entered', details: { letterId } });
    });
  }

  private async signature(
    slug: string,
    { person = nobody, comments, referrer_data: referrer }: SignatureHelper,
    known: PersonRow | null,
    locale: Locale,
  ) {
    const { address, status } = emailIn(person);
    const said = fieldsIn(person);
    const offer = (await this.petitions.getTerms(slug)).consents.find(({ purpose }) => purpose === 'newsletter');
    if (status === 'subscribed' && !offer) throw new NewsletterNotOffered();
    const wording = status === 'subscribed' && offer ? offer.wording : null;
    // A person with a single name is called by it, whichever field contains it.
    const names = [said.given_name ?? known?.givenName, said.family_name ?? known?.familyName].filter(
      (name) => name != null && name !== '',
    );
    const form = await checked(newSignature, {
      givenName: names[0],
      familyName: names[1],
      email: address ?? known?.email ?? undefined,
      country: said.country ?? known?.country ?? undefined,
      postalCode: said.postal_code ?? known?.postalCode ?? undefined,
      comment: comments ?? undefined,
      source: referrer?.source ?? said.source ?? undefined,
      locale: localeIn(person) ?? locale,
      consents: wording === null ? [] : [{ purpose: 'newsletter', wording }],
    });
    return { form, status, wording };
  }

  private letter(
    { person = nobody, message, targets, referrer_data: referrer, 'demarche:consent': consent }: OutreachHelper,
    known: PersonRow | null,
    locale: Locale,
  ) {
    const said = fieldsIn(person);
    const names = [said.given_name ?? known?.givenName, said.family_name ?? known?.familyName].filter(Boolean);
    return checked(newPersonalLetter, {
      name: names.length === 0 ? undefined : names.join(' '),
      email: emailIn(person).address ?? known?.email ?? undefined,
      country: said.country ?? known?.country ?? undefined,
      to: stateIn(targets?.[0]?.postal_addresses?.[0]?.country ?? ''),
      text: message,
      source: referrer?.source ?? said.source ?? undefined,
      consent: consent ?? { wording: '', recipient: '' },
      locale: localeIn(person) ?? locale,
    });
  }
}

/** By its code, or a name as imports take it. */
const stateIn = (country: string): string => countryCodeOf(country) ?? country;

const nobody = personInput.parse({});

async function checked<Schema extends Parameters<typeof validate>[0]>(schema: Schema, input: unknown) {
  try {
    return await validate(schema, input);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    throw new InvalidInput(
      error.faults.map((fault) => ({ ...fault, pointer: places[fault.pointer] ?? fault.pointer })),
    );
  }
}
