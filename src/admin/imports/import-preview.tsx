import type { VNode } from 'preact';
import { importFields, importFieldWords, type ImportField, type ImportFindings } from '../../imports/import.values.js';
import type { SignatureImport } from '../../imports/imports.service.js';
import type { ReadRow } from '../../imports/import.schema.js';
import { rowFaultWords } from './import-words.js';
import { Table } from '../frame/table.js';

interface ImportPreviewProps {
  at: string;
  found: SignatureImport;
  findings: ImportFindings;
  preview: readonly ReadRow[];
}

/** The expected outcome of the rows, and the first of them as they are read. */
export function ImportPreview({ at, found, findings, preview }: ImportPreviewProps): VNode {
  const refused = Object.entries(findings.refused).sort((a, b) => b[1] - a[1]);
  const columns = found.mapping?.columns ?? {};
  const isShown: Partial<Record<ImportField, unknown>> = {
    ...columns,
    given_name: 0,
    country: columns.country ?? found.mapping?.country,
  };
  // A name in one column is read as a given name.
  const fields = importFields.filter(
    (field): field is ReadField => field !== 'full_name' && isShown[field] !== undefined,
  );
  return (
    <section>
      <h2>Preview</h2>
      <ul>
        <li>{`New: ${findings.fresh.toLocaleString('en')}`}</li>
        <li>{`Already signed, or twice in the file: ${findings.repeated.toLocaleString('en')}`}</li>
        {findings.undated !== undefined && (
          <li>{`Imported without their day of signing, which cannot be read: ${findings.undated.toLocaleString('en')}`}</li>
        )}
        {findings.ambiguousDays !== undefined && found.mapping?.dateOrder === undefined && (
          <li>
            <strong>{`Ambiguous days: ${findings.ambiguousDays.toLocaleString('en')}.`}</strong> Say below in which
            order the file writes day, month and year; then the rows can be brought in.
          </li>
        )}
        {refused.map(([code, n]) => (
          <li>{`Refused, ${rowFaultWords[code] ?? code}: ${n.toLocaleString('en')}`}</li>
        ))}
      </ul>
      {refused.length > 0 && (
        <p>
          <a href={`${at}/errors.csv`}>Rows that would be refused (CSV)</a>: fix them and upload the file again, or
          import the rest.
        </p>
      )}
      <h2>The first rows as they are read</h2>
      <Table
        label="The first rows"
        columns={['Line', ...fields.map((field) => importFieldWords[field].replace(/ \(.*/, ''))]}
        rows={preview.map(({ number, row, faults, day }) => ({
          mark: faults ? 'warn' : undefined,
          cells: [
            String(number),
            ...fields.map((field) =>
              row ? (field === 'signed_on' && day ? dayWords[day] : shown(row[field])) : sentencesOf(field, faults),
            ),
          ],
        }))}
      />
    </section>
  );
}

type ReadField = Exclude<ImportField, 'full_name'>;
const dayWords = { ambiguous: 'which day?', unread: 'no day' } as const;
const shown = (value: string | boolean | undefined): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? '');

function sentencesOf(field: ImportField, faults: ReadRow['faults']): string {
  const own = (faults ?? []).filter(({ column }) => column === field || (column === '' && field === 'given_name'));
  return own.map(({ detail }) => detail).join(', ');
}
