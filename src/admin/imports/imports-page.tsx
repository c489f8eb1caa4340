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
import type { Names } from '../frame/actor-names.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';

export interface ImportsPageProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  listed: Listed<SignatureImport>;
  input?: Readonly<Record<string, string>>;
  refused?: Refused;
}

/** The imports of a petition, and the form for a new one. */
export function ImportsPage(props: ImportsPageProps): VNode {
  const { staff, slug, petitionTitle, listed, refused } = props;
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
      <ListView {...listed} />
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

/** The imports of a petition, the newest first. */
export const importList = (slug: string, names: Names): List<SignatureImport> => ({
  name: 'imports',
  label: 'Imports',
  path: `/admin/petitions/${slug}/imports`,
  columns: [
    {
      name: 'uploaded',
      title: 'Uploaded',
      value: ({ createdAt }) => createdAt,
      cell: ({ id, createdAt }) => (
        <a href={`/admin/petitions/${slug}/imports/${id}`}>
          <Instant at={createdAt} />
        </a>
      ),
      sortable: true,
    },
    { name: 'kind', title: 'What it is', value: ({ kind }) => importKindWords[kind], sortable: true },
    { name: 'note', title: 'Where from', value: ({ note }) => note, sortable: true },
    { name: 'by', title: 'By', value: ({ createdBy }) => names.get(createdBy) ?? createdBy, sortable: true },
    { name: 'rows', title: 'Rows', value: ({ rowsTotal }) => rowsTotal, sortable: true },
    { name: 'taken', title: 'Taken', value: ({ rowsTaken }) => rowsTaken, sortable: true },
    { name: 'status', title: 'Status', value: ({ status }) => importStatusWords[status], sortable: true },
  ],
  filters: [
    {
      name: 'kind',
      label: 'What it is',
      options: [
        { value: '', label: 'Anything' },
        ...importKinds.map((value) => ({ value, label: importKindWords[value] })),
      ],
      matches: ({ kind }, value) => kind === value,
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 50,
  empty: 'There is none yet. Upload a file above; nothing counts before you have seen its preview.',
  csv: 'supporters:import',
});
