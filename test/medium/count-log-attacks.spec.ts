import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CountLogs } from '../../src/transparency/count-logs.service.js';
import { LogKeys } from '../../src/transparency/log-keys.service.js';
import { LogRestarts } from '../../src/transparency/log-restarts.service.js';
import { checkpointText } from '../../src/transparency/tree/checkpoints.js';
import { signatureLine, signingKey, verifierOf } from '../../src/transparency/tree/notes.js';
import { bundled, entriesLevel, unbundled } from '../../src/transparency/tree/tiles.js';
import type { Seen } from '../../src/transparency/verifier/verify.js';
import { sequence, visit } from '../support/count-log.js';
import { ask, connected } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('attacks on the log of a petition', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-count-log-'));
  let world: World;
  beforeAll(async () => {
    world = await World.create({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A petition with some signatures in its log, and what an honest visitor saw. */
  const logged = async (names: readonly string[]) => {
    const petition = await world.openPetition();
    for (const name of names) await world.confirms(petition, `${name}@${petition}.example.org`);
    await sequence(world);
    const { seen } = await visit(world, petition);
    return { petition, seen, log: await world.get(CountLogs).get(petition) };
  };
  /** Somebody with all rights in the database. */
  const asOwner = (text: string, values: unknown[] = []) =>
    connected(world.url, async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query(text, values);
    });
  const codesOf = async (petition: string, seen: Seen | null = null) => [
    ...new Set((await visit(world, petition, seen)).findings.map(({ code }) => code)),
  ];

  it('on a leaf that is changed, removed, inserted or moved are found by anybody', async () => {
    const { petition, log } = await logged(['ada', 'bea', 'cid']);
    const width = log.size % 256;
    const { entries } = unbundled(await world.get(CountLogs).tile(log, { level: entriesLevel, n: 0, width }), width);
    const [version, first, second, ...rest] = entries;
    if (!version || !first || !second) throw new Error('There are too few entries.');
    const other = Buffer.from(first.toString().replace(/"c":"../, '"c":"zz'));
    const forged: Record<string, Buffer[]> = {
      changed: [version, other, second, ...rest],
      removed: [version, second, ...rest, rest[0] ?? first],
      inserted: [version, other, first, second, ...rest.slice(1)],
      moved: [version, second, first, ...rest],
    };
    const honest = bundled(entries);
    for (const [how, list] of Object.entries(forged)) {
      const put = 'update count_log_tile set data = $2 where log_id = $1 and level = -1';
      await asOwner(put, [log.id, bundled(list)]);
      expect([how, await codesOf(petition)]).toEqual([how, expect.arrayContaining(['root_wrong'])]);
      await asOwner(put, [log.id, honest]);
    }
    expect(await codesOf(petition)).toEqual([]);
  });

  it('on its tiles of hashes are found, and the database refuses both as long as its rules are on', async () => {
    const { petition, log } = await logged(['ada']);
    const change = `update count_log_tile set data = decode(repeat('00', length(data)), 'hex') where log_id = '${log.id}' and level = 0`;
    await expect(ask(world.url, change)).rejects.toThrow('a tile of a log only grows');
    await expect(ask(world.url, `update count_log_checkpoint set counted = 9`)).rejects.toThrow('never changed');
    await expect(ask(world.url, `delete from count_log_checkpoint`)).rejects.toThrow('never changed');
    await asOwner(change);
    expect(await codesOf(petition)).toEqual(['tile_wrong']);
  });

  it('by a number above or below its sum, such as a count moved by SQL, are found', async () => {
    const { petition } = await logged(['ada', 'bea']);
    const { petitionId } = await world.signatureOf(petition, `ada@${petition}.example.org`);
    const move =
      'insert into count_delta (petition_id, country, day, pending, confirmed) values ($1, $2, current_date, 0, $3)';
    await ask(world.url, move, [petitionId, 'GB', 5]);
    expect(await codesOf(petition)).toEqual(['number_above_log']);
    await ask(world.url, move, [petitionId, 'GB', -6]);
    expect(await codesOf(petition)).toEqual(['number_below_log']);
  });

  it('by a second log, shown to one visitor only, are found at the next visit', async () => {
    const { petition, seen, log } = await logged(['ada', 'bea']);
    expect(await codesOf(petition, seen)).toEqual([]);
    // The visitor was shown another log of the same length, signed by the same key.
    const { seed } = await world.get(LogKeys).current();
    const text = checkpointText({ origin: log.origin, size: log.size, root: Buffer.alloc(32, 1) });
    const shown = { vkey: seen?.vkey ?? '', checkpoint: `${text}\n${signatureLine(text, log.origin, seed)}\n` };
    const verdict = await visit(world, petition, shown);
    expect(verdict.findings.map(({ code }) => code)).toEqual(['not_extended']);
    expect(verdict.evidence).toEqual([shown.checkpoint, log.checkpoint]);
    // And by a key of somebody else.
    const strange = {
      vkey: verifierOf(log.origin, signingKey(Buffer.alloc(32, 3)).raw).vkey,
      checkpoint: shown.checkpoint,
    };
    expect(await codesOf(petition, strange)).toEqual(['key_replaced']);
  });

  it('by an old backup stop the log, visibly, until a person begins another with a reason', async () => {
    const { petition, seen, log } = await logged(['ada']);
    await world.confirms(petition, `bea@${petition}.example.org`);
    await sequence(world);
    // The database as it was before the second signature was logged; what is kept outside knows better.
    await asOwner(`delete from count_log_checkpoint where log_id = '${log.id}' and size > ${log.size}`);
    await asOwner(`delete from count_log_record where log_id = '${log.id}' and leaf >= ${log.size}`);
    await asOwner(`update count_log set size = ${log.size}, counted = 1, last_number = 1 where id = '${log.id}'`);
    await sequence(world);
    expect((await world.get(CountLogs).get(petition)).stoppedAt).not.toBeNull();
    await sequence(world);
    expect(await codesOf(petition)).toEqual(['number_above_log']);

    await world.get(LogRestarts).restart(petition, 'The database was restored from a backup.', 'cli');
    await sequence(world);
    const again = await world.get(CountLogs).get(petition);
    expect([again.generation, again.origin, again.counted]).toEqual([2, `${log.origin}/2`, 2]);
    // A signature erased while the log was begun again: its leaf was one of the earlier log.
    await ask(
      world.url,
      'insert into count_log_due (petition_id, signature_id, leaf, log_id) select petition_id, gen_random_uuid(), 1, id from count_log where id = $1',
      [log.id],
    );
    await sequence(world);
    expect((await world.get(CountLogs).get(petition)).counted).toBe(2);
    expect(await codesOf(petition)).toEqual([]);
    expect(await codesOf(petition, seen)).toEqual(['log_replaced']);
    const former = await world.get(CountLogs).get(petition, 1);
    expect(former.ended?.reason).toBe('The database was restored from a backup.');
  });

  it('end with its key: a new one is named by the old, and visitors follow', async () => {
    const { petition, seen } = await logged(['ada']);
    await world.get(LogKeys).rotate('campaign.example.org');
    await world.confirms(petition, `bea@${petition}.example.org`);
    await sequence(world);
    const verdict = await visit(world, petition, seen);
    expect([verdict.findings, verdict.counted]).toEqual([[], 2]);
    expect(verdict.seen?.vkey).not.toBe(seen?.vkey);
    const keys = await ask<{ sealed: Buffer | null }>(world.url, 'select sealed from count_log_key order by id');
    expect(keys.map(({ sealed }) => sealed === null)).toEqual([true, false]);
  });
});
