import { randomBytes } from 'node:crypto';
import { days } from '../../src/platform/clock.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { RetentionService, retentionJob } from '../../src/privacy/retention.service.js';
import { differences } from '../support/count-ledger.js';
import { ownChecksums, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const rare = () => Array.from(randomBytes(10), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

describe('retention', () => {
  let world: World;
  let retention: RetentionService;
  beforeEach(async () => {
    world = await World.create();
    retention = world.get(RetentionService);
  });
  afterEach(() => world.close());

  const rows = async (apply: boolean) =>
    Object.fromEntries(
      (apply ? await retention.apply('cli') : await retention.preview()).map(({ rule, rows: n }) => [rule.key, n]),
    );
  const nothing = {
    unconfirmed_signatures: 0,
    unconfirmed_contacts: 0,
    contacts_of_ended_campaign: 0,
    network_hashes: 0,
    finished_mails: 0,
    staged_import_rows: 0,
    finished_petitions: 0,
    unconfirmed_letters: 0,
    event_listeners: 0,
    webhook_deliveries: 0,
    events: 0,
    rejected_letters: 0,
    letters_of_nobody: 0,
    letters_of_finished_petitions: 0,
    excluded_people: 0,
    update_recipients: 0,
  };

  it('counts what is overdue without changing anything', async () => {
    const petition = await world.openPetition();
    await world.signs(petition, 'waits@example.org');
    await world.confirms(petition, 'stays@example.org');
    expect(await rows(false)).toEqual(nothing);
    world.clock.advance(days(91));
    const before = await ownChecksums(world.url);
    expect(await rows(false)).toEqual({ ...nothing, unconfirmed_signatures: 1, network_hashes: 2, finished_mails: 2 });
    expect(await ownChecksums(world.url)).toEqual(before);
  });

  it('erases what was never confirmed within 14 days, everywhere, and keeps the counts right', async () => {
    const trace = rare();
    const [one, two] = [await world.openPetition(), await world.openPetition()];
    const details = { givenName: `W${trace}`, familyName: `Z${trace}`, comment: trace };
    // The same person waits under both petitions: the address goes only because both go.
    await world.signs(one, `${trace}@rare-${trace}.example`, details);
    await world.signs(two, `${trace}@rare-${trace}.example`, details);
    await world.confirms(one, 'stays@example.org');
    world.clock.advance(days(13));
    expect(await rows(true)).toEqual(nothing);
    world.clock.advance(days(2));
    expect(await rows(true)).toMatchObject({ unconfirmed_signatures: 2 });
    expect(await placesOf(world.url, [trace])).toEqual([]);
    expect([await world.countOf(one), await differences(world.url)]).toEqual([1, []]);
    await world.jobs.fold();
    expect(await world.jobs.recount()).toBe(0);
  });

  it('keeps the address of a person who has confirmed elsewhere', async () => {
    const [one, two] = [await world.openPetition(), await world.openPetition()];
    await world.confirms(one, 'both@example.org');
    await world.signs(two, 'both@example.org');
    world.clock.advance(days(15));
    expect(await rows(true)).toMatchObject({ unconfirmed_signatures: 1 });
    expect(await world.database.prisma.supporter.count({ where: { email: 'both@example.org' } })).toBe(1);
  });

  it('deletes networks after 30 days and finished emails after 90', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'ada@example.org');
    world.clock.advance(days(31));
    expect(await rows(true)).toEqual({ ...nothing, network_hashes: 1 });
    expect((await world.signatureOf(petition)).rangeKey).toBeNull();
    world.clock.advance(days(60));
    expect(await rows(true)).toEqual({ ...nothing, finished_mails: 1 });
    expect(await world.database.prisma.outboxMail.count()).toBe(0);
    expect(await world.countOf(petition)).toBe(1);
  });

  it('erases everybody 24 months after a petition has ended, keeps its counts, and touches no other', async () => {
    const trace = rare();
    const [over, open] = [await world.openPetition({ closesOn: '2027-06-30' }), await world.openPetition()];
    await world.confirms(over, `${trace}@rare-${trace}.example`, { givenName: `W${trace}`, country: 'FR' });
    await world.confirms(over, 'both@example.org', { country: 'IE' });
    await world.confirms(open, 'both@example.org');
    world.clock.moveTo('2029-06-28T12:00:00Z');
    expect(await rows(true)).toMatchObject({ finished_petitions: 0 });
    world.clock.moveTo('2029-07-01T12:00:00Z');
    expect(await rows(false)).toMatchObject({ finished_petitions: 2 });
    expect(await rows(true)).toMatchObject({ finished_petitions: 2 });
    expect(await placesOf(world.url, [trace])).toEqual([]);
    expect(await world.figuresOf(over)).toMatchObject({
      signatureCount: 2,
      byCountry: [
        { country: 'FR', count: 1 },
        { country: 'IE', count: 1 },
      ],
    });
    await world.jobs.fold();
    expect([await world.jobs.recount(), await world.countOf(over), await world.countOf(open)]).toEqual([0, 2, 1]);
    expect(await world.database.prisma.supporter.count({ where: { email: 'both@example.org' } })).toBe(1);
    expect(await rows(true)).toEqual(nothing);
  });

  it('runs every night automatically and leaves a line in the audit log, without a name', async () => {
    const petition = await world.openPetition();
    await world.signs(petition, 'waits@example.org');
    world.clock.advance(days(15));
    await world.get(Jobs).add(world.database.prisma, retentionJob, {});
    await world.get(Jobs).runDue();
    const [entry] = await world.database.prisma.auditEntry.findMany({ where: { action: 'retention.applied' } });
    expect(entry).toMatchObject({ actor: 'system', details: { unconfirmed_signatures: 1 } });
  });
});
