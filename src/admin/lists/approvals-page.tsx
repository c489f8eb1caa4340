import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ExportEntry } from '../../lists/export-log.service.js';
import type { Refused } from '../frame/form.js';
import { filterText } from './exports-page.js';
import { Problem } from '../frame/fields.js';
import { ActionButton } from '../frame/action.js';
import { Instant, Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';
import { Table } from '../frame/table.js';

interface ApprovalsProps {
  staff: SignedIn;
  waiting: ExportEntry[];
  names: ReadonlyMap<string, string>;
  refused?: Refused | undefined;
}

/** Full lists awaiting approval by a second person. */
export function ApprovalsPage({ staff, waiting, names, refused }: ApprovalsProps): VNode {
  const button = (id: string, action: string, label: string): VNode => (
    <ActionButton staff={staff} action={`/admin/exports/${id}/${action}`} label={label} />
  );
  return (
    <Layout title="Exports to approve" staff={staff} path="/admin/exports/approvals">
      <Problem message={refused?.problem} />
      <p>
        Lists of everything need the <Term word="approval" /> of a second person before their file is made.
      </p>
      {waiting.length === 0 ? (
        <p class="notice">Nothing to approve.</p>
      ) : (
        <Table
          label="Full exports awaiting approval"
          columns={['Requested', 'By', 'Petition', 'Why', 'Filter', 'Rows', 'Decide']}
          rows={waiting.map((entry) => ({
            cells: [
              <Instant at={entry.startedAt} />,
              names.get(entry.requestedBy) ?? entry.requestedBy,
              entry.petitionSlug,
              entry.reason,
              filterText(entry.filter),
              entry.rowsExpected.toLocaleString('en'),
              entry.requestedBy === `staff:${staff.id}` ? (
                'Someone else must approve this.'
              ) : (
                <>
                  {button(entry.id, 'approve', 'Approve')} {button(entry.id, 'refuse', 'Refuse')}
                </>
              ),
            ],
          }))}
        />
      )}
    </Layout>
  );
}
