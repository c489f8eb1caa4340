import { isIP } from 'node:net';
import { z } from 'zod';
import { isDatabaseAddress, serversOf } from './database-address.js';
import { isFilesAddress } from './files-address.js';
import { withoutEnding } from '../without-ending.js';

const port = z.coerce.number().int().min(1).max(65_535);
const off = z.literal('off').transform(() => null);

/** `20/10m`: 20 in ten minutes; units s, m, h, d. */
const rate = z
  .string()
  .regex(/^[1-9]\d{0,6}\/[1-9]\d{0,4}[smhd]$/, 'must look like 20/10m, or be "off"')
  .transform((text) => {
    const [limit, span] = text.split('/') as [string, string];
    const unit = { s: 1, m: 60, h: 3600, d: 86_400 }[span.slice(-1)] ?? 1;
    return { limit: Number(limit), seconds: Number(span.slice(0, -1)) * unit };
  });

const cidr = z.string().refine((text) => {
  const [address, bits, ...rest] = text.split('/');
  const family = isIP(address ?? '');
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}, 'must be addresses or CIDR ranges separated by commas, like 10.0.0.0/8,::1');

const lines = z
  .string()
  .max(1000)
  .transform((text) =>
    text
      .split('|')
      .map((line) => line.trim())
      .filter(Boolean),
  );

const databaseUrl = z.string().refine(isDatabaseAddress, 'must be a postgresql:// address');
const smtpUrl = z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' });
const publicUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform((text) => withoutEnding(text, '/'));

/** Every setting, with its default. An empty variable counts as not set. */
/** `https://witness.example.org vkey`, several separated by commas. */
const witnesses = z
  .string()
  .default('')
  .transform((text, context) =>
    text
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '')
      .map((each) => {
        const [address = '', vkey = ''] = each.split(/\s+/);
        if (!/^https?:\/\/\S+$/.test(address) || !/^[^\s+]+\+[0-9a-f]{8}\+\S+$/.test(vkey))
          context.addIssue({ code: 'custom', message: 'must be addresses of witnesses, each followed by its vkey' });
        return { address, vkey };
      }),
  );

