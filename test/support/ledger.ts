import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { prismaFolder } from '../../src/platform/database/migrate.js';
import { ask } from './whole-database.js';

type Cells = Record<string, string>;

/** The bundled depositary list. */
export const originalList = (): string => readFileSync(join(prismaFolder(), 'reference', 'treaty_status.csv'), 'utf8');

/** The same with some cells changed: `{ 'LB APMBC': { date_consent: '2026-05-07' } }`. */
export function listWith(changes: Record<string, Cells> = {}): string {
  const rows: Cells[] = parse(originalList(), { columns: true, bom: true });
  for (const [key, cells] of Object.entries(changes)) {
    const row = rows.find(({ iso_a2, convention }) => `${iso_a2} ${convention}` === key);
    if (!row) throw new Error(`The list has no row ${key}.`);
    Object.assign(row, cells);
  }
  return stringify(rows, { header: true });
}

/** What a list of December 2026 could bring: a day that was missing, an accession and a notice of withdrawal. */
export const news: Record<string, Cells> = {
  'LB APMBC': {
    date_consent: '2026-05-07',
    date_consent_precision: 'day',
    entry_into_force: '2026-11-01',
    status_verified_through: '',
  },
  'KH CCM': {
    status: 'state_party',
    consent_type: 'accession',
    date_consent: '2026-11-10',
    date_consent_precision: 'day',
    entry_into_force: '2027-05-01',
    status_verified_through: '',
  },
  'FR APMBC': {
    date_withdrawal_notified: '2026-11-12',
    depositary_notification: 'C.N.500.2026',
    status_verified_through: '',
  },
};

const tables = ['treaty_event', 'treaty_event_review', 'treaty_status_check', 'ledger_import', 'audit_entry'];

/** A checksum of all that the ledger could write: the same as before means that nothing was written. */
export const ledgerSum = (url: string): Promise<Record<string, string>[]> =>
  ask(
    url,
    `select ${tables.map((table) => `(select md5(string_agg(t::text, '|' order by t::text)) from ${table} t) as ${table}`).join(', ')}`,
  );
