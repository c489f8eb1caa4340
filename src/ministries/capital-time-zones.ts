import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prismaFolder } from '../platform/database/migrate.js';

/** State (ISO 3166-1 alpha-2) → IANA time zone of its capital, or of the seat of its ministry where that is elsewhere. */
export const capitalTimeZones: Readonly<Record<string, string>> = (
  JSON.parse(readFileSync(join(prismaFolder(), 'reference', 'capital-time-zones.json'), 'utf8')) as {
    zones: Record<string, string>;
  }
).zones;
