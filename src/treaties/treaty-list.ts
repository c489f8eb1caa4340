import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Day } from '../platform/day.js';
import { confidences, consentKinds } from './event.values.js';
import { conventionCodes, depositaryParties, type Position } from './position.status.js';
import { ImportRefused } from './treaties.errors.js';

/** A column missing from the file is distinguished from an invalid cell. */
const says = (wrong: string) => ({
  error: ({ input }: { input?: unknown }) => (input === undefined ? 'is missing' : wrong),
});
const blank = z.literal('').transform(() => null);
const notDay = says('is not a day like 2027-04-04');
const day = z.union([blank, z.iso.date(notDay)], notDay);
const text = z.string().transform((value) => (value === '' ? null : value));

/** One line of a depositary list: what it says about one state and one convention. Further columns are ignored. */
const listRow = z.object({
  iso_a2: z.string(says('is not a text')),
  convention: z.enum(conventionCodes, says('is not APMBC or CCM')),
  status: z.enum(['state_party', 'signatory', 'non_party', 'withdrawn'], says('is not a status')),
  date_signed: day,
  consent_type: z.union([blank, z.enum(consentKinds)], says('is not a way of consenting')),
  date_consent: day,
  date_consent_precision: text.optional(),
  entry_into_force: day,
  entry_into_force_basis: text.optional(),
  date_provisional_application: day.optional(),
  date_withdrawal_notified: day,
  date_withdrawal_effective: day,
  depositary_notification: text.optional(),
  status_verified_through: day.optional(),
  source: z.string(says('is not a text')).min(1, 'is required'),
  confidence: z.enum(confidences, { error: 'is not high, medium or low' }).default('medium'),
  notes: text.optional(),
});
export type ListRow = z.output<typeof listRow> & { line: number };

/** The positions a status of the list corresponds to. */
export const positionsOfStatus: Record<ListRow['status'], readonly Position[]> = {
  state_party: depositaryParties,
  signatory: ['signatory'],
  non_party: ['not_party'],
  withdrawn: ['withdrawn'],
};

/** `2026` in `year_only:2026`, `2026-05` in `month_only:2026-05`; null when the day is known. */
export const periodOf = (row: ListRow): string | null =>
  /^(?:year|month)_only:(\d{4}(?:-\d\d)?)$/.exec(row.date_consent_precision ?? '')?.[1] ?? null;

/**
 * Reads a list in CSV, UTF-8, with a header line. Every problem is reported with its line.
 * @param known known ISO codes of states
 * @throws ImportRefused
 */
export function readTreatyList(csv: string, known: ReadonlySet<string>): ListRow[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const rows = recordsOf(csv).flatMap(({ record, info: { lines: line } }): ListRow[] => {
    const parsed = listRow.safeParse(record);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map(({ path, message }) => `Line ${line}: ${path.join('.')} ${message}.`));
      return [];
    }
    const row = { ...parsed.data, line };
    const key = `${row.iso_a2} ${row.convention}`;
    if (!known.has(row.iso_a2)) problems.push(`Line ${line}: unknown country code "${row.iso_a2.slice(0, 10)}".`);
    if (seen.has(key)) problems.push(`Line ${line}: ${key} appears twice in the file.`);
    seen.add(key);
    problems.push(...contradictionsIn(row).map((problem) => `Line ${line}: ${problem}`));
    return [row];
  });
  if (rows.length === 0 && problems.length === 0) problems.push('The file contains no line of data.');
  if (problems.length > 0) throw new ImportRefused('ledger.import_invalid', problems.slice(0, 50));
  return rows;
}

/** Each record with the line of the file on which it ends. */
function recordsOf(csv: string): { record: Record<string, string>; info: { lines: number } }[] {
  try {
    return parse(csv.replace(/\r\n?/g, '\n'), {
      columns: true,
      bom: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    });
  } catch (error) {
    throw new ImportRefused('ledger.import_unreadable', [
      `The file is not a readable CSV file: ${(error as Error).message}`,
    ]);
  }
}

/** Contradictions, whatever the ledger says. */
function contradictionsIn(row: ListRow): string[] {
  const consented = row.date_consent !== null || periodOf(row) !== null;
  const later = (first: Day | null, second: Day | null): boolean => first !== null && second !== null && first > second;
  return [
    ...(row.status === 'state_party' && !consented ? ['it says party, but gives no consent to be bound.'] : []),
    ...(consented && row.consent_type === null ? ['the kind of consent is missing.'] : []),
    ...(row.status === 'withdrawn' && (row.date_withdrawal_notified === null || row.date_withdrawal_effective === null)
      ? ['it says withdrawn, but the day of notice or of effect is missing.']
      : []),
    ...(row.date_withdrawal_notified !== null && !consented ? ['a withdrawal without a consent before it.'] : []),
    ...(later(row.date_consent, row.date_withdrawal_notified) ? ['the withdrawal is earlier than the consent.'] : []),
    ...(later(row.date_withdrawal_notified, row.date_withdrawal_effective)
      ? ['the withdrawal takes effect before its notice.']
      : []),
  ];
}
