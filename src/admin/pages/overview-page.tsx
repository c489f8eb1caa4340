import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PetitionTotals } from '../../petitions/supporter-list.service.js';
import { Layout } from './layout.js';

const number = (n: number): string => n.toLocaleString('en');

/** Where a working day begins: each petition with its figures. */
export function OverviewPage({ staff, petitions }: { staff: SignedIn; petitions: PetitionTotals[] }): VNode {
  const reads = may(staff.role, 'supporters:read');
  return (
    <Layout title="Overview" staff={staff} path="/admin">
      <div class="scroll">
        <table class="list">
          <caption class="quiet">
            Signatures per petition. Waiting: not confirmed yet. Shadowed: held back by a rule, never counted.
          </caption>
          <thead>
            <tr>
              <th scope="col">Petition</th>
              <th scope="col">Confirmed</th>
              <th scope="col">Waiting</th>
              <th scope="col">Shadowed</th>
              <th scope="col">Look at</th>
            </tr>
          </thead>
          <tbody>
            {petitions.map(({ slug, confirmed, pending, shadowed }) => (
              <tr>
                <th scope="row">{slug}</th>
                <td>{number(confirmed)}</td>
                <td>{number(pending)}</td>
                <td>{number(shadowed)}</td>
                <td>
                  {reads && <a href={`/admin/petitions/${slug}/supporters`}>Supporters</a>} <a href={`/petitions/${slug}`}>Public page</a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Layout>
  );
}
