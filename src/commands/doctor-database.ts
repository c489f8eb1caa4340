import type { INestApplicationContext } from '@nestjs/common';
import { clockOffset } from '../platform/database/clock-offset.sql.js';
import { Database } from '../platform/database/database.js';
import { Outbox } from '../platform/mail/outbox.js';
import type { Runtime } from '../platform/runtime.js';
import { KeyCheckService } from '../supporters/key-check.service.js';
import type { Finding } from './finding.js';

/** It is known to respond and to be migrated: the application was started on it. */
export async function aboutDatabase(app: INestApplicationContext, { database: { role } }: Runtime): Promise<Finding[]> {
  const [row] = await clockOffset(app.get(Database).prisma, new Date());
  const seconds = Math.abs(row?.seconds ?? 0);
  const { queued, sending } = await app.get(Outbox).unfinished();
  return [
    {
      check: 'database',
      well: row !== undefined,
      says: `PostgreSQL ${row?.version ?? '?'}, migrated to this version`,
      remedy: 'Check DATABASE_URL, and run migrate.',
    },
    {
      check: 'database rights',
      well: role !== null,
      says: role === null ? 'those of the user who connects' : 'a role for each kind of process',
      remedy: 'Let a user who may create roles migrate once (MIGRATION_DATABASE_URL), or run prisma/roles.sql as one.',
    },
    {
      check: 'clock',
      well: seconds < 5,
      says: `${seconds.toFixed(1)} s from the database's`,
      remedy: 'Enable time synchronisation (NTP) on both machines.',
    },
    {
      check: 'outbox',
      well: queued < 10_000,
      says: `${queued} emails waiting, ${sending} in hand`,
      remedy: 'Is a process with ROLE=worker or all running, and does the mail server accept email?',
    },
  ];
}

export async function aboutKey(app: INestApplicationContext): Promise<Finding> {
  const fits = await app.get(KeyCheckService).fits();
  return {
    check: 'secret key',
    well: fits !== false,
    says:
      fits === null
        ? 'nothing was written under it yet'
        : fits
          ? 'fits the data'
          : 'is not the one the data was written with',
    remedy:
      'Set SECRET_KEY, or DATA_DIR/secret.key, to the key this database was used with: under another one emailed links break and every mailbox looks new.',
  };
}
