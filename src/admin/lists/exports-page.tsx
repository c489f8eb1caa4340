import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ExportEntry } from '../../lists/export-log.service.js';
import { presetOf, type PresetName } from '../../lists/export.values.js';
import type { Refused } from '../frame/form.js';
import { Problem } from '../frame/fields.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import { Instant, Layout, progressScript } from '../frame/layout.js';

export interface ExportsProps {
  staff: SignedIn;
  exports: ExportEntry[];
  /** Names by actor, as far as they are known. */
  names: ReadonlyMap<string, string>;
  done?: string | undefined;
  refused?: Refused | undefined;
}

const notices: Record<string, string> = {
  ordered: 'Export requested. You can download it here when it is ready.',
  again: 'The export is being regenerated.',
  removed: 'The file is deleted.',
};

/** What was exported, by whom, and its progress. The script updates the progress; without it, reload. */
export const ExportsPage = ({ staff, exports, names, done, refused }: ExportsProps): VNode => (
  <Layout
    title="Exports"
    staff={staff}
    path="/admin/exports"
    primary={{ href: '/admin/exports/new', label: 'New export', permission: 'supporters:export' }}
    script={progressScript}
  >
    <Problem message={refused?.problem} />
    <DoneNotice done={done} texts={notices} />
    {exports.length === 0 && <p class="notice">No exports yet.</p>}
    <div class="scroll" role="region" aria-label="Exports" tabindex={0} data-exports="/admin/exports/progress.json">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Requested</th>
            <th scope="col">By</th>
            <th scope="col">List</th>
            <th scope="col">Filter</th>
            <th scope="col">Rows</th>
            <th scope="col">Status</th>
            <th scope="col">File</th>
          </tr>
        </thead>
        <tbody>
          {exports.map((entry) => (
            <Row entry={entry} staff={staff} by={names.get(entry.requestedBy) ?? entry.requestedBy} />
          ))}
        </tbody>
      </table>
    </div>
  </Layout>
);

function Row({ entry, staff, by }: { entry: ExportEntry; staff: SignedIn; by: string }): VNode {
  const { id, petitionSlug, preset, format, filter, status, rowsDone, rowsExpected, startedAt, outdatedAt, encryptTo } =
    entry;
  return (
    <tr data-export-id={id}>
      <th scope="row">
        <Instant at={startedAt} />
      </th>
      <td>{by}</td>
      <td>
        {presetOf(preset as PresetName).title} of {petitionSlug}, {format}
        {encryptTo !== null && ', encrypted'}
      </td>
      <td>{filterText(filter)}</td>
      <td>
        <span data-rows>{`${rowsDone.toLocaleString('en')} of ${rowsExpected.toLocaleString('en')}`}</span>
        {status === 'running' && (
          <progress max={Math.max(rowsExpected, 1)} value={rowsDone} aria-label={`Progress of the export by ${by}`} />
        )}
      </td>
      <td data-status={status}>{outdatedAt && status === 'finished' ? 'outdated' : status.replace('_', ' ')}</td>
      <td>
        <File entry={entry} staff={staff} />
      </td>
    </tr>
  );
}

/** Possible actions on the file, by who requested it. */
function File({ entry, staff }: { entry: ExportEntry; staff: SignedIn }): VNode | null {
  const { id, stored, status, requestedBy, sha256, expiresAt, outdatedAt } = entry;
  const checksum = sha256 === null ? null : <code title={sha256}>{`${sha256.slice(0, 12)}…`}</code>;
  if (!stored || requestedBy !== `staff:${staff.id}`) return checksum;
  const button = (action: string, label: string): VNode => (
    <ActionButton staff={staff} action={`/admin/exports/${id}/${action}`} label={label} />
  );
  if (status === 'failed' || (status === 'finished' && outdatedAt)) return button('again', 'Regenerate');
  if (status !== 'finished') return checksum;
  return (
    <>
      <a href={`/admin/exports/${id}/file`} download>
        Download
      </a>{' '}
      <a href={`/admin/exports/${id}/manifest.json`} download>
        Manifest
      </a>{' '}
      <span class="quiet">
        until <Instant at={expiresAt} />
      </span>{' '}
      {checksum} {button('remove', 'Delete the file')}
    </>
  );
}

/** `status: confirmed; country: FR, DE` */
export const filterText = (filter: Record<string, unknown>): string =>
  Object.entries(filter)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join('; ');
