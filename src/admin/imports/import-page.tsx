import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { importKindWords, type ImportMapping } from '../../imports/import.values.js';
import type { SignatureImport } from '../../imports/imports.service.js';
import type { ReadRow } from '../../imports/import.schema.js';
import type { Refused } from '../frame/form.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { Check, Problem } from '../frame/fields.js';
import { ImportMappingForm } from './import-mapping-form.js';
import { ImportReading } from './import-reading.js';
import { ImportPreview } from './import-preview.js';
import { importStatusWords } from './import-words.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';

export interface ImportPageProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  found: SignatureImport;
  /** As chosen, or as guessed. */
  mapping: ImportMapping;
  /** The first rows as they will be read; null unless all rows were read. */
  preview: readonly ReadRow[] | null;
  /** Words as decoded under a guessed encoding. */
  samples: readonly string[];
  names: ReadonlyMap<string, string>;
  refused?: Refused | undefined;
}

const rows = (n: number): string => `${n.toLocaleString('en')} ${n === 1 ? 'row' : 'rows'}`;

/** Whether something is in progress, so that the page should reload. */
const isRunning = ({ status, findings }: SignatureImport): boolean =>
  status === 'applying' || status === 'undoing' || (status === 'ready' && findings === null);

/** Only then is the number known, and the undoing more than giving up a file. */
export const erasesSignatures = ({ status, rowsTaken }: SignatureImport): boolean =>
  status === 'applied' && rowsTaken > 0;

/** Ambiguous days: the order is asked for before anything is imported. */
const asksForOrder = ({ findings, mapping }: SignatureImport): boolean =>
  (findings?.ambiguousDays ?? 0) > 0 && mapping?.dateOrder === undefined;

/** One import: what it is, its progress, and possible actions. */
export function ImportPage(props: ImportPageProps): VNode {
  const { staff, slug, petitionTitle, found, names, refused } = props;
  const at = `/admin/petitions/${slug}/imports`;
  return (
    <Layout
      title={`Import of “${petitionTitle}”`}
      staff={staff}
      path="/admin/imports"
      crumbs={[petitionCrumb(slug, petitionTitle), { href: at, label: 'All imports' }]}
      refresh={isRunning(found) && !refused ? 3 : undefined}
    >
      <Problem message={refused?.problem} />
      <dl class="figures">
        <dt>What it is</dt>
        <dd>{importKindWords[found.kind]}</dd>
        <dt>Where from</dt>
        <dd>{found.note}</dd>
        <dt>Uploaded</dt>
        <dd>
          <Instant at={found.createdAt} /> by {names.get(found.createdBy) ?? found.createdBy}
        </dd>
        <dt>File</dt>
        <dd>
          {found.format === 'csv' ? `CSV, read as ${found.encoding.toUpperCase()}` : 'XLSX'}, {rows(found.rowsTotal)}
        </dd>
        <dt>Status</dt>
        <dd>{importStatusWords[found.status]}</dd>
        <dt>Batch ID</dt>
        <dd>
          <code>{found.id}</code>
        </dd>
      </dl>
      {['uploaded', 'ready'].includes(found.status) && <ImportReading found={found} samples={props.samples} />}
      <Stage {...props} at={`${at}/${found.id}`} />
    </Layout>
  );
}

function Stage(props: ImportPageProps & { at: string }): VNode {
  const { found, preview, at } = props;
  switch (found.status) {
    case 'uploaded':
      return (
        <>
          <ImportMappingForm {...props} />
          <Undo {...props} label="Discard" />
        </>
      );
    case 'ready':
      if (!found.findings || !preview) return <Progress label="All rows are being read. Nothing is imported." />;
      return (
        <>
          <ImportPreview at={at} found={found} findings={found.findings} preview={preview} />
          {asksForOrder(found) ? null : <Apply {...props} fresh={found.findings.fresh} />}
          <ImportMappingForm {...props} />
          <Undo {...props} label="Discard" />
        </>
      );
    case 'applying':
      return (
        <>
          <Progress
            label="The rows are being imported."
            done={found.rowsTaken + found.rowsRepeated + found.rowsRefused}
            of={found.rowsTotal}
          />
          <Undo {...props} label="Stop and undo" />
        </>
      );
    case 'undoing':
      return (
        <Progress label="The imported signatures are being erased." done={found.rowsUndone} of={found.rowsTaken} />
      );
    case 'applied':
      return (
        <>
          <p class="notice" role="status">
            {`${rows(found.rowsTaken)} imported, ${rows(found.rowsRepeated)} already signed, ${rows(found.rowsRefused)} refused.`}
          </p>
          {found.rowsRefused > 0 && (
            <p>
              <a href={`${at}/errors.csv`}>Refused rows with their problems (CSV)</a>. They are kept for 14 days.
            </p>
          )}
          <UndoApplied {...props} />
        </>
      );
    case 'undone':
      return <p class="notice">{`${rows(found.rowsUndone)} were erased. No data of the file is held.`}</p>;
    case 'failed':
      return <p class="notice">This import has expired, and its rows were deleted. Upload the file again.</p>;
  }
}

function Progress({ label, done, of }: { label: string; done?: number; of?: number }): VNode {
  return (
    <div class="notice" role="status">
      <p>
        {label} {done !== undefined && of !== undefined && `${done.toLocaleString('en')} of ${rows(of)}.`} This page
        refreshes automatically.
      </p>
      {of !== undefined && <progress max={Math.max(of, 1)} value={done} aria-label="Progress of the import" />}
    </div>
  );
}

const Apply = ({ staff, at, refused, fresh }: ImportPageProps & { at: string; fresh: number }): VNode => (
  <form class="card" method="post" action={`${at}/apply`}>
    <h2>Import</h2>
    <Csrf staff={staff} />
    <Check
      name="attest"
      label="I confirm that these people signed this petition, on paper or elsewhere, and that we may lawfully import their data."
      faults={refused?.faults ?? []}
      required
    />
    <button class="button small" type="submit">
      {`Bring ${rows(fresh)} in`}
    </button>
  </form>
);

function UndoApplied(props: ImportPageProps & { at: string }): VNode {
  const { staff, at, found, refused } = props;
  if (!erasesSignatures(found)) return <Undo {...props} label="Undo import" />;
  const { rowsTaken } = found;
  return (
    <form class="card" method="post" action={`${at}/undo`} noValidate>
      <h2>Undo this import</h2>
      <Csrf staff={staff} />
      <ConfirmField wanted={rowsTaken} refused={refused}>
        {`The signatures from ${rows(rowsTaken)} are erased for good, and the count falls accordingly.`}
      </ConfirmField>
      <button class="button small" type="submit">
        Undo import: erase the imported signatures
      </button>
    </form>
  );
}

const Undo = ({ staff, at, label }: ImportPageProps & { at: string; label: string }): VNode => (
  <form method="post" action={`${at}/undo`}>
    <Csrf staff={staff} />
    <button class="button small" type="submit">
      {label}
    </button>
  </form>
);
