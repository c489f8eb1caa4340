import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CountLogs } from '../../src/transparency/count-logs.service.js';
import { LogKeys } from '../../src/transparency/log-keys.service.js';
import { checkpointText } from '../../src/transparency/tree/checkpoints.js';
import {
  isSignedBy,
  parseNote,
  parseVkey,
  signatureLine,
  signingKey,
  verifierOf,
} from '../../src/transparency/tree/notes.js';
import { addCheckpointRequest, Witness, type WitnessMemory } from '../../src/transparency/witness/witness.js';
import { sequence, visit } from '../support/count-log.js';
import { freePort } from '../support/server.js';
import { until } from '../support/until.js';
import { World } from '../support/world.js';

const cli = fileURLToPath(new URL('../../dist/run/cli.js', import.meta.url));

describe('witnesses of count logs', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-witness-'));
  const seed = Buffer.alloc(32, 5);
  let world: World;
  beforeAll(async () => {
    world = await World.create({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const logged = async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, `ada@${petition}.example.org`);
    await sequence(world);
    return { petition, log: await world.get(CountLogs).get(petition) };
  };
  const grown = async (petition: string) => {
    await world.confirms(petition, `bea@${petition}.example.org`);
    await sequence(world);
    return world.get(CountLogs).get(petition);
  };
  const memory = (): WitnessMemory => {
    const kept = new Map<string, string>();
    return {
      read: (origin) => Promise.resolve(kept.get(origin) ?? null),
      write: (origin, checkpoint) => Promise.resolve(void kept.set(origin, checkpoint)),
    };
  };

  it('cosign what only grew, and refuse every other history', async () => {
    const { petition, log } = await logged();
    const witness = new Witness('witness.example.org/w1', seed, [log.verifier], memory(), () => 1_800_000_000);
    const own = verifierOf('witness.example.org/w1', signingKey(seed).raw, 'witness');
    const first = await witness.add(addCheckpointRequest(0, [], log.note));
    expect(first.status).toBe(200);
    const cosigned = parseNote(`${log.note}${first.body}`);
    expect(cosigned && isSignedBy(cosigned, own)).toBe(true);

    const later = await grown(petition);
    const proof = await world.get(CountLogs).treeOf(later).consistency(log.size);
    expect(await witness.add(addCheckpointRequest(0, [], later.note))).toEqual({
      status: 409,
      type: 'text/x.tlog.size',
      body: `${log.size}\n`,
    });
    expect((await witness.add(addCheckpointRequest(log.size, [], later.note))).status).toBe(422);
    // Another tree of the same size, signed by the log itself.
    const key = await world.get(LogKeys).current();
    const text = checkpointText({ origin: log.origin, size: later.size, root: Buffer.alloc(32, 1) });
    const fork = `${text}\n${signatureLine(text, log.origin, key.seed)}\n`;
    expect((await witness.add(addCheckpointRequest(log.size, proof, fork))).status).toBe(422);
    expect((await witness.add(addCheckpointRequest(log.size, proof, later.note))).status).toBe(200);
    expect((await witness.add(addCheckpointRequest(later.size, [], fork))).status).toBe(409);
    expect((await witness.add(addCheckpointRequest(later.size, [], later.note))).status).toBe(200);

    const stranger = new Witness('witness.example.org/w2', seed, [], memory(), () => 0);
    expect((await stranger.add(addCheckpointRequest(0, [], log.note))).status).toBe(404);
    const unsigned = `${text}\n${signatureLine(text, log.origin, Buffer.alloc(32, 8))}\n`;
    expect((await witness.add(addCheckpointRequest(later.size, [], unsigned))).status).toBe(403);
    expect((await witness.add(addCheckpointRequest(later.size + 1, [], later.note))).status).toBe(400);
    for (const wrong of ['', 'old 1', 'old -1\n\nx', `old 01\n\n${log.note}`, `old 1\nabc\n\n${log.note}`])
      expect((await witness.add(wrong)).status).toBe(400);
  });

  it('that two installations run for each other are named under the checkpoint, and one that is away holds nothing up', async () => {
    const { petition, log } = await logged();
    const port = await freePort();
    const args = ['--name', 'partner.example.org/w1', '--log', log.verifier.vkey, '--port', String(port)];
    const child = spawn(process.execPath, [cli, 'witness', ...args, '--folder', join(folder, 'witness'), '--json']);
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    try {
      const vkey = await until('the witness', () => /"vkey": ?"([^"]+)"/.exec(said)?.[1]);
      const settings = {
        DATA_DIR: folder,
        COUNT_LOG_WITNESSES: `http://127.0.0.1:${port} ${vkey}, http://127.0.0.1:9 ${vkey.replace('partner', 'absent').replace(/\+[0-9a-f]{8}\+/, '+00000000+')}`,
      };
      const beside = await world.beside(settings);
      try {
        await sequence(beside);
        const cosigned = await world.get(CountLogs).get(petition);
        expect(cosigned.witnesses).toEqual(['partner.example.org/w1']);
        const verifier = parseVkey(vkey);
        const note = parseNote(cosigned.checkpoint);
        expect(verifier && note && isSignedBy(note, verifier)).toBe(true);
        // The next one is proven to be an extension of what the witness has seen.
        await world.confirms(petition, `bea@${petition}.example.org`);
        await sequence(beside);
        expect((await world.get(CountLogs).get(petition)).witnesses).toEqual(['partner.example.org/w1']);
        expect((await visit(world, petition)).findings).toEqual([]);
      } finally {
        await beside.close();
      }
    } finally {
      child.kill('SIGKILL');
    }
  });
});
