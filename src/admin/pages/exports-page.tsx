import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ExportEntry } from '../../petitions/export-log.service.js';
import { Instant, Layout, progressScript } from './layout.js';

export interface ExportsProps {
  staff: SignedIn;
  exports: ExportEntry[];
  /** Names by actor, as far as they are known. */
  names: ReadonlyMap<string, string>;
}

/** What was exported, by whom and how far it is. The script keeps the figures moving; without it, reload. */
export const ExportsPage = ({ staff, exports, names }: ExportsProps): VNode => (
  <Layout title="Exports" staff={staff} path="/admin/exports" script={progressScript}>
    {exports.length === 0 && <p class="notice">There was no export yet.</p>}
    <div class="scroll" role="region" aria-label="Exports" tabindex={0} data-exports="/admin/exports.json">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Started (UTC)</th>
            <th scope="col">By</th>
            <th scope="col">Petition</th>
            <th scope="col">Format</th>
            <th scope="col">Filter</th>
            <th scope="col">Rows</th>
            <th scope="col">Status</th>
            <th scope="col">SHA-256</th>
          </tr>
        </thead>
        <tbody>
          {exports.map((entry) => (
            <Row entry={entry} by={names.get(entry.requestedBy) ?? entry.requestedBy} />
          ))}
        </tbody>
      </table>
    </div>
  </Layout>
);

function Row({ entry, by }: { entry: ExportEntry; by: string }): VNode {
  const { id, petitionSlug, format, filter, status, rowsDone, rowsExpected, sha256, startedAt } = entry;
  return (
    <tr data-export-id={id}>
      <th scope="row">
        <Instant at={startedAt} />
      </th>
      <td>{by}</td>
      <td>{petitionSlug}</td>
      <td>{format}</td>
      <td>{filterText(filter)}</td>
      <td>
        <span data-rows>{`${rowsDone.toLocaleString('en')} of ${rowsExpected.toLocaleString('en')}`}</span>
        {status === 'running' && (
          <progress max={Math.max(rowsExpected, 1)} value={rowsDone} aria-label={`Progress of the export by ${by}`} />
        )}
      </td>
      <td data-status>{status}</td>
      <td>{sha256 && <code title={sha256}>{`${sha256.slice(0, 12)}…`}</code>}</td>
    </tr>
  );
}

/** `status: confirmed; country: FR, DE` */
export const filterText = (filter: Record<string, unknown>): string =>
  Object.entries(filter)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join('; ');
