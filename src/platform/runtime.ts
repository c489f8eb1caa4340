import type { Clock } from './clock.js';
import type { Config } from './config/config.js';
import type { DatabaseAccess } from './database/connections/access.js';
import type { DnsResolver } from './dns.js';

/** Injection token of the settings. */
export const CONFIG = Symbol('config');

/** The settings together with what was started or found for them. */
export interface Runtime {
  config: Config;
  database: DatabaseAccess;
  /** Null in a process without the worker role, which sends nothing. */
  smtpUrl: string | null;
  secretKey: string;
  /** A simulated time; only where nothing is real */
  clock?: Clock;
  /** A fake DNS, for the same */
  dns?: DnsResolver;
}
