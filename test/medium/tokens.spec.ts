import { ApiTokensService } from '../../src/access/api-tokens.service.js';
import { PersonsService } from '../../src/access/persons.service.js';
import { StaffChangesService } from '../../src/access/staff-changes.service.js';
import { StaffService } from '../../src/access/staff.service.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { StaffPerson } from '../support/staff-person.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const event = {
  iso: 'CN',
  convention: 'APMBC',
  kind: 'consented',
  consentKind: 'accession',
  on: '2020-05-04',
  sourceTitle: 'Depositary notification',
  sourceUrl: 'https://treaties.un.org/notification',
  asOf: '2020-05-04',
  confidence: 'high',
} as const;

describe('an API token', () => {
  let world: World;
  let first: StaffPerson;
  let second: StaffPerson;
  const tokens = () => world.get(ApiTokensService);
  const works = (secret: string) => tokens().authenticate(`Bearer ${secret}`);
  const actorOf = (person: StaffPerson) => `staff:${person.id}`;

  beforeAll(async () => {
    world = await World.create({ EXPORT_APPROVAL: 'full' });
    await world.get(TreatiesReference).load();
    first = await StaffPerson.joins(world, 'owner', 'first@example.org');
    second = await StaffPerson.joins(world, 'owner', 'second@example.org');
  });
  afterAll(() => world.close());

  it.each(['supporters:read', 'supporters:export', 'supporters:write'])(
    'with %s waits for a second person where full lists need two',
    async (scope) => {
      const { id, secret } = await tokens().create('newsletter tool', [scope], actorOf(first));
      await expect(works(secret)).rejects.toMatchObject({ code: 'token.not_approved', httpStatus: 403 });
      await expect(tokens().approve(id, actorOf(first))).rejects.toMatchObject({ code: 'token.same_person' });
      await tokens().approve(id, actorOf(second));
      expect(await works(secret)).toMatchObject({ id });
    },
  );

  it('created on the command line needs approval too, and one that reads no supporter does not', async () => {
    const ofShell = await tokens().create('export', ['supporters:export'], 'cli');
    await expect(works(ofShell.secret)).rejects.toMatchObject({ code: 'token.not_approved' });
    const letters = await tokens().create('letters', ['letters:read'], actorOf(first));
    expect(await works(letters.secret)).toMatchObject({ id: letters.id });
  });

  it('is not approved by the person who made it, says the database too', async () => {
    const { id } = await tokens().create('x', ['supporters:read'], actorOf(first));
    await expect(
      ask(world.url, 'update api_token set approved_by = created_by where id = $1', [id]),
    ).rejects.toMatchObject({
      constraint: 'api_token_four_eyes',
    });
  });

  it('is no second pair of eyes for its maker', async () => {
    const { id: token } = await tokens().create('ledger', ['ledger:write'], actorOf(first));
    const ledger = world.get(LedgerService);
    const { id } = await ledger.record({ ...event, supersedes: null } as never, `token:${token}`);
    await expect(ledger.review(id, { decision: 'verified', note: null }, actorOf(first))).rejects.toMatchObject({
      code: 'ledger.own_event',
    });
    const sql = `insert into treaty_event_review (event_id, entered_by, decision, reviewed_by, reviewed_at) values ($1, $2, 'verified', $3, now())`;
    await expect(ask(world.url, sql, [id, `token:${token}`, actorOf(first)])).rejects.toMatchObject({
      constraint: 'treaty_event_review_four_eyes',
    });
    expect(await world.get(PersonsService).same(`token:${token}`, actorOf(first))).toBe(true);
    await ledger.review(id, { decision: 'verified', note: null }, actorOf(second));
  });

  it('ends with the account of its maker, or with the right to make one', async () => {
    const changes = world.get(StaffChangesService);
    const leaver = await StaffPerson.joins(world, 'owner', 'leaver@example.org');
    const demoted = await StaffPerson.joins(world, 'owner', 'demoted@example.org');
    const [one, two] = [
      await tokens().create('one', ['letters:read'], actorOf(leaver)),
      await tokens().create('two', ['letters:read'], actorOf(demoted)),
    ];
    await changes.changeRole(demoted.id, { role: 'owner' }, actorOf(first));
    expect(await works(two.secret)).not.toBeNull();
    await changes.disable(leaver.id, actorOf(first));
    await changes.changeRole(demoted.id, { role: 'exporter' }, actorOf(first));
    expect([await works(one.secret), await works(two.secret)]).toEqual([null, null]);
  });

  it('does not outlive a withdrawn invitation either: its first link stays dead when the person is invited again', async () => {
    const staff = world.get(StaffService);
    const tokenIn = (link: string) => link.split('/').at(-1) ?? '';
    const old = tokenIn(await staff.invite({ email: 'late@example.org', role: 'viewer' }, 'cli'));
    const { id } = await staff.readInvitation(old);
    await world.get(StaffChangesService).disable(id, actorOf(first));
    const fresh = tokenIn(await staff.invite({ email: 'late@example.org', role: 'owner' }, 'cli'));
    await expect(staff.readInvitation(old)).rejects.toMatchObject({ code: 'staff.invite_invalid' });
    expect(await staff.readInvitation(fresh)).toMatchObject({ role: 'owner' });
  });
});
