import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { PetitionVersions } from '../../src/petitions/versions/petition-versions.service.js';
import { hashOf } from '../../src/petitions/versions/version-content.js';
import { World } from '../support/world.js';

describe('the versions of a petition', () => {
  let world: World;
  let petition: string;
  let id: string;
  const versions = () => world.get(PetitionVersions);
  const version = async (email: string) => (await world.signatureOf(petition, email)).version;
  /** Another title in English, as a change of the given kind. */
  const retitle = async (title: string, change: 'minor' | 'ask', reason = 'A reason.') =>
    world.database.transaction(async (tx) => {
      await tx.petitionText.update({ where: { petitionId_locale: { petitionId: id, locale: 'en' } }, data: { title } });
      await versions().keep(tx, id, { change, reason, publishedBy: 'staff:1', approvedBy: 'staff:2' });
    });

  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
    id = await world.get(PetitionsService).idOf(petition);
  });
  afterAll(() => world.close());

  it('begin with what was loaded, once, however many processes load it', async () => {
    await Promise.all([1, 2, 3].map(() => world.database.transaction((tx) => versions().keep(tx, id))));
    expect((await versions().list(id)).map(({ number, change }) => [number, change])).toEqual([[1, 'first']]);
  });

  it('have a hash that anybody can compute from what is shown', async () => {
    const [version] = await versions().list(id);
    expect(
      createHash('sha256')
        .update(canonicalize(version?.content) ?? '')
        .digest('hex'),
    ).toBe(version?.hash);
  });

  it('are named by each signature: the one that was shown, else the current one', async () => {
    await world.fillsIn(petition, 'first@example.org', { version: 1 });
    await world.fillsIn(petition, 'none@example.org');
    await retitle('A corrected title', 'minor');
    world.clock.advance(2_000);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await world.fillsIn(petition, 'open-page@example.org', { version: 1 });
    await world.fillsIn(petition, 'new@example.org');
    expect(
      await Promise.all(['first', 'none', 'open-page', 'new'].map((who) => version(`${who}@example.org`))),
    ).toEqual([1, 1, 1, 2]);
  });

  it('cannot be signed when they are not there, or ask for something else than the current one', async () => {
    await retitle('Another request', 'ask');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    for (const number of [2, 4, 9])
      await expect(world.fillsIn(petition, 'old@example.org', { version: number })).rejects.toMatchObject({
        faults: [{ pointer: '/version', code: 'petition.changed' }],
      });
    await world.fillsIn(petition, 'old@example.org', { version: 3 });
    expect(await version('old@example.org')).toBe(3);
  });

  it('follow a person who signs again before confirming', async () => {
    await world.fillsIn(petition, 'none@example.org', { version: 3 });
    expect(await version('none@example.org')).toBe(3);
  });

  it.each([
    ['an update', `update petition_version set reason = 'x'`],
    ['a deletion', 'delete from petition_version'],
    ['a truncation', 'truncate petition_version'],
  ])('refuse %s, by whatever SQL', async (_, sql) => {
    await expect(world.database.prisma.$executeRawUnsafe(sql)).rejects.toThrow();
  });

  it('are kept when a language is added, and when a text changes before anybody has signed', async () => {
    const other = await world.openPetition();
    const otherId = await world.get(PetitionsService).idOf(other);
    await world.database.transaction(async (tx) => {
      const { petitionId, ...english } = await tx.petitionText.findUniqueOrThrow({
        where: { petitionId_locale: { petitionId: otherId, locale: 'en' } },
      });
      await tx.petitionText.create({
        data: { ...english, sections: english.sections ?? [], petitionId, locale: 'de' },
      });
      await versions().keep(tx, otherId);
      await tx.petitionText.update({
        where: { petitionId_locale: { petitionId: otherId, locale: 'de' } },
        data: { title: 'Ein Titel' },
      });
      await versions().keep(tx, otherId);
    });
    expect((await versions().list(otherId)).map(({ change }) => change)).toEqual([
      'before_signatures',
      'translation',
      'first',
    ]);
  });

  it('are the shipped text after the first start, and no other after the second', async () => {
    for (let start = 0; start < 2; start++) await world.loadsCampaign();
    const shipped = await world.get(PetitionsService).idOf('reconsider');
    expect(await versions().list(shipped)).toHaveLength(1);
  });

  it('keep their hash on the way through the database, whatever the texts are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 90 }),
        fc.array(fc.string(), { maxLength: 4 }),
        async (title, ask) => {
          const readable = (text: string) => text.replaceAll('\u0000', '');
          const content = {
            texts: { en: { title: readable(title), summary: '', sections: [], ask: ask.map(readable), shareText: '' } },
            sources: [],
            consents: [],
          };
          const [row] = await world.database.prisma.$queryRawUnsafe<{ content: typeof content }[]>(
            'select $1::jsonb as content',
            JSON.stringify(content),
          );
          expect(row && hashOf(row.content)).toBe(hashOf(content));
        },
      ),
      { numRuns: 60 },
    );
  });
});
