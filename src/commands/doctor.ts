import { accessSync, constants, statfsSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { ProfileService } from '../campaigns/profile.service.js';
import { tryFiles } from '../platform/files/files-trial.js';
import { storeOf } from '../platform/files/store-of.js';
import { isLoopback } from '../platform/mail/encryption.js';
import { tryHandshake } from '../platform/mail/handshake.js';
import { Notices, noticeWords } from '../platform/notices.js';
import type { Runtime } from '../platform/runtime.js';
import { SendingReadiness } from '../updates/sending/sending-readiness.service.js';
import { aboutDatabase, aboutKey } from './doctor-database.js';
import { aboutLogs } from './doctor-logs.js';
import { aboutServers } from './doctor-servers.js';
import type { Finding } from './finding.js';

/** Checks everything a running campaign depends on; read-only. */
export async function examine(app: INestApplicationContext, runtime: Runtime): Promise<Finding[]> {
  return [
    ...(await aboutDatabase(app, runtime)),
    ...(await aboutServers(app, runtime)),
    await aboutKey(app),
    await aboutMail(runtime),
    ...(await aboutSender(app, runtime)),
    await aboutLogs(app),
    aboutFolder(runtime),
    ...(await aboutFiles(runtime)),
    aboutAddress(runtime),
    await aboutCampaign(app, runtime),
    ...(await aboutNotices(app)),
  ];
}

async function aboutMail({ config }: Runtime): Promise<Finding> {
  const url = config.SMTP_URL;
  if (!url)
    return {
      check: 'mail',
      well: config.NODE_ENV !== 'production',
      says: 'local mailbox (SMTP_URL is not set)',
      remedy: 'Set SMTP_URL to your mail server.',
    };
  const problem = await tryHandshake(url, config.SMTP_TLS);
  if (problem === null && config.SMTP_TLS === 'off' && url.startsWith('smtp:') && !isLoopback(new URL(url).hostname))
    return {
      check: 'mail server',
      well: false,
      says: 'works, but emails with their links may travel unencrypted (SMTP_TLS=off)',
      remedy: 'Let the server offer STARTTLS, or use smtps://, and leave SMTP_TLS out.',
    };
  return {
    check: 'mail server',
    well: problem === null,
    says: problem ?? 'works and accepts our login',
    remedy: 'Check SMTP_URL: host, port, user, password, smtp:// or smtps://.',
  };
}

/** Only where real email is sent: what receiving servers look up in DNS about us. */
async function aboutSender(app: INestApplicationContext, { config }: Runtime): Promise<Finding[]> {
  if (config.SMTP_URL === undefined) return [];
  const needs = await app.get(SendingReadiness).senderNeeds();
  return needs.map(({ need, ...finding }) => ({ check: need === 'bounces' ? 'bounces of updates' : need, ...finding }));
}

function aboutFolder({ config }: Runtime): Finding {
  try {
    accessSync(config.DATA_DIR, constants.W_OK);
    const { bavail, bsize } = statfsSync(config.DATA_DIR);
    const gigabytes = (bavail * bsize) / 1e9;
    return {
      check: 'data folder',
      well: gigabytes > 1,
      says: `${gigabytes.toFixed(1)} GB free`,
      remedy: 'Free some space: PostgreSQL stops when the disk is full.',
    };
  } catch {
    return {
      check: 'data folder',
      well: false,
      says: `${config.DATA_DIR} cannot be written`,
      remedy: 'Set DATA_DIR to a folder this user may write: uploads and export files pass through it.',
    };
  }
}

/** Only where they do not lie in the data folder. */
async function aboutFiles({ config }: Runtime): Promise<Finding[]> {
  if (config.FILES_URL === undefined) return [];
  const problem = await tryFiles(storeOf(config));
  return [
    {
      check: 'files',
      well: problem === null,
      says: problem?.message ?? 'can be written, read, listed and deleted',
      remedy: 'Correct FILES_URL and its credentials, or the rights they have on the bucket.',
    },
  ];
}

/** Facts that legal pages, emails and letters need. */
async function aboutCampaign(app: INestApplicationContext, { config }: Runtime): Promise<Finding> {
  const missing = await app.get(ProfileService).missing();
  return {
    check: 'campaign settings',
    well: missing === null || config.NODE_ENV !== 'production',
    says: missing === null ? 'complete' : `legal pages are incomplete; missing: ${missing}`,
    remedy: 'Enter it on the staff page “Settings”, before the public signs.',
  };
}

/** What running processes noticed in the last week. */
async function aboutNotices(app: INestApplicationContext): Promise<Finding[]> {
  const notices = await app.get(Notices).list();
  return notices.map(({ code, times, lastAt }) => ({
    check: code,
    well: false,
    says: `${noticeWords[code].says} (${times} times, last on ${lastAt.toISOString().slice(0, 16).replace('T', ' ')} UTC)`,
    remedy: noticeWords[code].remedy,
  }));
}

const aboutAddress = ({ config }: Runtime): Finding => ({
  check: 'public address',
  well: config.NODE_ENV !== 'production' || config.PUBLIC_URL.startsWith('https:'),
  says: config.PUBLIC_URL,
  remedy: 'Set PUBLIC_URL to the https address people see: every emailed link begins with it.',
});
