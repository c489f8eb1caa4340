import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Select } from './fields.js';
import { Csrf } from './layout.js';

const formats = [
  { value: 'csv', label: 'CSV (safe to open in a spreadsheet)' },
  { value: 'xlsx', label: 'XLSX (Excel, LibreOffice)' },
  { value: 'ndjson', label: 'NDJSON (for programs)' },
];

export interface ExportFormProps {
  staff: SignedIn;
  slug: string;
  /** The filters as they were typed. */
  input: Readonly<Record<string, string>>;
}

/** Exports what the filters select. The file comes as a download; the page stays and shows how far it is. */
export const ExportForm = ({ staff, slug, input }: ExportFormProps): VNode => (
  <form class="card" id="export" method="post" action={`/admin/petitions/${slug}/exports`} data-export-form="/admin/exports.json">
    <h2>Export</h2>
    <p>Everything the filters above select, not only this page; the search is not applied. Each export is written to the audit log.</p>
    <Csrf staff={staff} />
    {['status', 'country', 'since', 'consent'].map((name) => (
      <input type="hidden" name={name} value={input[name] ?? ''} />
    ))}
    <Select name="format" label="Format" options={formats} value="csv" />
    <p class="quiet">
      In CSV, a value that begins with = + - @ or an apostrophe gets one apostrophe in front, so that no spreadsheet runs it as a formula.
      To undo this, remove one leading apostrophe from each value that has one.
    </p>
    <button class="button small" type="submit">
      Download
    </button>
    <p class="quiet" role="status" data-export-latest></p>
    <p>
      <a href="/admin/exports">All exports</a>
    </p>
  </form>
);
