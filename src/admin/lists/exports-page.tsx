import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ExportEntry } from '../../lists/export-log.service.js';
import { presetOf, type PresetName } from '../../lists/export.values.js';
import type { Names } from '../frame/actor-names.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import type { Refused } from '../frame/form.js';
import { Problem } from '../frame/fields.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import { Instant, Layout, progressScript } from '../frame/layout.js';

interface ExportsProps {
  listed: Listed<ExportEntry>;
  done?: string | undefined;
  refused?: Refused | undefined;
}

const notices: Record<string, string> = {
  ordered: 'Export requested. You can download it here when it is ready.',
  again: 'The export is being regenerated.',
  removed: 'The file is deleted.',
};

/** What was exported, by whom, and its progress; the latest first. */
export const exportList = (staff: SignedIn, names: Names): List<ExportEntry> => {
  const by = ({ requestedBy }: ExportEntry): string => names.get(requestedBy) ?? requestedBy;
  return {
    name: 'exports',
    label: 'Exports',
    path: '/admin/exports',
    columns: [
      { name: 'requested', title: 'Requested', value: ({ startedAt }) => startedAt, sortable: true },
      { name: 'by', title: 'By', value: by, sortable: true },
      { name: 'list', title: 'List', value: listText, sortable: true },
      { name: 'filter', title: 'Filter', value: ({ filter }) => filterText(filter) },
      {
        name: 'rows',
        title: 'Rows',
        value: ({ rowsDone }) => rowsDone,
        cell: (entry) => <Rows entry={entry} by={by(entry)} />,
        sortable: true,
      },
      {
        name: 'status',
        title: 'Status',
        value: statusText,
        cell: (entry) => <span data-status={entry.status}>{statusText(entry)}</span>,
        sortable: true,
      },
      { name: 'file', title: 'File', cell: (entry) => <File entry={entry} staff={staff} /> },
    ],
    filters: [
      {
        name: 'mine',
        label: 'Requested by',
        options: [
          { value: '', label: 'Everybody' },
          { value: 'yes', label: 'Me' },
        ],
        matches: ({ requestedBy }) => requestedBy === `staff:${staff.id}`,
      },
    ],
    id: ({ id }) => id,
    ids: ids.uuid,
    pageSize: 50,
    anchor: ({ id }) => `export-${id}`,
    empty: (
      <>
        No exports yet. <a href="/admin/exports/new">Create one</a> for a purpose people agreed to.
      </>
    ),
    csv: 'supporters:export',
  };
};

/** The exports. The script updates the progress; without it, reload. */
export const ExportsPage = ({ listed, done, refused }: ExportsProps): VNode => (
  <Layout
    title="Exports"
    staff={listed.staff}
    path="/admin/exports"
    primary={{ href: '/admin/exports/new', label: 'New export', permission: 'supporters:export' }}
    script={progressScript}
  >
    <Problem message={refused?.problem} />
    <DoneNotice done={done} texts={notices} />
    <div data-exports="/admin/exports/progress.json">
      <ListView {...listed} />
    </div>
  </Layout>
);

const listText = ({ petitionSlug, preset, format, encryptTo }: ExportEntry): string =>
  `${presetOf(preset as PresetName).title} of ${petitionSlug}, ${format}${encryptTo === null ? '' : ', encrypted'}`;

const statusText = ({ status, outdatedAt }: ExportEntry): string =>
  outdatedAt && status === 'finished' ? 'outdated' : status.replace('_', ' ');

const Rows = ({ entry: { rowsDone, rowsExpected, status }, by }: { entry: ExportEntry; by: string }): VNode => (
  <>
    <span data-rows>{`${rowsDone.toLocaleString('en')} of ${rowsExpected.toLocaleString('en')}`}</span>
    {status === 'running' && (
      <progress max={Math.max(rowsExpected, 1)} value={rowsDone} aria-label={`Progress of the export by ${by}`} />
    )}
  </>
);

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
