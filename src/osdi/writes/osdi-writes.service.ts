import { Injectable } from '@nestjs/common';
import { AllCampaignsNeeded } from '../../access/access.errors.js';
import { AuditLog } from '../../access/audit.service.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { ContactsService } from '../../petitions/contacts/contacts.service.js';
import { NewslettersService } from '../../petitions/contacts/newsletters.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { SupportersService } from '../../supporters/supporters.service.js';
import { TagsService } from '../../supporters/tags.service.js';
import { BodyRefused, ResourceNotFound } from '../osdi.errors.js';
import type { OsdiClient } from '../osdi-client.js';
import { people, type PersonRow } from '../reads/people.sql.js';
import { OsdiReads } from '../reads/reads.service.js';
import { emailIn, fieldsIn, idIn, localeIn, refuseLists } from './person-body.js';
import type { PersonHelper, PersonInput } from './writes.schema.js';

/** Persons as clients write them, and what the other helpers share. */
@Injectable()
export class OsdiWrites {
  constructor(
    private readonly database: Database,
    private readonly reads: OsdiReads,
    private readonly contacts: ContactsService,
    private readonly newsletters: NewslettersService,
    private readonly supporters: SupportersService,
    private readonly tags: TagsService,
    private readonly audit: AuditLog,
  ) {}

  /** By an unauthenticated client: tags and lists need a token. @throws BodyRefused, TooManySignups */
  async signUp({ person }: PersonHelper, locale: Locale, ip: string): Promise<void> {
    const { address, status } = emailIn(person);
    if (address === undefined) throw new BodyRefused('A person needs an email address.');
    const contact = {
      email: address,
      fields: fieldsIn(person),
      locale: localeIn(person) ?? locale,
      newsletter: status,
    };
    await this.contacts.start(contact, { ip, method: 'api' });
  }

  /** By an API client. @returns the person @throws BodyRefused, TagUnknown, PersonUnsubscribed */
  async enter(body: PersonHelper, locale: Locale, client: OsdiClient): Promise<string> {
    const { person } = body;
    const { address, status } = emailIn(person);
    if (address === undefined) throw new BodyRefused('A person needs an email address.');
    const tagIds = await this.tagsOf(body, status, client);
    const contact = {
      email: address,
      fields: fieldsIn(person),
      locale: localeIn(person) ?? locale,
      newsletter: status,
    };
    const { actor } = client;
    return this.contacts.enter(contact, actor, async (tx, personId) => {
      await this.tags.attach(tx, tagIds, personId, actor);
      await this.audit.record(tx, { actor, action: 'osdi.person_entered', details: { personId } });
    });
  }

  /** New details of a known person; the rest is unchanged. @throws ResourceNotFound, BodyRefused, PersonUnsubscribed */
  async change(personId: string, person: PersonInput, client: OsdiClient): Promise<void> {
    const { actor } = client;
    const { email } = await this.reads.one<PersonRow>(people, { id: personId }, client);
    const { address, status } = emailIn(person);
    if (address !== undefined && !this.isMailbox(address, email))
      throw new BodyRefused('A person is one mailbox; it cannot be given the address of another person.');
    const fields = fieldsIn(person);
    await this.database.transaction(async (tx) => {
      const give = status === 'subscribed' && (await this.newsletters.mayBeGiven(tx, personId));
      if (give || Object.keys(fields).length > 0) await this.contacts.change(tx, personId, fields, actor);
      if (give) await this.newsletters.give(tx, personId, (await this.newsletters.wording()).wording);
      if (status === 'unsubscribed') await this.newsletters.stop(tx, personId);
      const details = { personId, fields: Object.keys(fields), ...(status && { status }) };
      await this.audit.record(tx, { actor, action: 'osdi.person_changed', details });
    });
  }

  /** @throws ResourceNotFound */
  async tag(tagId: string, href: string, client: OsdiClient): Promise<string> {
    const personId = idIn(href);
    await this.reads.one(people, { id: personId }, client);
    const known = await this.tags.resolve([], [tagId]);
    return this.database.transaction(async (tx) => {
      await this.tags.attach(tx, known, personId, client.actor);
      const tagging = await tx.tagging.findUniqueOrThrow({
        where: { tagId_supporterId: { tagId, supporterId: personId } },
      });
      return tagging.id;
    });
  }

  /**
   * The tags in a body, after its lists were validated. Tags and the newsletter are of a person, and so of all campaigns.
   * @throws BodyRefused, TagUnknown, AllCampaignsNeeded
   */
  async tagsOf(
    body: Omit<PersonHelper, 'person'>,
    status: string | undefined,
    { campaignId }: OsdiClient,
  ): Promise<string[]> {
    const concernsAll = status !== undefined || body.add_tags.length > 0 || body.add_tags_uri.length > 0;
    if (campaignId !== null && concernsAll) throw new AllCampaignsNeeded();
    refuseLists(body, status);
    return this.tags.resolve(body.add_tags, body.add_tags_uri.map(idIn));
  }

  /** The person a body refers to, by link or address, if known. @throws ResourceNotFound, BodyRefused */
  async meant(
    person: PersonInput | undefined,
    href: string | undefined,
    client: OsdiClient,
  ): Promise<PersonRow | null> {
    if (href !== undefined) return this.reads.one<PersonRow>(people, { id: idIn(href) }, client);
    const address = person && emailIn(person).address;
    if (address === undefined) throw new BodyRefused('This needs a person with an email address, or a link to one.');
    const known = await this.database.prisma.supporter.findUnique({
      where: { emailKey: new Uint8Array(this.supporters.emailKey(address)) },
      select: { id: true },
    });
    try {
      return known && (await this.reads.one<PersonRow>(people, { id: known.id }, client));
    } catch (error) {
      // Known, and nothing of theirs may be shown.
      if (error instanceof ResourceNotFound) return null;
      throw error;
    }
  }

  /** What follows a signature or letter of a client, in its transaction. */
  async follow(
    tx: Tx,
    personId: string,
    tagIds: readonly string[],
    newsletter: { status: string | undefined; wording: string | null },
    actor: string,
  ) {
    if (newsletter.wording !== null) await this.newsletters.give(tx, personId, newsletter.wording);
    if (newsletter.status === 'unsubscribed') await this.newsletters.stop(tx, personId);
    await this.tags.attach(tx, tagIds, personId, actor);
  }

  private isMailbox(address: string, held: string | null): boolean {
    return held !== null && this.supporters.emailKey(address).equals(this.supporters.emailKey(held));
  }
}
