import { ContactsService } from '../../src/petitions/contacts/contacts.service.js';
import type { NewContact } from '../../src/petitions/contacts/contacts.schema.js';
import { NewsletterNotOffered, PersonUnsubscribed } from '../../src/petitions/contacts/contacts.errors.js';
import { NewslettersService } from '../../src/petitions/contacts/newsletters.service.js';
import { PetitionCreation } from '../../src/petitions/settings/petition-creation.service.js';
import { PetitionSettingsService } from '../../src/petitions/settings/petition-settings.service.js';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { TagsService } from '../../src/supporters/tags.service.js';
import { days } from '../../src/platform/clock.js';
import { personalTables } from '../support/personal-data.js';
import { ask, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const stranger = { ip: '203.0.113.9', method: 'api' } as const;

describe('people who sign up without signing', () => {
  let world: World;
  let petition: string;
  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
  });
  afterAll(() => world.close());

  const contacts = () => world.get(ContactsService);
  const contact = (email: string, more: Partial<NewContact> = {}): NewContact => ({
    email,
    fields: { given_name: 'Mary', family_name: 'Shelley', country: 'GB', postal_code: 'N1', source: 'leaflet' },
    locale: 'en',
    ...more,
  });
  const nothing = () => Promise.resolve();
  const rowOf = async (email: string) =>
    (await world.database.prisma.supporter.findFirst({
      where: { email },
      include: { contact: true, taggings: true },
    })) ?? null;

  it('wait until they have confirmed, with one email for each time while the allowance lasts', async () => {
    await contacts().start(contact('one@example.org', { newsletter: 'subscribed' }), stranger);
    await world.sendDue();
    expect(world.smtp.to('one@example.org')).toHaveLength(1);
    const row = await rowOf('one@example.org');
    expect(row?.contact).toMatchObject({ status: 'pending', givenName: 'Mary', enteredBy: null });
    await contacts().confirm(row?.id ?? '');
    await contacts().confirm(row?.id ?? '');
    expect((await rowOf('one@example.org'))?.contact).toMatchObject({ status: 'confirmed' });
    await contacts().start(contact('one@example.org', { fields: { given_name: 'Mallory' } }), stranger);
    expect((await rowOf('one@example.org'))?.contact).toMatchObject({ status: 'confirmed', givenName: 'Mary' });
  });

  it('are changed by no stranger once an API client entered them', async () => {
    await contacts().enter(contact('two@example.org'), 'token:1', nothing);
    await contacts().start(contact('two@example.org', { fields: { given_name: 'Mallory' } }), stranger);
    await contacts().enter(contact('two@example.org', { fields: { postal_code: null } }), 'token:1', nothing);
    expect((await rowOf('two@example.org'))?.contact).toMatchObject({
      status: 'pending',
      givenName: 'Mary',
      postalCode: null,
      country: 'GB',
    });
  });

  it('take effect at once where the mailbox was confirmed before, and get no email', async () => {
    await world.confirms(petition, 'three@example.org');
    const before = world.smtp.to('three@example.org').length;
    await contacts().enter(contact('three@example.org', { newsletter: 'subscribed' }), 'token:1', nothing);
    await world.sendDue();
    expect(world.smtp.to('three@example.org')).toHaveLength(before);
    expect((await rowOf('three@example.org'))?.contact).toMatchObject({ status: 'confirmed' });
    const { id } = await world.signatureOf(petition, 'three@example.org');
    expect(
      await world.database.prisma.consent.findMany({ where: { subjectId: id, purpose: 'newsletter' } }),
    ).toMatchObject([{ given: true, method: 'api' }]);
  });

  it('are doubted as signatures are, cause no immediate email, and give way to an honest sign-up', async () => {
    await contacts().start(contact('nine@example.org'), { ...stranger, honeypot: 'x' });
    await world.sendDue();
    expect(world.smtp.to('nine@example.org')).toHaveLength(0);
    expect((await rowOf('nine@example.org'))?.contact).toMatchObject({ shadowRule: 'honeypot' });
    await contacts().start(contact('nine@example.org'), stranger);
    expect((await rowOf('nine@example.org'))?.contact).toMatchObject({ shadowRule: null });
    await contacts().start(contact('nine@example.org', { fields: { given_name: 'Bot' } }), {
      ...stranger,
      honeypot: 'x',
    });
    expect((await rowOf('nine@example.org'))?.contact).toMatchObject({ shadowRule: null, givenName: 'Mary' });
  });

  it('leave nothing behind when a part of the action fails', async () => {
    const fails = () => Promise.reject(new Error('a part that fails'));
    await expect(contacts().enter(contact('four@example.org'), 'token:1', fails)).rejects.toThrow('a part that fails');
    expect(await rowOf('four@example.org')).toBeNull();
  });

  it('are resubscribed by no client after they stopped it themselves', async () => {
    await world.confirms(petition, 'five@example.org', { consents: [{ purpose: 'newsletter', wording: '1' }] });
    const service = world.get(OwnDataService);
    const { id } = (await rowOf('five@example.org')) ?? { id: '' };
    await service.stopMail(/\/me\/([\w-]+)/.exec(world.get(OwnDataLinks).linkFor(id, 'en'))?.[1] ?? '');
    await expect(
      contacts().enter(contact('five@example.org', { newsletter: 'subscribed' }), 'token:1', nothing),
    ).rejects.toThrow(PersonUnsubscribed);
    expect((await rowOf('five@example.org'))?.contact).toBeNull();
    await expect(world.get(NewslettersService).mayBeGiven(world.database.prisma, id)).rejects.toThrow(
      PersonUnsubscribed,
    );
  });

  it('see what is called shown, and leave no trace when they are forgotten', async () => {
    const tags = world.get(TagsService);
    const tag = await tags.ensure('Volunteer', null, 'token:1');
    const id = await contacts().enter(
      contact('six@example.org', {
        fields: { family_name: 'Trace-of-six', given_name: 'Six', country: 'GB', postal_code: 'N6', source: 'list' },
      }),
      'token:1',
      (tx, person) => tags.attach(tx, [tag], person, 'token:1'),
    );
    await contacts().confirm(id);
    const shown = JSON.stringify(await world.get(OwnDataService).lookAt(id, 'en'));
    expect(shown).toContain('Volunteer');
    for (const table of ['contact', 'tagging'] as const) {
      const [row] = await ask<Record<string, unknown>>(world.url, `select * from ${table} where supporter_id = $1`, [
        id,
      ]);
      for (const [column] of Object.entries(personalTables[table]?.columns ?? {}).filter(
        ([, fate]) => fate === 'shown',
      )) {
        const value = row?.[column];
        expect([table, column, shown.includes(value instanceof Date ? value.toISOString() : String(value))]).toEqual([
          table,
          column,
          true,
        ]);
      }
    }
    await world.get(OwnDataService).erase(id);
    expect(await placesOf(world.url, ['six@example.org', 'Trace-of-six'])).toEqual([]);
    expect(await ask(world.url, 'select from tagging where supporter_id = $1', [id])).toEqual([]);
  });

  it('keep their labels while anything of theirs is left, and are erased after 14 days unconfirmed', async () => {
    const tags = world.get(TagsService);
    const tag = await tags.ensure('Volunteer', null, 'token:1');
    const token = await world.signs(petition, 'seven@example.org');
    await contacts().enter(contact('seven@example.org'), 'token:1', (tx, person) =>
      tags.attach(tx, [tag], person, 'token:1'),
    );
    await contacts().start(contact('eight@example.org'), stranger);
    expect(token).toBeDefined();
    world.clock.advance(days(15));
    await world.get(RetentionService).apply('system');
    expect(await placesOf(world.url, ['seven@example.org', 'eight@example.org'])).toEqual([]);
    expect(await rowOf('three@example.org')).not.toBeNull();
    const left = await ask(
      world.url,
      'select from tagging x join supporter s on s.id = x.supporter_id where s.email is null',
    );
    expect(left).toEqual([]);
  });

  it('do not depend on petitions that nobody can see: neither a draft nor one that is withdrawn from view', async () => {
    const id = await contacts().enter(contact('nine@example.org'), 'token:1', nothing);
    await contacts().confirm(id);
    const { campaignId } = await world.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
    await world
      .get(PetitionCreation)
      .create(campaignId, { slug: 'never-published', title: 'Draft', copyOf: '' }, 'staff:1');
    await world.get(PetitionSettingsService).hide(petition, 'A reason.', 'staff:1');
    await expect(world.get(NewslettersService).wording()).rejects.toThrow(NewsletterNotOffered);
    await world.get(PetitionSettingsService).hide(petition, null, 'staff:1');
    expect((await world.get(NewslettersService).wording()).purpose).toBe('newsletter');
    await world.get(PetitionSettingsService).close(petition, true, 'staff:1');
    world.clock.advance(days(800));
    await world.get(RetentionService).apply('system');
    expect(await rowOf('nine@example.org')).toBeNull();
  });
});
