import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import type pg from 'pg';
import { connect } from '../connections/connect.js';
import { to as copyTo } from 'pg-copy-streams';
import {
  endOfRows,
  quoted,
  type BackupFoot,
  type BackupHead,
  type BackupTable,
  type ReportTable,
} from './backup-format.js';
import { appliedMigrations, sequenceValues, tablesInOrder } from './tables.sql.js';

/**
 * Writes the whole database to a file that must not exist yet, readable by its owner only. All of it comes from one snapshot, and others can go on
 * working meanwhile. Not included: SECRET_KEY, without which links and sealed secrets are lost, and files under DATA_DIR.
 * @param url of a user who may read every table: the owner
 */
export async function writeBackup(url: string, path: string, report: ReportTable): Promise<BackupFoot> {
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
  await once(file, 'open');
  const out = createGzip({ level: 6 });
  const written = finished(out.pipe(file));
  const client = await connect(url);
  try {
    await client.query('begin isolation level repeatable read, read only');
    const migrations = await appliedMigrations(client);
    const head: BackupHead = { format: 'demarche-backup', version: 1, madeAt: new Date().toISOString(), migrations };
    await line(out, JSON.stringify(head));
    const foot: BackupFoot = { tables: {}, sequences: await sequenceValues(client) };
    const tables = await tablesInOrder(client);
    for (const table of tables) {
      const done = await writeTable(client, out, table);
      foot.tables[table.table] = done;
      report(table.table, done.rows, tables.length);
    }
    await line(out, JSON.stringify(foot));
    out.end();
    await written;
    return foot;
  } catch (error) {
    out.destroy();
    await written.catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}

async function writeTable(
  client: pg.Client,
  out: Gzip,
  { table, columns }: BackupTable,
): Promise<{ rows: number; sha256: string }> {
  await line(out, JSON.stringify({ table, columns }));
  const hash = createHash('sha256');
  let rows = 0;
  const list = columns.map((column) => `"${column}"`).join(', ');
  const source = client.query(copyTo(`copy (select ${list} from ${quoted(table)}) to stdout`));
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk);
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) rows++;
    if (!out.write(chunk)) await once(out, 'drain');
  }
  await line(out, endOfRows);
  return { rows, sha256: hash.digest('hex') };
}

async function line(out: Gzip, text: string): Promise<void> {
  if (!out.write(`${text}\n`)) await once(out, 'drain');
}
