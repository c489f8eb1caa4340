import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointCopies } from '../../src/transparency/checkpoint-copies.js';
import { CountLogs } from '../../src/transparency/count-logs.service.js';
import { parseCheckpoint } from '../../src/transparency/tree/checkpoints.js';
import { sequence, visit } from '../support/count-log.js';
import { ask } from '../support/whole-database.js';
import { Dice } from '../support/fuzz.js';
import { seed } from '../support/seed.js';
import { World } from '../support/world.js';

const crashes = 50;
const killWriters = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and pid <> pg_backend_pid() and query like '%count_log%'`;

describe('the log of a petition when processes die', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-count-log-'));
  let world: World;
  beforeAll(async () => {
    world = await World.create({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lets one log that fails hold up no other', async () => {
    const [broken, sound] = [await world.openPetition(), await world.openPetition()];
    await sequence(world);
    for (const petition of [broken, sound]) await world.confirms(petition, `ada@${petition}.example.org`);
    const { id } = await world.get(CountLogs).get(broken);
    const copies = world.get(CheckpointCopies);
    const read = copies.read.bind(copies);
    copies.read = (logId) => (logId === id ? Promise.reject(new Error('unreadable')) : read(logId));
    await expect(sequence(world)).rejects.toThrow('unreadable');
    expect((await world.get(CountLogs).get(sound)).counted).toBe(1);
    expect((await world.get(CountLogs).get(broken)).counted).toBe(0);
    copies.read = read;
    await sequence(world);
    expect((await world.get(CountLogs).get(broken)).counted).toBe(1);
  });

  it('signs no two heads of one size, and leaves nothing out', async () => {
    const dice = new Dice(seed);
    const petition = await world.openPetition();
    /** Everything that was signed, whether it was published or not */
    const signed = new Map<number, Set<string>>();
    const copies = world.get(CheckpointCopies);
    const write = copies.write.bind(copies);
    copies.write = async (logId, checkpoint) => {
      const { size = 0, root } = parseCheckpoint(checkpoint) ?? {};
      signed.set(size, (signed.get(size) ?? new Set()).add(root?.toString('hex') ?? ''));
      // The process dies before or after its copy is on the disk, and in both cases before the database knows.
      const dies = dice.below(3);
      if (dies === 1) throw new Error('killed');
      await write(logId, checkpoint);
      if (dies === 2) throw new Error('killed');
    };
    let signatures = 0;
    for (let i = 0; i < crashes; i++) {
      await world.confirms(petition, `signer${i}@crash.example.org`);
      signatures++;
      const working = sequence(world).catch(() => undefined);
      // A server that kills the connection is what the database sees of a process that dies.
      if (dice.chance(0.5)) {
        await new Promise((resolve) => setTimeout(resolve, dice.below(40)));
        await ask(world.url, killWriters);
      }
      await working;
    }
    copies.write = write;
    await sequence(world);
    await sequence(world);
    const verdict = await visit(world, petition);
    expect([verdict.findings, verdict.counted]).toEqual([[], signatures]);
    expect([...signed.values()].filter((roots) => roots.size !== 1)).toEqual([]);
    expect(signed.size).toBeGreaterThan(10);
  });
});
