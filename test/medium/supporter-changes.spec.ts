import pg from 'pg';
import { changesQuery, type ChangesPage, type SupporterChange } from '../../src/lists/changes/changes.schema.js';
import { SupporterChangesService } from '../../src/lists/changes/changes.service.js';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { days } from '../../src/platform/clock.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const actor = 'token:0190aaaa-0000-7000-8000-000000000001';
const news = { consents: [{ purpose: 'newsletter', wording: '1' }] };

/** Another campaign's newsletter tool: it knows what it was told, and nothing else. */
class Tool {
  readonly people = new Map<string, SupporterChange & { agrees: true }>();
  cursor: string | undefined;

  constructor(
    private readonly world: World,
    private readonly petition: string,
    private readonly consent = 'newsletter',
  ) {}

  async page(limit = 2): Promise<ChangesPage> {
    const query = changesQuery.parse({
      consent: this.consent,
      limit: String(limit),
      ...(this.cursor !== undefined && { cursor: this.cursor }),
    });
    const page = await this.world.get(SupporterChangesService).read(this.petition, query, actor);
    for (const change of page.changes)
      if (change.agrees) this.people.set(change.signatureId, change);
      else this.people.delete(change.signatureId);
    this.cursor = page.cursor;
    return page;
  }

  async catchUp(limit = 2): Promise<void> {
    while ((await this.page(limit)).more);
  }

  get addresses(): string[] {
    return [...this.people.values()].map(({ email }) => email).sort();
  }
}

