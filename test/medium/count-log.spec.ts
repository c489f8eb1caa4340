import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { FraudRulesService } from '../../src/petitions/fraud-rules.service.js';
import { CountLogs } from '../../src/transparency/count-logs.service.js';
import { commitmentOf, leafOf, mailboxHash } from '../../src/transparency/leaves.js';
import { SignatureReceipts } from '../../src/transparency/receipts.service.js';
import { openCheckpoint } from '../../src/transparency/tree/checkpoints.js';
import { leafHash } from '../../src/transparency/tree/hashes.js';
import { rootOfInclusion } from '../../src/transparency/tree/proofs.js';
import { parseReceipt } from '../../src/transparency/tree/receipts.js';
import { entriesLevel, unbundled } from '../../src/transparency/tree/tiles.js';
import { sequence, visit } from '../support/count-log.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('the log of a petition', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-count-log-'));
  let world: World;
  beforeAll(async () => {
    world = await World.create({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const entriesOf = async (petition: string) => {
    const log = await world.get(CountLogs).get(petition);
    const width = log.size % 256;
    const data = await world.get(CountLogs).tile(log, { level: entriesLevel, n: Math.floor(log.size / 256), width });
    return unbundled(data, width).entries;
  };
  const leavesOf = async (petition: string) => (await entriesOf(petition)).map(leafOf);
  const receiptOf = async (petition: string, email: string) => {
    const { id, petitionId } = await world.signatureOf(petition, email);
    return world.get(SignatureReceipts).of(id, petitionId);
  };

  it('has a leaf for each confirmed signature, and nothing of those that are not', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'ada@example.org', { givenName: 'Ada' });
    await world.confirms(petition, 'bea@example.org', { givenName: 'Bea', country: 'FR' });
    await world.signs(petition, 'cid@example.org');
    await world.fillsIn(petition, 'robot@example.org', {}, { method: 'form', honeypot: 'x' });
    await sequence(world);
    const leaves = await leavesOf(petition);
    expect(leaves.map(({ k }) => k)).toEqual(['version', 'sign', 'sign', 'tally']);
    expect(leaves[3]).toMatchObject({ total: 2, countries: { other: 2 }, months: { other: 2 } });
    for (const entry of await entriesOf(petition)) expect(entry.toString()).not.toMatch(/Lovelace|example/);
    expect(await visit(world, petition)).toMatchObject({ findings: [], counted: 2, size: 4 });
    // Nothing has happened since: nothing is added, and the checkpoint is the same.
    const { checkpoint } = await world.get(CountLogs).get(petition);
    await sequence(world);
    expect((await world.get(CountLogs).get(petition)).checkpoint).toBe(checkpoint);
  });

  it('goes on one by one after more than a tile of signatures', async () => {
    const petition = await world.openPetition();
    await ask(
      world.url,
      `with p as (select id, last_number from petition where slug = $1),
       people as (insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count)
         select gen_random_uuid(), sha256(($1 || n)::bytea), $1 || n || '@example.org', 'en', now(), current_date, 0 from generate_series(1, 300) n
         returning id),
       signed as (insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, signed_at, confirmed_at, number)
         select gen_random_uuid(), p.id, s.id, 'confirmed', 'Signer', 'Example', 'CA', 'en', false, now(), now(), p.last_number + row_number() over ()
         from people s, p returning 1),
       counted as (insert into count_delta (petition_id, country, day, pending, confirmed) select id, 'CA', current_date, 0, 300 from p)
       update petition set last_number = last_number + 300 where slug = $1`,
      [petition],
    );
    await sequence(world);
    for (const name of ['ada', 'bea']) {
      await world.confirms(petition, `${name}@${petition}.example.org`);
      await sequence(world);
      expect(await receiptOf(petition, `${name}@${petition}.example.org`)).not.toBeNull();
    }
    expect(await visit(world, petition)).toMatchObject({ findings: [], counted: 302 });
  });

  it('gives a signer a receipt that proves her signature without anybody else', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'Ada.Lovelace@example.org', { givenName: 'Ada', country: 'UA' });
    expect(await receiptOf(petition, 'Ada.Lovelace@example.org')).toBeNull();
    await sequence(world);
    const receipt = parseReceipt((await receiptOf(petition, 'Ada.Lovelace@example.org')) ?? '');
    const { verifier, origin } = await world.get(CountLogs).get(petition);
    const checkpoint = openCheckpoint(receipt?.checkpoint ?? '', verifier);
    const { salt, record, v } = JSON.parse(receipt?.extra?.toString() ?? '') as {
      salt: string;
      record: string;
      v: number;
    };
    const secret = Buffer.from(salt, 'base64');
    expect(JSON.parse(record)).toEqual({
      log: origin,
      version: (
        await world.database.prisma.petitionVersion.findFirstOrThrow({ where: { petition: { slug: petition } } })
      ).hash,
      givenName: 'Ada',
      familyName: 'Lovelace',
      country: 'UA',
      confirmedOn: world.clock.now().toISOString().slice(0, 10),
      mailbox: mailboxHash(secret, 'ada.lovelace@example.org'),
    });
    const entry = Buffer.from(JSON.stringify({ c: commitmentOf(secret, record), k: 'sign', v }));
    const root = rootOfInclusion(leafHash(entry), receipt?.index ?? -1, checkpoint?.size ?? 0, receipt?.proof ?? []);
    expect(root).toEqual(checkpoint?.root);
  });

  it('says what stopped counting and what counts again, and keeps the sum', async () => {
    const petition = await world.openPetition();
    for (const name of ['ada', 'bea', 'cid']) await world.confirms(petition, `${name}@held.example.org`);
    await sequence(world);
    const rules = world.get(FraudRulesService);
    const { petitionId } = await world.signatureOf(petition, 'ada@held.example.org');
    // Straight in the database, as the rules of staff do it; the log hears of it all the same.
    await ask(
      world.url,
      `update signature set shadow_rule = 'staff', shadow_inputs = '{}', shadowed_at = now() where petition_id = $1 and supporter_id in (select id from supporter where email = 'ada@held.example.org')`,
      [petitionId],
    );
    await ask(
      world.url,
      `insert into count_delta (petition_id, country, day, pending, confirmed) values ($1, 'GB', current_date, 0, -1)`,
      [petitionId],
    );
    expect(rules).toBeDefined();
    await sequence(world);
    expect((await leavesOf(petition)).at(-1)).toMatchObject({ k: 'out', why: 'held_back' });
    await ask(
      world.url,
      `update signature set shadow_rule = null, shadow_inputs = null, shadowed_at = null where petition_id = $1`,
      [petitionId],
    );
    await ask(
      world.url,
      `insert into count_delta (petition_id, country, day, pending, confirmed) values ($1, 'GB', current_date, 0, 1)`,
      [petitionId],
    );
    await world.disowns((await world.tokensOf(petition, 'bea@held.example.org')).disown);
    await sequence(world);
    expect(new Set((await leavesOf(petition)).slice(-2).map(({ k }) => k))).toEqual(new Set(['in', 'out']));
    expect(await visit(world, petition)).toMatchObject({ findings: [], counted: 2 });
  });

  it('after any erasures proves the number and every other signature, and keeps nothing of the erased', async () => {
    const change = fc.record({ who: fc.integer({ min: 0, max: 5 }), what: fc.constantFrom('sign', 'erase', 'log') });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 3, maxLength: 14 }), async (changes) => {
        const petition = await world.openPetition();
        const tag = randomBytes(4).toString('hex');
        const signed = new Set<string>();
        for (const { who, what } of changes) {
          const email = `${who}.${tag}@example.org`;
          if (what === 'log') await sequence(world);
          else if (what === 'sign' && !signed.has(email)) {
            await world.confirms(petition, email, { givenName: `Name${who}` });
            signed.add(email);
          } else if (what === 'erase' && signed.has(email)) {
            await world.disowns((await world.tokensOf(petition, email)).disown);
            signed.delete(email);
          }
        }
        await sequence(world);
        const verdict = await visit(world, petition);
        expect([verdict.findings, verdict.counted]).toEqual([[], signed.size]);
        for (const email of signed) expect(await receiptOf(petition, email)).not.toBeNull();
        // Nothing in the database opens a leaf of somebody who is gone.
        const records = await ask<{ n: number }>(
          world.url,
          `select count(*)::int as n from count_log_record r join count_log l on l.id = r.log_id join petition p on p.id = l.petition_id where p.slug = $1`,
          [petition],
        );
        expect(records[0]?.n).toBe(signed.size);
      }),
      { numRuns: 8 },
    );
  });
});
