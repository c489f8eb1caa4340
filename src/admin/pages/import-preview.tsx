import type { VNode } from 'preact';
import { importFields, importFieldWords, type ImportField, type ImportFindings } from '../../petitions/imports/import.status.js';
import type { SignatureImport } from '../../petitions/imports/imports.service.js';
import type { ReadRow } from '../../petitions/imports/import.schema.js';
import { rowFaultWords } from './import-words.js';
import { Table } from './table.js';

interface ImportPreviewProps {
  at: string;
  found: SignatureImport;
  findings: ImportFindings;
  preview: readonly ReadRow[];
}

/** What would become of the rows, and the first of them as they are read. */
export function ImportPreview({ at, found, findings, preview }: ImportPreviewProps): VNode {
  const refused = Object.entries(findings.refused).sort((a, b) => b[1] - a[1]);
  const fields = importFields.filter(
    (field) => found.mapping?.columns[field] !== undefined || (field === 'country' && found.mapping?.country),
  );
  return (
    <section>
      <h2>What would happen</h2>
      <ul>
        <li>{`New: ${findings.fresh.toLocaleString('en')}`}</li>
        <li>{`Signed before, or twice in the file: ${findings.repeated.toLocaleString('en')}`}</li>
        {refused.map(([code, n]) => (
          <li>{`Refused, ${rowFaultWords[code] ?? code}: ${n.toLocaleString('en')}`}</li>
        ))}
      </ul>
      {refused.length > 0 && (
        <p>
          <a href={`${at}/errors.csv`}>Rows that would be refused (CSV)</a>: mend them and upload the file again, or bring the rest in.
        </p>
      )}
      <h2>The first rows as they are read</h2>
      <Table
        label="The first rows"
        columns={['Line', ...fields.map((field) => importFieldWords[field].replace(/ \(.*/, ''))]}
        rows={preview.map(({ number, row, faults }) => ({
          mark: faults ? 'warn' : undefined,
          cells: [String(number), ...fields.map((field) => (row ? shown(row[field]) : sentencesOf(field, faults)))],
        }))}
      />
    </section>
  );
}

const shown = (value: string | boolean | undefined): string => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : (value ?? ''));

function sentencesOf(field: ImportField, faults: ReadRow['faults']): string {
  const own = (faults ?? []).filter(({ column }) => column === field || (column === '' && field === 'given_name'));
  return own.map(({ detail }) => detail).join(', ');
}
