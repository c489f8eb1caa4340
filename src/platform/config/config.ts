import { resolve } from 'node:path';
import { StartupProblem } from '../errors.js';
import { environmentSchema, type Environment } from './config.schema.js';

/** All settings, validated; the only object made from environment variables. */
export interface Config extends Omit<Environment, 'PUBLIC_URL' | 'LOG_FORMAT' | 'SHUTDOWN_DELAY'> {
  SHUTDOWN_DELAY: number;
  PUBLIC_URL: string;
  LOG_FORMAT: 'json' | 'pretty';
}

/**
 * Reads the environment once.
 * @throws StartupProblem naming every broken setting, one line each
 */
export function readConfig(variables: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = environmentSchema.safeParse(set);
  const broken = parsed.error?.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`) ?? [];
  const problems = [...broken, ...crossChecks(set)];
  if (!parsed.success || problems.length > 0) {
    throw new StartupProblem(['These settings cannot be used:', ...problems.map((line) => `  - ${line}`)].join('\n'));
  }
  const env = parsed.data;
  return {
    ...env,
    DATA_DIR: resolve(env.DATA_DIR),
    PUBLIC_URL: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    SHUTDOWN_DELAY: env.SHUTDOWN_DELAY ?? (env.NODE_ENV === 'production' ? 5 : 0),
    LOG_FORMAT: env.LOG_FORMAT ?? (process.stdout.isTTY ? 'pretty' : 'json'),
  };
}

/** Problems between settings; checks the raw values, so that it reports them even when other settings are invalid. */
function crossChecks(set: NodeJS.ProcessEnv): string[] {
  const problems: string[] = [];
  const production = set.NODE_ENV === 'production';
  if (production && set.SECRET_KEY === undefined) problems.push('SECRET_KEY is required with NODE_ENV=production');
  if (production && set.EMBEDDED !== 'allow') {
    const way = 'is required with NODE_ENV=production (or set EMBEDDED=allow)';
    if (set.DATABASE_URL === undefined) problems.push(`DATABASE_URL ${way}`);
    if (set.SMTP_URL === undefined && set.ROLE !== 'web') problems.push(`SMTP_URL ${way}`);
  }
  if (
    set.FILES_URL?.startsWith('s3:') &&
    (set.FILES_ACCESS_KEY_ID === undefined || set.FILES_SECRET_ACCESS_KEY === undefined)
  )
    problems.push('FILES_URL of a bucket needs FILES_ACCESS_KEY_ID and FILES_SECRET_ACCESS_KEY');
  const dkim = [set.DKIM_DOMAIN, set.DKIM_SELECTOR, set.DKIM_PRIVATE_KEY_FILE].filter(
    (value) => value !== undefined,
  ).length;
  if (dkim !== 0 && dkim !== 3) problems.push('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY_FILE go together');
  if ((set.INBOUND_TLS_CERT_FILE === undefined) !== (set.INBOUND_TLS_KEY_FILE === undefined))
    problems.push('INBOUND_TLS_CERT_FILE and INBOUND_TLS_KEY_FILE go together');
  if (
    set.INBOUND_SMTP_PORT !== undefined &&
    set.LETTERS_REPLY_DOMAIN === undefined &&
    set.LETTERS_REPLY_TO === undefined
  )
    problems.push(
      'INBOUND_SMTP_PORT needs LETTERS_REPLY_DOMAIN or LETTERS_REPLY_TO: without them no email would be accepted',
    );
  return problems;
}
