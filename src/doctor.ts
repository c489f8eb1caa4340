import { accessSync, constants, statfsSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { Database } from './platform/database/database.js';
import { clockOffset } from './platform/database/clock-offset.sql.js';
import { DnsResolver } from './platform/dns.js';
import { tryHandshake } from './platform/mail/handshake.js';
import { senderRecords } from './platform/mail/sender-records.js';
import { Outbox } from './platform/mail/outbox.js';
import type { Runtime } from './platform/runtime.js';

interface Finding {
  well: boolean;
  what: string;
  /** What to do about it. */
  remedy?: string;
}

/** Looks at everything a running campaign depends on; prints one line each; exit code 1 when something needs a hand. */
export async function examine(app: INestApplicationContext, runtime: Runtime): Promise<void> {
  const findings = [
    ...(await aboutDatabase(app, runtime)),
    await aboutMail(runtime),
    ...(await aboutSender(app, runtime)),
    ...aboutFolder(runtime),
    aboutAddress(runtime),
  ];
  for (const { well, what, remedy } of findings)
    console.log(`${well ? 'ok   ' : 'LOOK '} ${what}${remedy && !well ? `\n      → ${remedy}` : ''}`);
  if (findings.some((finding) => !finding.well)) process.exitCode = 1;
}

async function aboutDatabase(app: INestApplicationContext, { databaseRole }: Runtime): Promise<Finding[]> {
  const [row] = await clockOffset(app.get(Database).prisma, new Date());
  const seconds = Math.abs(row?.seconds ?? 0);
  const { queued, sending } = await app.get(Outbox).unfinished();
  return [
    { well: true, what: `database: PostgreSQL ${row?.version ?? '?'}, migrated` },
    {
      well: databaseRole !== null,
      what: databaseRole === null ? 'database rights: those of the user who connects' : 'database rights: a role for each kind of process',
      remedy: 'Let a user who may make roles migrate once (MIGRATION_DATABASE_URL), or run prisma/roles.sql as one.',
    },
    {
      well: seconds < 5,
      what: `clock: ${seconds.toFixed(1)} s from the database's`,
      remedy: 'Switch time synchronisation (NTP) on, on both machines.',
    },
    {
      well: queued < 10_000,
      what: `outbox: ${queued} mails waiting, ${sending} in hand`,
      remedy: 'Is a process with ROLE=worker or all running, and does the mail server take mail?',
    },
  ];
}

async function aboutMail({ config }: Runtime): Promise<Finding> {
  const url = config.SMTP_URL;
  if (!url)
    return {
      well: config.NODE_ENV !== 'production',
      what: 'mail: local mailbox (SMTP_URL is not set)',
      remedy: 'Set SMTP_URL to your mail server.',
    };
  const problem = await tryHandshake(url);
  return {
    well: problem === null,
    what: `mail server: ${problem ?? 'answers and lets us in'}`,
    remedy: 'Check SMTP_URL: host, port, user, password, smtp:// or smtps://.',
  };
}

/** Only where mail leaves: what receiving servers ask the domain name system about us. */
async function aboutSender(app: INestApplicationContext, { config }: Runtime): Promise<Finding[]> {
  if (config.SMTP_URL === undefined) return [];
  const records = await senderRecords(config, app.get(DnsResolver));
  return records.map(({ record, well, says, remedy }) => ({ well, what: `${record}: ${says}`, remedy }));
}

function aboutFolder({ config }: Runtime): Finding[] {
  try {
    accessSync(config.DATA_DIR, constants.W_OK);
    const { bavail, bsize } = statfsSync(config.DATA_DIR);
    const gigabytes = (bavail * bsize) / 1e9;
    return [
      {
        well: gigabytes > 1,
        what: `data folder: ${gigabytes.toFixed(1)} GB free`,
        remedy: 'Make room: PostgreSQL stops when the disk is full.',
      },
    ];
  } catch {
    return [
      {
        well: config.DATABASE_URL !== undefined,
        what: `data folder: ${config.DATA_DIR} cannot be written`,
        remedy: 'Set DATA_DIR to a folder this user may write.',
      },
    ];
  }
}

const aboutAddress = ({ config }: Runtime): Finding => ({
  well: config.NODE_ENV !== 'production' || config.PUBLIC_URL.startsWith('https:'),
  what: `public address: ${config.PUBLIC_URL}`,
  remedy: 'Set PUBLIC_URL to the https address people see: every mailed link begins with it.',
});
