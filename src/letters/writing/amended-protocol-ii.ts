import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { prismaFolder } from '../../platform/database/migrate.js';
import type { Day } from '../../platform/day.js';

/** Day of the depositary's list that was read: United Nations Treaty Collection, chapter XXVI-2-b. */
export const protocolListOf: Day = '2026-02-03';

let parties: ReadonlySet<string> | undefined;

/** Whether a State is on the list of parties to Amended Protocol II to the Convention on Certain Conventional Weapons. */
export function isProtocolParty(iso: string): boolean {
  parties ??= new Set(
    parse<{ iso_a2: string }>(readFileSync(join(prismaFolder(), 'reference', 'amended_protocol_ii.csv')), {
      columns: true,
    }).map(({ iso_a2: code }) => code),
  );
  return parties.has(iso);
}
