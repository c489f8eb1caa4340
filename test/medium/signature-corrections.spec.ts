import { changesQuery } from '../../src/lists/changes/changes.schema.js';
import { SupporterChangesService } from '../../src/lists/changes/changes.service.js';
import type { StaffCorrection } from '../../src/privacy/own-data.schema.js';
import { SignatureCorrections } from '../../src/privacy/signature-corrections.service.js';
import { differences } from '../support/count-ledger.js';
import { ownChecksums } from '../support/whole-database.js';
import { World } from '../support/world.js';

const actor = 'staff:0190aaaa-0000-7000-8000-000000000001';
const to = { givenName: 'Grace', familyName: 'Hopper', country: 'FR', postalCode: '75001' };

describe('staff correct a signature', () => {
  let world: World;
  let corrections: SignatureCorrections;
  beforeAll(async () => {
    world = await World.create();
    corrections = world.get(SignatureCorrections);
  });
  afterAll(() => world.close());

  const correct = async (petition: string, id: string, values: StaffCorrection) => {
    const { shown } = await corrections.look(petition, id, actor);
    await corrections.correct(petition, id, shown, values, actor);
  };
  const entries = (action: string) =>
    world.database.prisma.auditEntry.findMany({ where: { action }, orderBy: { id: 'asc' } });
  const said = { country: 'GB', comment: 'Because.', showName: true };

  it.each(['waiting', 'confirmed', 'confirmed and folded'])(
    'of a %s signer: name, country and postcode, and the counts move with the country',
    async (state) => {
      const petition = await world.openPetition();
      const email = `${state.replaceAll(' ', '.')}@example.org`;
      const confirm = (await world.signs(petition, email, said)) ?? '';
      if (state !== 'waiting') await world.opens(confirm);
      if (state === 'confirmed and folded') await world.jobs.fold();
      const before = await world.signatureOf(petition, email);
      await correct(petition, before.id, to);
      expect(await world.signatureOf(petition, email)).toEqual({ ...before, ...to });
      expect((await world.figuresOf(petition)).byCountry).toEqual(
        state === 'waiting' ? [] : [{ country: 'FR', count: 1 }],
      );
      expect(await differences(world.url)).toEqual([]);
      await world.jobs.fold();
      expect(await world.jobs.recount()).toBe(0);
    },
  );

  it('on record with who, which signature and which fields, never with what they say', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'recorded@example.org', said);
    const { id, givenName, country } = await world.signatureOf(petition, 'recorded@example.org');
    await correct(petition, id, { givenName, familyName: 'Byron', country, postalCode: 'W1' });
    const entry = (await entries('supporters.corrected')).at(-1);
    expect([entry?.actor, entry?.details]).toEqual([
      actor,
      { petition, signatureId: id, fields: ['familyName', 'postalCode'] },
    ]);
    await corrections.look(petition, id, actor);
    expect((await entries('supporters.read')).at(-1)?.details).toEqual({ petition, signatureId: id });
  });

  it('and writes nothing where nothing is different, or the signature is of another petition', async () => {
    const [petition, other] = [await world.openPetition(), await world.openPetition()];
    await world.confirms(petition, 'same@example.org', said);
    const { id, givenName, familyName, country } = await world.signatureOf(petition, 'same@example.org');
    const { shown } = await corrections.look(petition, id, actor);
    const before = await ownChecksums(world.url);
    await corrections.correct(petition, id, shown, { givenName, familyName, country, postalCode: undefined }, actor);
    await expect(corrections.correct(other, id, shown, to, actor)).rejects.toMatchObject({ code: 'signature.unknown' });
    await expect(corrections.look(other, id, actor)).rejects.toMatchObject({ code: 'signature.unknown' });
    expect(await ownChecksums(world.url)).toEqual(before);
  });

  it('and never overwrite what changed after they looked', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'twice@example.org', said);
    const { id } = await world.signatureOf(petition, 'twice@example.org');
    const { shown } = await corrections.look(petition, id, actor);
    const both = await Promise.allSettled([
      corrections.correct(petition, id, shown, to, actor),
      corrections.correct(petition, id, shown, { ...to, familyName: 'Byron' }, actor),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'signature.corrected_meanwhile' },
    });
    expect(await differences(world.url)).toEqual([]);
  });

  it('and those who follow a consent are told', async () => {
    const petition = await world.openPetition();
    const read = (cursor?: string) => {
      const query = changesQuery.parse({ consent: 'newsletter', ...(cursor !== undefined && { cursor }) });
      return world.get(SupporterChangesService).read(petition, query, 'token:0190aaaa-0000-7000-8000-000000000001');
    };
    await world.confirms(petition, 'told@example.org', { consents: [{ purpose: 'newsletter', wording: '1' }] });
    const { cursor } = await read();
    const { id } = await world.signatureOf(petition, 'told@example.org');
    await correct(petition, id, to);
    expect((await read(cursor)).changes).toMatchObject([
      { agrees: true, signatureId: id, familyName: 'Hopper', country: 'FR' },
    ]);
  });
});
