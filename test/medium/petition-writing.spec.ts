import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DraftComments } from '../../src/petitions/drafts/draft-comments.service.js';
import { DraftPublishing } from '../../src/petitions/drafts/draft-publishing.service.js';
import { draftForm, inputOf } from '../../src/petitions/drafts/drafts.schema.js';
import { PetitionDrafts, staleIn } from '../../src/petitions/drafts/petition-drafts.service.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { PetitionCreation } from '../../src/petitions/settings/petition-creation.service.js';
import { changedSince } from '../../src/petitions/translation.values.js';
import { validate } from '../../src/platform/http/validation.js';
import { World } from '../support/world.js';

const [one, two] = ['staff:1', 'staff:2'];

describe('writing a draft', () => {
  let world: World;
  let slug: string;
  const drafts = () => world.get(PetitionDrafts);
  /** What a page shows when it is opened. */
  const opened = async (locale = 'en') => {
    const { texts, reason, revision } = await drafts().of(slug);
    const shown = { ...inputOf(texts[locale]), reason: reason ?? '' };
    return { ...shown, locale, revision: String(revision), base: JSON.stringify(shown) };
  };
  const save = async (input: Record<string, string>, actor = one, autosaved = false) =>
    drafts().save(slug, await validate(draftForm, input), actor, autosaved);
  const english = async () => inputOf((await drafts().of(slug)).texts.en);

  beforeAll(async () => {
    world = await World.create();
  });
  beforeEach(async () => {
    slug = await world.openPetition();
  });
  afterAll(() => world.close());

  it('by two at once keeps what both changed, in different fields, blocks and languages', async () => {
    await save({ ...(await opened()), body: '## Why\n\nFirst.\n\nSecond.\n\nThird.' });
    const [mine, theirs, french] = [await opened(), await opened(), await opened('fr')];
    await save({ ...theirs, title: 'Their title', body: '## Why\n\nFirst.\n\nSecond.\n\nThird, by them.' }, two);
    await save({ ...french, summary: 'Un résumé.' }, two);
    const saved = await save({ ...mine, summary: 'My summary.', body: '## Why\n\nFirst, by me.\n\nSecond.\n\nThird.' });
    expect(saved).toMatchObject({ revision: 4, fields: { title: 'Their title', summary: 'My summary.' } });
    expect((await english()).body).toBe('## Why\n\nFirst, by me.\n\nSecond.\n\nThird, by them.');
    expect((await drafts().of(slug)).texts.fr?.summary).toBe('Un résumé.');
  });

  it('by two at the same place asks them, names the fields, and changes nothing', async () => {
    const [mine, theirs] = [await opened(), await opened()];
    await save({ ...theirs, title: 'Their title', summary: 'Their summary.' }, two);
    await expect(save({ ...mine, title: 'My title', ask: 'Mine.' })).rejects.toMatchObject({
      code: 'petition.draft_changed',
      faults: [{ pointer: '/title' }],
    });
    expect(await english()).toMatchObject({ title: 'Their title', ask: 'Look again.' });
    await save({ ...(await opened()), title: 'Ours', ask: 'Mine.' });
    expect(await english()).toMatchObject({ title: 'Ours', summary: 'Their summary.', ask: 'Mine.' });
  });

  it('goes on after somebody else has published or discarded it', async () => {
    await save({ ...(await opened()), title: 'Published' }, two);
    const mine = await opened();
    await world.get(DraftPublishing).publish(slug, 1, two);
    await save({ ...mine, summary: 'Mine.' });
    expect(await english()).toMatchObject({ title: 'Published', summary: 'Mine.' });
    const again = await opened();
    await drafts().discard(slug, (await drafts().of(slug)).revision, two);
    await save({ ...again, title: 'Mine' });
    expect(await english()).toMatchObject({ title: 'Mine', summary: 'A summary.' });
  });

  it('holds the limits of a text for what two wrote together, and loses nothing', async () => {
    await save({ ...(await opened()), body: '## Why\n\nFirst.\n\nSecond.\n\nThird.' });
    const [mine, theirs] = [await opened(), await opened()];
    const long = (name: string) => name.repeat(3_000);
    await save({ ...theirs, body: `## Why\n\nFirst.\n\nSecond.\n\n${long('Word ')}` }, two);
    await expect(save({ ...mine, body: `## Why\n\n${long('Mots ')}\n\nSecond.\n\nThird.` })).rejects.toMatchObject({
      faults: [{ pointer: '/body', code: 'field.too_long' }],
    });
    expect((await english()).body).toContain('Word Word');
  });

  it('is not discarded by somebody who has not seen the last words', async () => {
    await save({ ...(await opened()), title: 'Mine' });
    const { revision } = await drafts().of(slug);
    await save({ ...(await opened()), title: 'Theirs' }, two);
    await expect(drafts().discard(slug, revision, one)).rejects.toMatchObject({ code: 'petition.draft_changed' });
    expect(await english()).toMatchObject({ title: 'Theirs' });
    await drafts().discard(slug, revision + 1, one);
    expect((await drafts().of(slug)).isThere).toBe(false);
  });

  it.each(['{"title":1}', 'no json', '[]'])('takes %s for a form that shows nothing', async (base) => {
    const mine = await opened();
    await save({ ...(await opened()), title: 'Theirs' }, two);
    await expect(save({ ...mine, title: 'Mine', base })).rejects.toMatchObject({ code: 'petition.draft_changed' });
  });

  it('of the same revision from many windows loses no block', async () => {
    await save({ ...(await opened()), body: '## Why\n\na\n\nb\n\nc\n\nd' });
    const window = await opened();
    const bodies = ['A\n\nb\n\nc\n\nd', 'a\n\nb\n\nC\n\nd', 'a\n\nb\n\nc\n\nd\n\nE'];
    await Promise.all(bodies.map((body, n) => save({ ...window, body: `## Why\n\n${body}` }, `staff:${n}`)));
    expect((await english()).body).toBe('## Why\n\nA\n\nb\n\nC\n\nd\n\nE');
  });

  it('is recorded once for ten minutes of typing, and each time the button is pressed', async () => {
    const entries = () =>
      world.database.prisma.auditEntry.count({
        where: { action: 'petition.draft_saved', details: { path: ['slug'], equals: slug } },
      });
    for (const title of ['A', 'B', 'C']) await save({ ...(await opened()), title }, one, true);
    expect(await entries()).toBe(1);
    await save({ ...(await opened()), title: 'D' }, two, true);
    world.clock.advance(11 * 60_000);
    await save({ ...(await opened()), title: 'E' }, one, true);
    await save({ ...(await opened()), title: 'F' });
    expect(await entries()).toBe(4);
  });

  it('marks the parts whose English has changed since they were translated, until somebody says that they fit', async () => {
    const changed = async () => {
      const { texts, translatedFrom } = await drafts().of(slug);
      return [...changedSince(texts.en, translatedFrom.fr ?? [])];
    };
    expect(staleIn(await drafts().of(slug))).toEqual([]);
    await save({ ...(await opened()), body: '## Why\n\nBecause. [S1]\n\nAnd so.', title: 'New' });
    expect(await changed()).toEqual(['New', 'And so.']);
    expect(staleIn(await drafts().of(slug))).toEqual(['es', 'fr', 'uk']);
    await save({ ...(await opened('fr')), title: 'Nouveau' });
    expect(await changed()).toEqual(['New', 'And so.']);
    await world.get(DraftPublishing).publish(slug, (await drafts().of(slug)).revision, one);
    expect(await changed()).toEqual(['New', 'And so.']);
    await save({ ...(await opened('fr')), adapted: 'yes' });
    expect(await changed()).toEqual([]);
    expect(staleIn(await drafts().of(slug))).toEqual(['es', 'uk']);
    await save({ ...(await opened('de')), title: 'Neu' });
    expect(staleIn(await drafts().of(slug))).toEqual(['es', 'uk']);
  });

  it('of a copy begins with translations that fit', async () => {
    const copy = `${slug}-copy`;
    const campaignId = await world.get(PetitionsService).campaignOf(slug);
    await world.get(PetitionCreation).create(campaignId, { slug: copy, title: 'A copy', copyOf: slug }, one);
    slug = copy;
    expect(staleIn(await drafts().of(slug))).toEqual([]);
  });

  it('is talked about beside the passage, within its petition', async () => {
    const comments = world.get(DraftComments);
    await comments.add(slug, { locale: 'en', passage: 'Because. [S1]', text: 'Since when?' }, two);
    const [comment] = await comments.list(slug);
    expect(comment).toMatchObject({ passage: 'Because. [S1]', text: 'Since when?', author: two });
    const other = await world.openPetition();
    await expect(comments.settle(other, comment?.id ?? '', one)).rejects.toMatchObject({
      code: 'petition.comment_not_found',
    });
    await comments.settle(slug, comment?.id ?? '', one);
    expect(await comments.list(slug)).toEqual([]);
  });
});
