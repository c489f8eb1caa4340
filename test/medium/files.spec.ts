import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { readConfig } from '../../src/platform/config/config.js';
import { Files } from '../../src/platform/files/files.js';
import { storeOf } from '../../src/platform/files/store-of.js';
import { tryFiles } from '../../src/platform/files/files-trial.js';
import { S3Server } from '../support/s3-server.js';
import { until } from '../support/until.js';

describe('files that processes share', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-files-'));
  let s3: S3Server;
  beforeAll(async () => {
    s3 = await S3Server.start();
  });
  afterAll(async () => {
    await s3.stop();
    rmSync(folder, { recursive: true });
  });

  const places = {
    'in a folder': () => ({ FILES_URL: `file:${folder}` }),
    'in a bucket': () => s3.settings('deep/er'),
  };
  const write = async (files: Files, name: string, key: Uint8Array, ...content: Buffer[]) =>
    pipeline([Readable.from(content, { objectMode: false }), ...(await files.sinks(name, key))]);
  const read = async (files: Files, name: string, key: Uint8Array, bytes: number, from = 0, to = bytes - 1) => {
    const stream = await files.read(name, key, { bytes, from, to });
    return stream && buffer(stream);
  };

  it.each(Object.entries(places))('%s are read back whole and in part, and are encrypted', async (_, settings) => {
    const files = new Files(readConfig(settings()));
    const key = files.newKey();
    const content = Buffer.from('given_name,email\nAda,ada@example.org\n'.repeat(500_000));
    const quarter = content.length >> 2;
    const pieces = [0, 1, 2, 3].map((n) => content.subarray(n * quarter, n === 3 ? undefined : (n + 1) * quarter));
    await write(files, 'exports/one', key, ...pieces);
    expect((await read(files, 'exports/one', key, content.length))?.equals(content)).toBe(true);
    const part = await read(files, 'exports/one', key, content.length, 9_000_001, 9_000_100);
    expect(part?.equals(content.subarray(9_000_001, 9_000_101))).toBe(true);
    const raw = await storeOf(readConfig(settings())).read('exports/one', 0, 99_999);
    expect(raw && (await buffer(raw)).includes('example.org')).toBe(false);
    await expect(read(files, 'exports/one', files.newKey(), content.length)).rejects.toThrow();
    expect(await read(files, 'exports/none', key, 10)).toBeNull();
  });

  it.each(Object.entries(places))('%s that nobody knows are deleted', async (_, settings) => {
    const files = new Files(readConfig(settings()));
    await write(files, 'sweep/kept', files.newKey(), Buffer.from('kept'));
    await write(files, 'sweep/stranger', files.newKey(), Buffer.from('not kept'));
    expect(await files.sweep('sweep', () => Promise.resolve(new Set(['kept'])))).toBe(1);
    expect(await storeOf(readConfig(settings())).list('sweep')).toEqual(['kept']);
  });

  it.each(Object.entries(places))('%s that broke off leave nothing', async (_, settings) => {
    const files = new Files(readConfig(settings()));
    const broken = Readable.from(
      (async function* () {
        for (let n = 0; n < 20; n++) yield Buffer.alloc(1 << 20, await Promise.resolve(n));
        throw new Error('The database is gone.');
      })(),
    );
    await expect(pipeline([broken, ...(await files.sinks('broken/one', files.newKey()))])).rejects.toThrow('gone');
    await until(
      'the half file to be deleted',
      async () => (await storeOf(readConfig(settings())).list('broken')).length === 0 && s3.uploads.size === 0,
    );
    expect([...s3.objects.keys()].filter((key) => key.includes('broken'))).toEqual([]);
  });

  it.each([
    ['files.no_bucket', () => s3.settings('', { bucket: 'other' })],
    ['files.refused', () => s3.settings('', { secret: 'not the secret' })],
    ['files.unwritable', () => ({ FILES_URL: `file:${join(folder, 'plain-file')}` })],
    ['files.unavailable', () => ({ ...s3.settings(''), FILES_URL: 's3://campaign/?endpoint=http://127.0.0.1:1' })],
  ])('are refused with %s in a sentence that repeats no secret', async (code, settings) => {
    writeFileSync(join(folder, 'plain-file'), '');
    const problem = await tryFiles(storeOf(readConfig(settings())));
    expect(problem).toMatchObject({ code, message: expect.stringMatching(/^[^\n]+\.$/) as string });
    expect(problem?.message).not.toMatch(/secret|test-key/);
  });

  it('are refused when the key of the bucket may not write, and leave no trial behind when it may', async () => {
    s3.forbidden.add('PUT');
    expect(await tryFiles(storeOf(readConfig(s3.settings('trial'))))).toMatchObject({ code: 'files.refused' });
    s3.forbidden.clear();
    for (const settings of [s3.settings('trial'), { FILES_URL: `file:${join(folder, 'trial')}` }])
      expect(await tryFiles(storeOf(readConfig(settings)))).toBeNull();
    expect([...s3.objects.keys()].filter((key) => key.startsWith('trial'))).toEqual([]);
    expect(existsSync(join(folder, 'trial')) && readdirSync(join(folder, 'trial', 'trials'))).toEqual([]);
  });
});
