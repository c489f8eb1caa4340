import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { StaffUpdates } from '../../src/updates/writing/staff-updates.service.js';
import { UpdateDrafts } from '../../src/updates/writing/update-drafts.service.js';
import { UpdatePreviews } from '../../src/updates/writing/update-previews.service.js';
import { UpdatePublishing } from '../../src/updates/writing/update-publishing.service.js';
import { UpdateResults } from '../../src/updates/writing/update-results.service.js';
import { UpdateSchedule } from '../../src/updates/writing/update-schedule.service.js';
import { UpdateViews } from '../../src/updates/writing/update-views.service.js';
import { updateForm } from '../../src/updates/writing/updates.schema.js';
import { World } from '../support/world.js';

const [writer, editor] = ['staff:1', 'staff:2'];

describe('an update', () => {
  let world: World;
  let petition: string;
  let campaignId: string;
  let number = 0;
  const of = (slug: string) => world.get(StaffUpdates).of(slug);
  const views = () => world.get(UpdateViews);
  const begin = async (about = ''): Promise<string> => {
    const slug = `news-${++number}`;
    await world.get(UpdateDrafts).create(campaignId, { slug, title: 'A hearing', petition: about }, writer);
    return slug;
  };
  const save = async (slug: string, input: Record<string, string> = {}, actor = writer) => {
    const { revision } = await of(slug);
    const form = { locale: 'en', title: 'A hearing', body: 'It is in May.', revision: String(revision), ...input };
    return world.get(UpdateDrafts).save(slug, await validate(updateForm, form), actor);
  };
  const publish = async (slug: string, actor = editor) =>
    world.get(UpdatePublishing).publish(slug, (await of(slug)).revision, actor);
  const published = async (): Promise<string> => {
    const slug = await begin();
    await save(slug);
    await publish(slug);
    return slug;
  };
  const shownIn = async (slug: string, locale = 'en') => (await views().get(slug, locale)).versions[0]?.texts;

  beforeAll(async () => {
    world = await World.create({ PETITION_TWO_PEOPLE: 'off' });
    await world.get(ClaimsReference).load();
    petition = await world.openPetition();
    campaignId = await world.get(PetitionsService).campaignOf(petition);
  });
  afterAll(() => world.close());

  it('is nobody’s to read before it is published, and everybody’s afterwards', async () => {
    const slug = await begin(petition);
    await save(slug);
    await expect(views().get(slug, 'en')).rejects.toMatchObject({ code: 'update.not_found' });
    await publish(slug);
    expect((await views().get(slug, 'fr')).petition?.slug).toBe(petition);
    const petitionId = await world.get(PetitionsService).idOf(petition);
    const listed = await views().list({ petitionId, campaignId }, 'fr');
    expect(listed[0]).toMatchObject({ slug, title: 'A hearing', locale: 'en' });
    await expect(publish(slug)).rejects.toMatchObject({ code: 'update.nothing_to_publish' });
  });

  it('has a short name of its own', async () => {
    const slug = await begin();
    const again = world.get(UpdateDrafts).create(campaignId, { slug, title: 'Other', petition: '' }, writer);
    await expect(again).rejects.toMatchObject({ code: 'update.slug_taken' });
    const foreign = { slug: 'elsewhere', title: 'Other', petition: 'no-such-petition' };
    await expect(world.get(UpdateDrafts).create(campaignId, foreign, writer)).rejects.toMatchObject({
      faults: [{ pointer: '/petition', code: 'petition.not_found' }],
    });
  });

  it.each([
    ['nothing but a title', { body: '' }, { pointer: '/en/body', code: 'field.required' }],
    ['a heading without a text', { body: 'Words.\n\n## A heading' }, { pointer: '/en/body', code: 'field.required' }],
    ['a claim that nobody knows', { body: 'A fact [C999].' }, { pointer: '/claims/C999', code: 'claim.not_usable' }],
  ])('is not published with %s', async (_, input, fault) => {
    const slug = await begin();
    await save(slug, input);
    await expect(publish(slug)).rejects.toMatchObject({
      code: 'update.incomplete',
      faults: [expect.objectContaining(fault)],
    });
  });

  it('keeps what two people wrote at once, and compares what both changed', async () => {
    const slug = await begin();
    await save(slug, { body: 'One.\n\nTwo.' });
    const { revision } = await of(slug);
    const base = JSON.stringify({ title: 'A hearing', body: 'One.\n\nTwo.', reason: '' });
    await save(slug, { body: 'One, changed.\n\nTwo.', base });
    await save(slug, { body: 'One.\n\nTwo.\n\nThree.', base, revision: String(revision) }, editor);
    expect((await of(slug)).texts.en?.text).toBe('One, changed.\n\nTwo.\n\nThree.');
    const late = save(slug, { title: 'Mine', base, revision: String(revision) }, editor);
    await save(slug, { title: 'Theirs', body: 'One, changed.\n\nTwo.\n\nThree.' });
    await late.catch(() => undefined);
    await expect(
      save(slug, { title: 'Mine', body: 'One.\n\nTwo.', base, revision: String(revision) }, editor),
    ).rejects.toMatchObject({ code: 'update.changed', faults: [{ pointer: '/title' }] });
  });

  it('is corrected with a public reason, and what it said before stays readable', async () => {
    const slug = await published();
    await save(slug, { body: 'It is in June.' });
    expect((await of(slug)).standing).toBe('correction');
    expect((await shownIn(slug))?.en?.text).toBe('It is in May.');
    await expect(publish(slug)).rejects.toMatchObject({ faults: [{ pointer: '/reason', code: 'field.required' }] });
    await save(slug, { body: 'It is in June.', reason: 'The month was wrong.' });
    await publish(slug);
    const { versions } = await views().get(slug, 'en');
    expect(versions.map(({ number: n, reason, texts }) => [n, reason, texts.en?.text])).toEqual([
      [2, 'The month was wrong.', 'It is in June.'],
      [1, null, 'It is in May.'],
    ]);
    expect(new Set(versions.map(({ hash }) => hash)).size).toBe(2);
  });

  it('forgets a correction that is discarded, and a draft altogether', async () => {
    const slug = await published();
    await save(slug, { body: 'Nonsense.' });
    await world.get(UpdateDrafts).discard(slug, (await of(slug)).revision, writer);
    expect(await of(slug)).toMatchObject({ state: 'published', texts: { en: { text: 'It is in May.' } } });
    const draft = await begin();
    await world.get(UpdateDrafts).discard(draft, 1, writer);
    await expect(of(draft)).rejects.toMatchObject({ code: 'update.not_found' });
  });

  it('says why it was withdrawn from view, and can be shown again', async () => {
    const slug = await published();
    const draft = await begin();
    const publishing = world.get(UpdatePublishing);
    await expect(publishing.withdraw(draft, 'Why', writer)).rejects.toMatchObject({ code: 'update.unpublished' });
    await publishing.withdraw(slug, 'It was wrong.', writer);
    await expect(views().get(slug, 'en')).rejects.toMatchObject({ code: 'update.withdrawn', reason: 'It was wrong.' });
    expect((await views().list({ campaignId }, 'en')).map((one) => one.slug)).not.toContain(slug);
    await publishing.withdraw(slug, null, writer);
    expect(await shownIn(slug)).toBeDefined();
  });

  it('is published by a second person where the installation wants one', async () => {
    const strict = await world.beside({ PETITION_TWO_PEOPLE: 'on' });
    const slug = await begin();
    await save(slug);
    const publishing = strict.get(UpdatePublishing);
    const { revision } = await of(slug);
    await expect(publishing.publish(slug, revision, writer)).rejects.toMatchObject({ code: 'update.own_text' });
    await publishing.publish(slug, revision, editor);
    expect((await of(slug)).state).toBe('published');
    await strict.close();
  });

  it('is published once when two people press the button at the same moment', async () => {
    const slug = await begin();
    await save(slug);
    const { revision } = await of(slug);
    const results = await Promise.allSettled(
      [writer, editor, writer].map((actor) => world.get(UpdatePublishing).publish(slug, revision, actor)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await views().get(slug, 'en')).versions).toHaveLength(1);
  });

  describe('that is scheduled', () => {
    const scheduled = async (input: Record<string, string> = {}): Promise<string> => {
      const slug = await begin();
      await save(slug, input);
      const day = new Date(world.clock.now().getTime() + 2 * 86_400_000).toISOString().slice(0, 10);
      const { revision } = await of(slug);
      await world.get(UpdateSchedule).schedule(slug, { revision, day, time: '09:30' }, editor);
      return slug;
    };

    it('appears at its moment and not before', async () => {
      const slug = await scheduled();
      await world.get(UpdateSchedule).publishDue();
      expect((await of(slug)).state).toBe('scheduled');
      world.clock.advance(3 * 86_400_000);
      await world.get(UpdateSchedule).publishDue();
      expect(await of(slug)).toMatchObject({ state: 'published', stateBy: editor });
    });

    it('is held, with the reason, when a claim may no longer be used', async () => {
      const slug = await scheduled({ body: 'A fact [C24].' });
      await world.database.prisma.claim.update({
        where: { key: 'C24' },
        data: { retiredAt: new Date('2027-01-01'), retiredReason: 'Wrong' },
      });
      world.clock.advance(3 * 86_400_000);
      await world.get(UpdateSchedule).publishDue();
      expect(await of(slug)).toMatchObject({ state: 'held', heldBy: [{ pointer: '/claims/C24' }] });
      await expect(views().get(slug, 'en')).rejects.toMatchObject({ code: 'update.not_found' });
    });

    it('is a draft again once somebody changes a word', async () => {
      const slug = await scheduled();
      await save(slug, { body: 'It is in July.' });
      world.clock.advance(3 * 86_400_000);
      await world.get(UpdateSchedule).publishDue();
      expect((await of(slug)).state).toBe('draft');
    });

    it('cannot be scheduled for the past', async () => {
      const slug = await begin();
      await save(slug);
      const { revision } = await of(slug);
      const past = world.get(UpdateSchedule).schedule(slug, { revision, day: '2026-01-01', time: '09:30' }, editor);
      await expect(past).rejects.toMatchObject({ code: 'update.moment_passed' });
    });
  });

  it('says of a draft when it was last changed, and nothing of the kind once it is public', async () => {
    const slug = await begin();
    await save(slug);
    const preview = () => world.get(UpdatePreviews).of(slug, 'en', world.clock.now());
    const changedAt = world.clock.now();
    world.clock.advance(86_400_000);
    expect((await preview()).changedAt).toEqual(changedAt);
    await publish(slug);
    expect((await preview()).changedAt).toBeNull();
  });

  it('counts the signatures that its link brought', async () => {
    const slug = await published();
    expect(await views().isPublished(slug)).toBe(true);
    await world.confirms(petition, 'ann@example.org', { source: slug });
    await world.confirms(petition, 'ben@example.org');
    expect(await world.get(UpdateResults).of(await of(slug))).toEqual({ signatures: 1, letters: 0 });
  });
});
