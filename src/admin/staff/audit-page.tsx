import type { VNode } from 'preact';
import type { AuditPage as Entries } from '../../access/audit.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Instant, Layout } from '../frame/layout.js';

export interface AuditProps {
  staff: SignedIn;
  page: Entries;
  names: ReadonlyMap<string, string>;
}

/** The latest entries of the audit log, fifty at a time. */
export const AuditPage = ({ staff, page, names }: AuditProps): VNode => (
  <Layout title="Audit log" staff={staff} path="/admin/audit">
    <div class="scroll" role="region" aria-label="Audit log" tabindex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {page.entries.map(({ at, actor, action, details }) => (
            <tr>
              <th scope="row">
                <Instant at={at} />
              </th>
              <td>{names.get(actor) ?? actor}</td>
              <td>{action}</td>
              <td>
                <code>{JSON.stringify(details)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
    {page.next && (
      <nav aria-label="Pages">
        <a rel="next" href={`/admin/audit?before=${page.next}`}>
          Older
        </a>
      </nav>
    )}
  </Layout>
);
