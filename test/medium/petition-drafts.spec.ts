import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { PicturesService } from '../../src/campaigns/pictures/pictures.service.js';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { bodyOf } from '../../src/platform/texts/blocks/body.js';
import { draftForm } from '../../src/petitions/drafts/drafts.schema.js';
import { DraftPublishing } from '../../src/petitions/drafts/draft-publishing.service.js';
import { PetitionDrafts } from '../../src/petitions/drafts/petition-drafts.service.js';
import { PetitionVersions } from '../../src/petitions/versions/petition-versions.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { World } from '../support/world.js';

const [writer, editor] = ['staff:1', 'staff:2'];

describe('the drafts of a petition', () => {
  let world: World;
  let petition: string;
  const drafts = () => world.get(PetitionDrafts);
  const written = {
    title: 'A title',
    summary: 'A summary.',
    body: '## Why\n\nBecause. [S1]',
    ask: 'Look again.',
    shareText: 'Look again.',
  };
  const save = async (input: Record<string, string>, actor = writer) =>
    drafts().save(petition, await validate(draftForm, { locale: 'en', ...written, ...input }), actor);
  const revision = async () => (await drafts().of(petition)).revision;
  const publish = async (actor: string) => world.get(DraftPublishing).publish(petition, await revision(), actor);
  const title = async (locale = 'en') => (await world.get(PetitionsService).getPublic(petition, locale)).title;
  const changes = async () => {
    const id = await world.get(PetitionsService).idOf(petition);
    return (await world.get(PetitionVersions).list(id)).map(({ change }) => change);
  };

  beforeAll(async () => {
    world = await World.create();
    await world.get(ClaimsReference).load();
    petition = await world.openPetition();
  });
  afterAll(() => world.close());

  it('is offered in the languages of its campaign, and in those it has a text in', async () => {
    const petition = await world.openPetition();
    const { prisma } = world.database;
    const campaignId = await world.get(PetitionsService).campaignOf(petition);
    expect((await drafts().of(petition)).languages).toContain('ar');
    await prisma.campaign.update({ where: { id: campaignId }, data: { locales: ['en', 'de'] } });
    // It has texts in French, Spanish and Ukrainian.
    expect([...(await drafts().of(petition)).languages].sort()).toEqual(['de', 'en', 'es', 'fr', 'uk']);
    await prisma.campaign.update({ where: { id: campaignId }, data: { locales: [] } });
  });

  it('change nothing for the public until they are published, by their writer while nobody has signed', async () => {
    await save({ title: 'Another title', revision: String(await revision()) });
    expect(await title()).toBe(`About ${petition}`);
    await publish(writer);
    expect(await title()).toBe('Another title');
    expect(await changes()).toEqual(['before_signatures', 'first']);
    expect((await drafts().of(petition)).isThere).toBe(false);
  });

  it('are not overwritten by somebody who has not seen them', async () => {
    await save({ title: 'From one', revision: String(await revision()) });
    await expect(
      save({ title: 'From another', revision: String((await revision()) - 1) }, editor),
    ).rejects.toMatchObject({
      code: 'petition.draft_changed',
    });
    await expect(world.get(DraftPublishing).publish(petition, 0, writer)).rejects.toMatchObject({
      code: 'petition.draft_changed',
    });
    await drafts().discard(petition, (await drafts().of(petition)).revision, writer);
  });

  it('are published by one of two who press the button at once', async () => {
    await save({ title: 'Pressed twice', revision: String(await revision()) });
    const now = await revision();
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => world.get(DraftPublishing).publish(petition, now, writer)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it.each([
    [{ title: '' }, '/en/title'],
    [{ body: 'No heading.' }, '/en/body'],
    [{ ask: '' }, '/en/ask'],
    [{ locale: 'de', summary: '' }, '/de/summary'],
    [{ locale: 'de', title: '' }, '/de/title'],
    [{ body: '## Why\n\n> Said.' }, '/en/body/0', 'block.source'],
  ])('are not published with %j', async (input, pointer, code = 'field.required') => {
    await save({ revision: String(await revision()), ...input });
    await expect(publish(writer)).rejects.toMatchObject({
      code: 'petition.draft_incomplete',
      faults: [{ pointer, code }],
    });
    await drafts().discard(petition, (await drafts().of(petition)).revision, writer);
  });

  it('are not published with a picture that nobody described', async () => {
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const campaign = await world.get(PetitionsService).campaignOf(petition);
    const name = await world.get(PicturesService).add(campaign, bytes, writer);
    await save({ body: `## Why\n\n![](picture:${name})`, leadPicture: name, revision: String(await revision()) });
    await expect(publish(writer)).rejects.toMatchObject({
      faults: [
        { pointer: '/en/leadAlt', code: 'field.required' },
        { pointer: '/en/body/0', code: 'block.alt' },
      ],
    });
    await drafts().discard(petition, (await drafts().of(petition)).revision, writer);
  });

  it('name facts of the register, with their sources, and none that may not be used', async () => {
    await save({ body: '## Why\n\nA fact. [C24]', revision: String(await revision()) });
    await publish(writer);
    const { sources } = await world.get(PetitionsService).getPage(petition, 'en');
    expect(sources.map(({ key }) => key)).toContain('C24');
    await save({ body: '## Why\n\nAnother. [C99999]', revision: String(await revision()) });
    await expect(publish(writer)).rejects.toMatchObject({ faults: [{ code: 'claim.not_usable' }] });
    await drafts().discard(petition, (await drafts().of(petition)).revision, writer);
  });

  it.each([
    [{ title: 'x'.repeat(91) }, 'title', 'field.too_long'],
    [{ body: 'x'.repeat(20_001) }, 'body', 'field.too_long'],
    [{ body: 'word\n\n'.repeat(300) }, 'body/200', 'block.too_many'],
    [{ body: '## Why\n\nWell.\n\n<b>So.</b>' }, 'body/1', 'block.html'],
    [{ body: '[x](javascript:alert(1))' }, 'body/0', 'block.link'],
    [{ title: 'a\u0000b' }, 'title', 'field.characters'],
    [{ ask: 'x\n'.repeat(13) }, 'ask', undefined],
    [{ locale: 'xx' }, 'locale', undefined],
  ])('%#: refuse bad input beside its field', async (input, field, code) => {
    await expect(save({ revision: String(await revision()), ...input })).rejects.toMatchObject({
      faults: [{ pointer: `/${field}`, ...(code !== undefined && { code }) }],
    });
  });

  it('need a reason and another person once somebody has signed, and are then a correction for everybody to compare', async () => {
    const token = await world.signs(petition, 'ada@example.org');
    await world.opens(token ?? '');
    await save({ title: 'A corrected title', revision: String(await revision()) });
    await expect(publish(editor)).rejects.toMatchObject({ faults: [{ pointer: '/reason', code: 'field.required' }] });
    await save({ title: 'A corrected title', reason: 'A spelling error.', revision: String(await revision()) });
    await expect(publish(writer)).rejects.toMatchObject({ code: 'petition.own_draft' });
    await publish(editor);
    const id = await world.get(PetitionsService).idOf(petition);
    const [latest] = await world.get(PetitionVersions).list(id);
    expect(latest).toMatchObject({ change: 'minor', reason: 'A spelling error.' });
    expect((await world.signatureOf(petition, 'ada@example.org')).version).toBeLessThan(latest?.number ?? 0);
  });

  it('keep the words of every language as they were written', async () => {
    const { published } = await drafts().of(petition);
    for (const [locale, text] of Object.entries(published.content.texts))
      await save({
        locale,
        title: text.title,
        summary: text.summary,
        body: bodyOf(text.sections),
        ask: text.ask.join('\n'),
        shareText: text.shareText,
        revision: String(await revision()),
      });
    expect((await drafts().of(petition)).texts).toEqual(published.content.texts);
  });
});
