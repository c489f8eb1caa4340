import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { CampaignsService } from '../../src/campaigns/campaigns.service.js';
import { DraftPublishing } from '../../src/petitions/drafts/draft-publishing.service.js';
import { PetitionDrafts } from '../../src/petitions/drafts/petition-drafts.service.js';
import { PetitionsInPlan } from '../../src/petitions/petitions.plan.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { PetitionCreation } from '../../src/petitions/settings/petition-creation.service.js';
import { PetitionSettingsService } from '../../src/petitions/settings/petition-settings.service.js';
import { newPetition, settingsForm, settingsIn } from '../../src/petitions/settings/settings.schema.js';
import { PetitionNotes } from '../../src/petitions/notes/petition-notes.service.js';
import { PetitionVersions } from '../../src/petitions/versions/petition-versions.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { settingsInput } from '../../src/admin/petitions/settings-input.js';
import { World } from '../support/world.js';

const [writer, editor] = ['staff:1', 'staff:2'];

describe('the life of a petition', () => {
  let world: World;
  let other: string;
  const settings = () => world.get(PetitionSettingsService);
  const petitions = () => world.get(PetitionsService);
  const begin = async (slug: string, copyOf = '') =>
    world
      .get(PetitionCreation)
      .create(
        await world.get(CampaignsService).idOf('test'),
        await validate(newPetition, { slug, title: `Title of ${slug}`, copyOf }),
        writer,
      );
  const publish = async (slug: string) => {
    const drafts = world.get(PetitionDrafts);
    const { revision } = await drafts.of(slug);
    await world.get(DraftPublishing).publish(slug, revision, editor);
  };
  const begun = async (slug: string) => {
    await begin(slug, other);
    await publish(slug);
    return slug;
  };
  /** Saves the settings with some fields of the form changed. */
  const change = async (slug: string, fields: Record<string, string>, without: string[] = []) => {
    const input = { ...settingsInput((await settings().get(slug)).settings), ...fields };
    for (const name of without) delete input[name];
    const { settings: read, faults } = settingsIn(await validate(settingsForm, input));
    expect(faults).toEqual([]);
    await settings().save(slug, read, writer);
  };
  const revisionOf = async (slug: string) => (await world.get(PetitionDrafts).of(slug)).revision;
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error: { code: string; faults?: { code: string }[] }) => error.faults?.[0]?.code ?? error.code,
    );

  beforeAll(async () => {
    world = await World.create();
    await world.get(ClaimsReference).load();
    other = await world.openPetition();
  });
  afterAll(() => world.close());

  it('begins as a draft that only staff know', async () => {
    await begin('still-secret');
    expect(await codeOf(petitions().getPublic('still-secret', 'en'))).toBe('petition.not_found');
    expect(await codeOf(world.fillsIn('still-secret', 'ada@example.org'))).toBe('petition.not_found');
    expect((await petitions().list('en')).map(({ slug }) => slug)).not.toContain('still-secret');
    expect((await settings().get('still-secret')).state).toBe('draft');
    expect(await codeOf(publish('still-secret'))).toBe('field.required');
  });

  it('may be given up before it is published, and its name is free again', async () => {
    await begin('given-up');
    await world.get(PetitionCreation).discard('given-up', await revisionOf('given-up'), writer);
    await begin('given-up');
    expect(await codeOf(world.get(PetitionCreation).discard(other, await revisionOf(other), writer))).toBe(
      'petition.unpublished',
    );
  });

  it('is a copy of another where that is wished, and published by its first version', async () => {
    await begin('a-copy', other);
    await publish('a-copy');
    const { title, status, version } = await petitions().getPublic('a-copy', 'en');
    expect({ title, status, version }).toEqual({ title: 'Title of a-copy', status: 'open', version: 1 });
    const versions = await world.get(PetitionVersions).list(await petitions().idOf('a-copy'));
    expect(versions.map(({ change: kind }) => kind)).toEqual(['first']);
    await world.confirms('a-copy', 'ada@example.org');
    expect(await world.countOf('a-copy')).toBe(1);
  });

  it.each(['new', 'api', 'Not a slug', ''])('does not take the short name %j', async (slug) => {
    expect(await codeOf(begin(slug))).toMatch(/slug\.reserved|field\.invalid|field\.required/);
  });

  it('keeps its short names for ever, also for links, sign-ups and the plan', async () => {
    const slug = await begun('first-name');
    await change(slug, { slug: 'second-name' });
    await change('second-name', { slug: 'third-name' });
    await expect(petitions().getPublic('first-name', 'en')).rejects.toMatchObject({
      code: 'petition.moved',
      renamed: { from: 'first-name', to: 'third-name' },
    });
    expect(await codeOf(begin('first-name'))).toBe('slug.taken');
    expect(await codeOf(begin('third-name'))).toBe('slug.taken');
    expect(new Set((await settings().get('third-name')).formerSlugs)).toEqual(new Set(['second-name', 'first-name']));
    await settings().close('third-name', true, writer);
    const campaignId = await world.get(PetitionsService).campaignOf('third-name');
    const sentence = await world.database.transaction((tx) =>
      world.get(PetitionsInPlan).open(tx, 'first-name', editor, campaignId),
    );
    expect(sentence).toBe('The petition "third-name" is open.');
  });

  it('opens and closes at the minute that was chosen, in the time zone of the campaign', async () => {
    const slug = await begun('at-the-minute');
    // The clock of the tests shows 15 January 2027, 12:00 UTC, which is 13:00 in Brussels.
    const now = world.clock.now();
    await change(slug, { opensDay: '2027-01-15', opensTime: '13:30' });
    const soon = await petitions().getPublic(slug, 'en');
    expect(soon.status).toBe(soon.opensAt > now.toISOString() ? 'upcoming' : 'open');
    expect(soon.opensAt).toBe('2027-01-15T12:30:00.000Z');
    await change(slug, { opensDay: '2027-01-01', opensTime: '', closesDay: '2027-01-31', closesTime: '' });
    expect(await petitions().getPublic(slug, 'en')).toMatchObject({
      status: 'open',
      opensOn: '2027-01-01',
      closesOn: '2027-01-31',
      closesAt: '2027-01-31T23:00:00.000Z',
    });
    expect(await codeOf(change(slug, { closesDay: '2026-12-31' }))).toBe('petition.closes_before_opening');
    expect(await codeOf(change(slug, { closesDay: '2027-01-01', closesTime: '00:00' }))).toBe(
      'petition.closes_before_opening',
    );
  });

  it('is not changed by somebody who has not seen the latest settings', async () => {
    const slug = await begun('two-at-once');
    const before = (await settings().get(slug)).settings;
    await change(slug, { goalSteps: '7' });
    expect(await codeOf(settings().save(slug, { ...before, goalSteps: [9] }, editor))).toBe(
      'petition.settings_changed',
    );
    expect((await settings().get(slug)).settings.goalSteps).toEqual([7]);
  });

  it('asks for what its settings say: fields, countries and questions of its own', async () => {
    const slug = await begun('with-questions');
    await change(
      slug,
      {
        countries: 'gb fi',
        familyName: 'required',
        postalCode: 'off',
        q1_kind: 'choice',
        q1_required: 'yes',
        q1_label_en: 'How did you hear of us?',
        q1_label_fr: 'Comment nous avez-vous connus ?',
        q1_purpose_en: 'To know what works.',
        q1_options_en: 'A friend\nThe press',
        q1_options_fr: 'Un ami\nLa presse',
      },
      ['showNames'],
    );
    const { fields } = await petitions().getPublic(slug, 'fr');
    expect(fields.questions[0]).toMatchObject({
      label: 'Comment nous avez-vous connus ?',
      purpose: 'To know what works.',
      options: [
        { key: 'a-friend', label: 'Un ami' },
        { key: 'the-press', label: 'La presse' },
      ],
    });
    const sign = (details: Record<string, unknown>) => world.fillsIn(slug, 'ada@example.org', details);
    const answers = { q1: 'the-press' };
    expect(await codeOf(sign({ country: 'FR', answers }))).toBe('country.not_asked');
    expect(await codeOf(sign({ familyName: '', answers }))).toBe('field.required');
    expect(await codeOf(sign({}))).toBe('field.required');
    expect(await codeOf(sign({ answers: { q1: 'nobody' } }))).toBe('answer.unknown');
    await world.confirms(slug, 'ada@example.org', { postalCode: '1234', answers: { ...answers, other: 'ignored' } });
    const { answers: stored, postalCode, version } = await world.signatureOf(slug);
    expect({ stored, postalCode, version }).toEqual({ stored: answers, postalCode: null, version: 2 });
    // What it asks for is part of what people sign: a change after the first signature is a version of its own.
    await change(slug, { q1_kind: '' });
    const versions = await world.get(PetitionVersions).list(await petitions().idOf(slug));
    expect(versions.map(({ change: kind }) => kind)).toEqual(['settings', 'before_signatures', 'first']);
  });

  it('closes, opens again, is archived, and withdrawn from view with a reason', async () => {
    const slug = await begun('to-its-end');
    await world.confirms(slug, 'ada@example.org');
    await settings().close(slug, true, writer);
    expect(await codeOf(world.fillsIn(slug, 'bo@example.org'))).toBe('petition.closed');
    await settings().close(slug, false, writer);
    expect((await petitions().getPublic(slug, 'en')).status).toBe('open');
    await settings().archive(slug, true, writer);
    expect((await petitions().list('en')).map((one) => one.slug)).not.toContain(slug);
    expect(await petitions().getPublic(slug, 'en')).toMatchObject({ status: 'closed', signatureCount: 1 });
    await settings().hide(slug, 'The archive has opened its files.', writer);
    await expect(petitions().getPage(slug, 'en')).rejects.toMatchObject({
      code: 'petition.withdrawn',
      httpStatus: 410,
      reason: 'The archive has opened its files.',
    });
    expect(await petitions().getPublic(slug, 'en', true)).toMatchObject({ signatureCount: 1 });
    await settings().hide(slug, null, writer);
    await settings().setOutcome(slug, 'met', writer);
    expect((await petitions().getPublic(slug, 'en')).outcome).toBe('met');
  });

  it('makes demands of its own campaign only, and has notes once it is published', async () => {
    const slug = await begun('of-its-own');
    expect(await codeOf(change(slug, { 'demand_of-another': 'on' }))).toBe('demand.unknown');
    await begin('without-notes');
    const note = { en: { title: 'News', text: 'Words.' } };
    expect(await codeOf(world.get(PetitionNotes).publish('without-notes', 'news', note, writer))).toBe(
      'petition.unpublished',
    );
    await world.get(PetitionCreation).discard('without-notes', await revisionOf('without-notes'), writer);
  });
});
