import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { FolderStore } from './folder-store.js';

describe('files in a folder', () => {
  const root = mkdtempSync(join(tmpdir(), 'demarche-folder-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('are read back, missing, or not readable, and these are three things', async () => {
    const store = new FolderStore(root);
    await pipeline(Readable.from(['hello']), await store.sink('exports/one'));
    const found = await store.read('exports/one', 0, 99);
    expect(found && (await text(found))).toBe('hello');
    expect(await store.read('exports/two', 0, 99)).toBeNull();
    writeFileSync(join(root, 'logs'), 'a file where a folder should be');
    await expect(store.read('logs/one', 0, 99)).rejects.toThrow('ENOTDIR');
  });
});
