import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { connect } from '../connections/connect.js';
import { from as copyFrom } from 'pg-copy-streams';
import type { z } from 'zod';
import { migrate, migrateTo } from '../migrate.js';
import { StartupProblem } from '../../errors.js';
import {
  backupFoot,
  backupHead,
  backupTable,
  endOfRows,
  quoted,
  type BackupFoot,
  type BackupTable,
  type ReportTable,
} from './backup-format.js';
import { BackupLines } from './backup-lines.js';
import { requireEmpty } from './require-empty.js';
import { tablesInOrder } from './tables.sql.js';

/** Rows are sent to the database in chunks of this many bytes. */
const pieceBytes = 256 * 1024;

/**
 * Fills an empty database from a backup: migrates it to the version of the backup, loads every row in one transaction, compares what was loaded with
 * what was written, and then migrates to the version of this application.
 * @param url of the owner of the database
 * @throws StartupProblem when the database is not empty, or the file is damaged or written by a newer version; nothing is loaded then
 */
export async function restoreBackup(url: string, path: string, report: ReportTable): Promise<BackupFoot> {
  const lines = new BackupLines(path);
  const head = parsed(backupHead, await lines.next(), 'This is not a backup of Demarche.');
  await requireEmpty(url);
  await migrateTo(url, head.migrations);
  const foot = await loadAll(url, lines, report);
  await migrate(url);
  return foot;
}

/** In one transaction, with the triggers disabled that would count and log again. */
async function loadAll(url: string, lines: BackupLines, report: ReportTable): Promise<BackupFoot> {
  const client = await connect(url);
  client.on('error', () => undefined);
  try {
    await client.query('begin');
    const tables = await tablesInOrder(client);
    for (const { table } of tables) await client.query(`alter table ${quoted(table)} disable trigger user`);
    await client.query(`truncate ${tables.map(({ table }) => quoted(table)).join(', ')}`);
    const foot = await loadTables(client, lines, (table, rows) => report(table, rows, tables.length));
    for (const [sequence, value] of Object.entries(foot.sequences))
      if (value !== null) await client.query('select setval($1::regclass, $2::bigint)', [quoted(sequence), value]);
    for (const { table } of tables) await client.query(`alter table ${quoted(table)} enable trigger user`);
    await client.query('commit');
    return foot;
  } finally {
    await client.end();
  }
}

async function loadTables(
  client: pg.Client,
  lines: BackupLines,
  report: (table: string, rows: number) => void,
): Promise<BackupFoot> {
  const loaded: BackupFoot['tables'] = {};
  for (;;) {
    const line = await lines.next();
    if (!line.subarray(0, 9).equals(Buffer.from('{"table":'))) {
      const foot = parsed(backupFoot, line, 'The backup is damaged: its end cannot be read.');
      for (const [table, { rows, sha256 }] of Object.entries(foot.tables))
        if (loaded[table]?.rows !== rows || loaded[table].sha256 !== sha256)
          throw new StartupProblem(
            `The backup is damaged: table ${table} differs from what was written.`,
            'backup.damaged',
          );
      return foot;
    }
    const table = parsed(backupTable, line, 'The backup is damaged: a table has no name.');
    const done = await loadTable(client, lines, table);
    loaded[table.table] = done;
    report(table.table, done.rows);
  }
}

async function loadTable(
  client: pg.Client,
  lines: BackupLines,
  { table, columns }: BackupTable,
): Promise<{ rows: number; sha256: string }> {
  const target = client.query(
    copyFrom(`copy ${quoted(table)} (${columns.map((column) => `"${column}"`).join(', ')}) from stdin`),
  );
  // When the stream is aborted, the original error is reported instead.
  target.on('error', () => undefined);
  const hash = createHash('sha256');
  let [rows, bytes, piece] = [0, 0, [] as Buffer[]];
  const flush = async (): Promise<void> => {
    const content = Buffer.concat(piece);
    [bytes, piece] = [0, []];
    hash.update(content);
    if (!target.write(content)) await Promise.race([once(target, 'drain'), finished(target)]);
  };
  for (let line = await lines.next(); line.toString('latin1') !== endOfRows; line = await lines.next()) {
    piece.push(line, Buffer.from('\n'));
    bytes += line.length + 1;
    rows++;
    if (bytes >= pieceBytes) await flush();
  }
  if (bytes > 0) await flush();
  target.end();
  await finished(target);
  return { rows, sha256: hash.digest('hex') };
}

function parsed<Schema extends z.ZodType>(schema: Schema, line: Buffer, problem: string): z.output<Schema> {
  try {
    return schema.parse(JSON.parse(line.toString('utf8')));
  } catch {
    throw new StartupProblem(problem, 'backup.damaged');
  }
}