describe('following the people who consent', () => {
  let world: World;
  let petition: string;
  beforeAll(async () => (world = await World.create()));
  afterAll(() => world.close());
  beforeEach(async () => {
    petition = await world.openPetition({}, [
      { purpose: 'partner', recipients: [{ key: 'friends', name: 'Friends' }] },
    ]);
  });

  const tool = (consent?: string) => new Tool(world, petition, consent);
  const joins = (name: string, more: Record<string, unknown> = news) =>
    world.confirms(petition, `${name}@example.org`, more);
  const idOf = async (name: string) => (await world.signatureOf(petition, `${name}@example.org`)).id;

  it('begins with everybody who consents, page by page, and nobody else', async () => {
    for (const name of ['ana', 'ben', 'cleo']) await joins(name);
    await joins('dan', {});
    await world.signs(petition, 'eve@example.org', news);
    const mine = tool();
    const first = await mine.page();
    expect(first.changes).toHaveLength(2);
    expect(first.changes[0]).toMatchObject({
      agrees: true,
      givenName: 'Ada',
      familyName: 'Lovelace',
      country: 'GB',
      wording: '1',
      locale: 'en',
    });
    await mine.catchUp();
    expect(mine.addresses).toEqual(['ana@example.org', 'ben@example.org', 'cleo@example.org']);
    const [entry] = await ask<{ actor: string; details: unknown }>(
      world.url,
      `select actor, details from audit_entry where action = 'supporters.synced' order by id limit 1`,
    );
    expect(entry).toEqual({ actor, details: { petition, consent: 'newsletter', count: 2 } });
  });

  it('continues with changes: who joins, withdraws a consent, corrects a name, withdraws a signature, is erased', async () => {
    for (const name of ['ana', 'ben', 'cleo', 'dan']) await joins(name);
    const mine = tool();
    await mine.catchUp();
    await joins('eve');
    const benId = await idOf('ben');
    await world.unsubscribes((await world.tokensOf(petition, 'ben@example.org')).unsubscribe);
    const ownData = world.get(OwnDataService);
    const linkOf = async (name: string): Promise<string> =>
      world
        .get(OwnDataLinks)
        .linkFor((await world.signatureOf(petition, `${name}@example.org`)).supporterId, 'en')
        .split('/me/')[1]
        ?.split('?')[0] ?? '';
    await ownData.correct(
      await linkOf('ana'),
      await idOf('ana'),
      {
        givenName: 'Anna',
        familyName: 'Lovelace',
        country: 'FR',
        postalCode: undefined,
        comment: undefined,
        showName: false,
      },
      'en',
    );
    await ownData.withdraw(await linkOf('cleo'), await idOf('cleo'));
    const danId = await idOf('dan');
    await ownData.erase((await world.signatureOf(petition, 'dan@example.org')).supporterId);
    const told: SupporterChange[] = [];
    for (let page = await mine.page(3); ; page = await mine.page(3)) {
      told.push(...page.changes);
      if (!page.more) break;
    }
    expect(mine.addresses).toEqual(['ana@example.org', 'eve@example.org']);
    expect([...mine.people.values()].find(({ email }) => email.startsWith('ana'))).toMatchObject({
      givenName: 'Anna',
      country: 'FR',
    });
    // The address of who only withdrew is still held, and the tool needs it; of who was erased nothing is left to tell.
    expect(told.find(({ signatureId }) => signatureId === benId)).toEqual({
      signatureId: benId,
      agrees: false,
      email: 'ben@example.org',
    });
    expect(told.find(({ signatureId }) => signatureId === danId)).toEqual({
      signatureId: danId,
      agrees: false,
      email: null,
    });
    expect((await mine.page()).changes).toEqual([]);
  });

  it('shows a partner those who ticked that partner, and no other petition', async () => {
    await joins('ana', { consents: [{ purpose: 'partner', wording: '1', recipient: 'friends' }] });
    await joins('ben');
    const mine = tool('partner/friends');
    await mine.catchUp();
    expect(mine.addresses).toEqual(['ana@example.org']);
    const other = await world.openPetition();
    await world.confirms(other, 'elsewhere@example.org', news);
    await mine.catchUp();
    expect(mine.addresses).toEqual(['ana@example.org']);
  });

  it('misses nobody while people join and leave from all sides', async () => {
    const tokens: string[] = [];
    for (let index = 0; index < 40; index++)
      tokens.push((await world.signs(petition, `p${index}@example.org`, news)) ?? '');
    const mine = tool();
    let over = false;
    const polling = (async () => {
      while (!over) await mine.page(7);
    })();
    await Promise.all(
      tokens.map(async (token, index) => {
        await world.opens(token);
        if (index % 3 === 0)
          await world.unsubscribes((await world.tokensOf(petition, `p${index}@example.org`)).unsubscribe);
      }),
    );
    over = true;
    await polling;
    await mine.catchUp();
    const stayed = Array.from({ length: 40 }, (_, index) => index).filter((index) => index % 3 !== 0);
    expect(mine.addresses).toEqual(stayed.map((index) => `p${index}@example.org`).sort());
  });

  it('waits for actions that began before anybody listened', async () => {
    await ask(world.url, `delete from event_listener`);
    const client = new pg.Client({ connectionString: world.url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('select pg_current_xact_id()');
      let answered = false;
      const asked = tool()
        .page()
        .finally(() => (answered = true));
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(answered).toBe(false);
      await client.query('commit');
      await expect(asked).resolves.toMatchObject({ changes: [] });
    } finally {
      await client.end();
    }
  });

  it('says so when what happened since is forgotten, and after a new beginning', async () => {
    const mine = tool();
    await mine.catchUp();
    await joins('ana');
    await tool().page();
    await ask(world.url, `delete from event`);
    await joins('ben');
    await expect(mine.page()).rejects.toMatchObject({ code: 'changes.cursor_expired' });
    mine.cursor = undefined;
    await mine.catchUp();
    expect(mine.addresses).toEqual(['ana@example.org', 'ben@example.org']);
    const kept = mine.cursor;
    await ask(world.url, `delete from event_listener`);
    await expect(mine.page()).rejects.toMatchObject({ code: 'changes.cursor_expired' });
    world.clock.advance(1);
    await tool().catchUp();
    mine.cursor = kept;
    await expect(mine.page()).rejects.toMatchObject({ code: 'changes.cursor_expired' });
  });

  it('refuses a purpose nobody was asked for, the signature itself, and invalid cursors', async () => {
    for (const consent of ['postcards', 'signature', 'partner', 'newsletter/friends'])
      await expect(tool(consent).page()).rejects.toMatchObject({ code: 'changes.purpose_unknown' });
    for (const cursor of ['x', 'c1', 'c1.-1', "l1.1.'", ''])
      expect(changesQuery.safeParse({ consent: 'newsletter', cursor }).success).toBe(false);
    expect(changesQuery.safeParse({ consent: 'newsletter', limit: '501' }).success).toBe(false);
  });

  it('ends automatically when nobody has polled for a month', async () => {
    await tool().catchUp();
    const listeners = () => ask<{ n: number }>(world.url, `select count(*)::int as n from event_listener`);
    world.clock.advance(days(28));
    await world.get(RetentionService).apply('system');
    expect(await listeners()).toEqual([{ n: 1 }]);
    world.clock.advance(days(1) + 1);
    await world.get(RetentionService).apply('system');
    expect(await listeners()).toEqual([{ n: 0 }]);
  });
});
