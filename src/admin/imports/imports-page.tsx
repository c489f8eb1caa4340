import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { textEncodings } from '../../platform/tables/text-encoding.js';
import { tableLimits } from '../../platform/tables/table.limits.js';
import { importKinds, importKindWords } from '../../imports/import.values.js';
import type { SignatureImport } from '../../imports/imports.service.js';
import type { Refused } from '../frame/form.js';
import { faultOf, Field, Problem, Select } from '../frame/fields.js';
import { importStatusWords } from './import-words.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Table } from '../frame/table.js';

export interface ImportsPageProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  imports: readonly SignatureImport[];
  names: ReadonlyMap<string, string>;
  input?: Readonly<Record<string, string>>;
  refused?: Refused;
}

/** The imports of a petition, and the form for a new one. */
export function ImportsPage(props: ImportsPageProps): VNode {
  const { staff, slug, petitionTitle, imports, refused } = props;
  return (
    <Layout
      title={`Imports of “${petitionTitle}”`}
      staff={staff}
      path="/admin/imports"
      crumbs={[petitionCrumb(slug, petitionTitle)]}
    >
      <Problem message={refused?.problem} />
      <p>
        Signatures from paper and from other collections. They count immediately, existing signatures are not changed,
        and no email is sent. <a href={`/admin/petitions/${slug}/supporters`}>All supporters</a>
      </p>
      <Upload {...props} />
      <h2>Imports so far</h2>
      {imports.length === 0 ? <p class="notice">There is none yet.</p> : <List {...props} />}
    </Layout>
  );
}

function Upload({ staff, slug, input = {}, refused }: ImportsPageProps): VNode {
  const faults = refused?.faults ?? [];
  const invalid = faultOf(faults, 'file') ? ('true' as const) : undefined;
  return (
    <form class="card" method="post" action={`/admin/petitions/${slug}/imports`} encType="multipart/form-data">
      <h2>New import</h2>
      <Csrf staff={staff} />
      <Select
        name="kind"
        label="What it is"
        options={importKinds.map((value) => ({ value, label: importKindWords[value] }))}
        value={input.kind}
        faults={faults}
      />
      <Field
        name="note"
        label="Where the list comes from"
        value={input.note}
        faults={faults}
        required
        help="Who collected it, where and when; no names of signers"
      />
      <div class="field">
        <label for="file">File</label>
        <p class="quiet" id="file-help">
          CSV or XLSX with column names above the rows, at most {tableLimits.fileBytes / 1024 / 1024} MB. Nothing is
          imported yet.
        </p>
        <input
          id="file"
          name="file"
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          required
          aria-describedby="file-help"
          aria-invalid={invalid}
        />
      </div>
      <details>
        <summary>If the file was read wrongly before</summary>
        <Select
          name="encoding"
          label="Encoding (CSV)"
          options={[
            { value: '', label: 'As stated in the file, or guessed' },
            ...textEncodings.map((value) => ({ value, label: value.toUpperCase() })),
          ]}
          value={input.encoding}
          faults={faults}
        />
        <Field
          name="sheet"
          label="Sheet (XLSX)"
          value={input.sheet}
          faults={faults}
          help="Its name; otherwise the first visible sheet that is a table"
        />
      </details>
      <button class="button small" type="submit">
        Upload and preview
      </button>
    </form>
  );
}

const List = ({ slug, imports, names }: ImportsPageProps): VNode => (
  <Table
    label="Imports"
    columns={['Uploaded', 'What it is', 'Where from', 'By', 'Rows', 'Taken', 'Status']}
    rows={imports.map(({ id, createdAt, kind, note, createdBy, rowsTotal, rowsTaken, status }) => ({
      cells: [
        <a href={`/admin/petitions/${slug}/imports/${id}`}>
          <Instant at={createdAt} />
        </a>,
        importKindWords[kind],
        note,
        names.get(createdBy) ?? createdBy,
        rowsTotal.toLocaleString('en'),
        rowsTaken.toLocaleString('en'),
        importStatusWords[status],
      ],
    }))}
  />
);
