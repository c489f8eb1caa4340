import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CountLogs } from '../../src/transparency/count-logs.service.js';
import { LogDraws } from '../../src/transparency/log-draws.service.js';
import { newDraw } from '../../src/transparency/log-draws.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { sequence } from '../support/count-log.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('draws from the log of a petition', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-draws-'));
  let world: World;
  let petition: string;
  beforeAll(async () => {
    world = await World.create({ DATA_DIR: folder });
    petition = await world.openPetition({}, [{ purpose: 'audit' }]);
    const consents = [{ purpose: 'audit', wording: '1' }];
    await world.confirms(petition, 'ada@example.org', { givenName: 'Ada', consents });
    await world.confirms(petition, 'bea@example.org', { givenName: 'Bea' });
    await world.confirms(petition, 'cid@example.org', { givenName: 'Cid', consents });
    await sequence(world);
    await world.disowns((await world.tokensOf(petition, 'cid@example.org')).disown);
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const drawn = async (input: Record<string, string>) =>
    world
      .get(LogDraws)
      .record(petition, await validate(newDraw, { drawnBy: 'The ministry, by dice', ...input }), 'staff:1');

  it('show those who agreed, and nothing of anybody else', async () => {
    const { size } = await world.get(CountLogs).get(petition);
    const id = await drawn({ size: String(size), leaves: Array.from({ length: size }, (_, i) => i).join(', ') });
    const { leaves } = await world.get(LogDraws).look(petition, id, 'staff:1');
    expect(leaves.filter(({ shows }) => shows === 'record')).toMatchObject([{ name: 'Ada Lovelace', country: 'GB' }]);
    expect(leaves.filter(({ shows }) => shows === 'nothing')).toHaveLength(1);
    // The version, the tally, and the signature that was erased.
    expect(leaves.filter(({ shows }) => shows === 'gone')).toHaveLength(size - 2);
    expect(JSON.stringify(leaves)).not.toMatch(/Bea|Cid/);
    const entries = await ask<{ action: string; details: unknown }>(
      world.url,
      `select action, details from audit_entry where action like 'count_log.draw%' order by id`,
    );
    expect(entries.map(({ action }) => action)).toEqual(['count_log.drawn', 'count_log.draw_seen']);
    expect(JSON.stringify(entries)).not.toMatch(/Ada|Bea/);
  });

  it('are refused before a checkpoint was public, beyond it, and without a word of who drew', async () => {
    const { size } = await world.get(CountLogs).get(petition);
    const refused = async (input: Record<string, string>): Promise<string[]> => {
      const faults = await drawn(input).then(
        () => [],
        (error: { faults: { pointer: string }[] }) => error.faults,
      );
      return faults.map(({ pointer }) => pointer);
    };
    expect(await refused({ size: String(size + 1), leaves: '0' })).toEqual(['/size']);
    expect(await refused({ size: String(size), leaves: `0, ${size}` })).toEqual(['/leaves']);
    expect(await refused({ size: String(size), leaves: 'none' })).toEqual(['/leaves']);
    expect(await refused({ size: 'x', leaves: '0', drawnBy: 'me' })).toEqual(['/drawnBy', '/size']);
  });

  it('cannot be changed by any process', async () => {
    const url = new URL(world.url);
    url.searchParams.set('options', '-c role=demarche_all');
    await expect(ask(url.href, 'update count_log_draw set leaves = array[1]')).rejects.toThrow('permission denied');
    await expect(ask(url.href, 'delete from count_log_draw')).rejects.toThrow('permission denied');
  });
});