export const environmentSchema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: publicUrl.optional(),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  DATA_DIR: z.string().min(1).default('./var'),
  /** Where files lie that all processes share: a folder or a bucket; unset: DATA_DIR. */
  FILES_URL: z
    .string()
    .refine(
      isFilesAddress,
      'must be like file:/srv/demarche or s3://bucket/folder?endpoint=https://s3.example.org&region=eu-1, without credentials',
    )
    .optional(),
  FILES_ACCESS_KEY_ID: z.string().optional(),
  FILES_SECRET_ACCESS_KEY: z.string().optional(),
  /** May name several servers, of which the writable one is used, and may be a connection pooler in transaction mode. */
  DATABASE_URL: databaseUrl.optional(),
  /** The server itself, where DATABASE_URL is a pooler: for what needs a session of its own. */
  DATABASE_DIRECT_URL: databaseUrl.optional(),
  /** A standby to read public pages from, one server; what it lacks or cannot give is read from the primary. */
  DATABASE_REPLICA_URL: databaseUrl
    .refine((text) => !isDatabaseAddress(text) || serversOf(text).length === 1, 'must name one server')
    .optional(),
  /** Connection of the database owner, for migrations only; if unset, DATABASE_URL is used for both. */
  MIGRATION_DATABASE_URL: databaseUrl.optional(),
  /** Where metrics are served: a separate port, on loopback unless METRICS_HOST says otherwise; `off`: nowhere. */
  METRICS_PORT: z.union([off, port]).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  /** If set, metrics are also served on the public port, to anyone who sends it as a bearer token. */
  METRICS_TOKEN: z.string().min(32, 'must have at least 32 characters').optional(),
  /** Whether a text of a petition is published by somebody who has not written it; `auto`: where two people may publish. */
  PETITION_TWO_PEOPLE: z.enum(['auto', 'on', 'off']).default('auto'),
  /** `on`: starts on a database migrated by a newer version, for rolling upgrades; changes nothing in it. */
  ALLOW_NEWER_DATABASE: z.enum(['off', 'on']).default('off'),
  /** Seconds between "not ready" and closing, in which a load balancer sends its requests elsewhere; unset: 5 in production, otherwise none. */
  SHUTDOWN_DELAY: z.coerce.number().min(0).max(120).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(20),
  SMTP_URL: smtpUrl.optional(),
  /** `off`: email may go unencrypted to a server on your own network. */
  SMTP_TLS: z.enum(['required', 'off']).default('required'),
  MAILBOX_PORT: port.default(1080),
  MAIL_FROM: z.string().min(3).max(300).default('Demarche <campaign@localhost>'),
  MAIL_RATE: z.union([off, z.coerce.number().positive()]).default(null),
  MAIL_DOMAIN_RATE: z.union([off, z.coerce.number().positive()]).default(null),
  MAIL_PER_ADDRESS_PER_DAY: z.coerce.number().int().min(1).max(100).default(5),
  MAIL_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(8),
  DKIM_DOMAIN: z.string().optional(),
  DKIM_SELECTOR: z.string().optional(),
  DKIM_PRIVATE_KEY_FILE: z.string().optional(),
  SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(cidr))
    .default([]),
  /** The file of the campaign that a new installation begins with; `none`: with no campaign; unset: with the one that is shipped. */
  CAMPAIGN_FILE: z.string().min(1).max(4096).optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
  LOG_FORMAT: z.enum(['json', 'pretty']).optional(),
  RATE_LIMIT_SIGNUPS: z.union([off, rate]).default({ limit: 20, seconds: 600 }),
  MIN_FILL_SECONDS: z.coerce.number().min(0).max(60).default(1),
  /** Name and address over letters to ministries, lines separated by `|`. */
  LETTERS_SENDER: lines.optional(),
  /** Legal lines under letters, separated by `|`. */
  LETTERS_FOOTER: lines.default([]),
  LETTERS_PAPER: z.enum(['A4', 'LETTER']).default('A4'),
  /** Reply address of letters; unset: the sender. */
  LETTERS_REPLY_TO: z.email({ error: 'must be an email address' }).optional(),
  /** Domain whose email is delivered here: each letter gets its own addresses in it, for replies and for bounces. */
  LETTERS_REPLY_DOMAIN: z
    .string()
    .regex(/^(?=.{4,190}$)([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/i, 'must be a domain, like reply.example.org')
    .transform((text) => text.toLowerCase())
    .optional(),
  /** Port on which the server receives email; unset: it receives none. */
  INBOUND_SMTP_PORT: port.optional(),
  INBOUND_SMTP_HOST: z.string().min(1).default('127.0.0.1'),
  INBOUND_TLS_CERT_FILE: z.string().optional(),
  INBOUND_TLS_KEY_FILE: z.string().optional(),
  /** Largest message that is received or read, in megabytes. */
  INBOUND_MAX_MB: z.coerce.number().int().min(1).max(100).default(25),
  /** `imaps://user:password@host/FOLDER`: a mailbox to read; a secret, never logged. */
  COUNT_LOG_WITNESSES: witnesses,
  INBOUND_IMAP_URL: z.url({ protocol: /^imaps?$/, error: 'must be an imaps:// address' }).optional(),
  /** Days of silence after which a follow-up is proposed. */
  LETTERS_SILENCE_DAYS: z.coerce.number().int().min(7).max(365).default(42),
  /** `on`: a public page shows which States were written to, and the answers that were published. */
  LETTERS_PUBLIC: z.enum(['off', 'on']).default('off'),
  /** An update for more recipients than this is sent only after another person has approved it. */
  UPDATE_APPROVAL_ABOVE: z.coerce.number().int().min(0).default(1000),
  /** The most updates that a person gets by email in seven days, of all campaigns. */
  UPDATE_MAILS_PER_WEEK: z.coerce.number().int().min(1).max(50).default(3),
  /** Updates a second that leave from the sending domain, and to each provider. */
  UPDATE_RATE: z.union([off, z.coerce.number().positive()]).default(null),
  UPDATE_PROVIDER_RATE: z.union([off, z.coerce.number().positive()]).default(null),
  /** Updates that a provider gets on its first day; doubled each day that went well. */
  UPDATE_WARM_UP: z.union([off, z.coerce.number().int().positive()]).default(null),
  /** Hours a stored export file waits to be fetched. */
  EXPORT_KEEP_HOURS: z.coerce.number().positive().max(168).default(24),
  /** `full`: a full list of supporters needs the approval of a second person. */
  EXPORT_APPROVAL: z.enum(['off', 'full']).default('off'),
  /** `on`: webhooks may also go to private addresses, any port and plain http; for intranets and tests. */
  WEBHOOK_ALLOW_PRIVATE: z.enum(['off', 'on']).default('off'),
  /** `on`: the OSDI token may be in the URL, where proxies log it. */
  OSDI_TOKEN_IN_QUERY: z.enum(['off', 'on']).default('off'),
  REQUIRE_SECOND_FACTOR: z.enum(['off', 'on']).default('off'),
  /** Statements that take at least this many milliseconds are logged as slow. */
  SLOW_QUERY_MS: z.union([off, z.coerce.number().int().min(1).max(600_000)]).default(500),
  /** Collector of OpenTelemetry (OTLP over HTTP); unset: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
    .optional(),
  EMBEDDED: z.enum(['allow', 'refuse']).optional(),
});

export type Environment = z.infer<typeof environmentSchema>;
