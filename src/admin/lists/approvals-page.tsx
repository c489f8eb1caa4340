import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ExportEntry } from '../../lists/export-log.service.js';
import type { Names } from '../frame/actor-names.js';
import { ActionButton } from '../frame/action.js';
import { Problem } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { Term } from '../frame/term.js';
import { filterText } from './exports-page.js';

/** Full lists awaiting approval by a second person. */
export const approvalList = (staff: SignedIn, names: Names): List<ExportEntry> => ({
  name: 'approvals',
  label: 'Exports to approve',
  path: '/admin/exports/approvals',
  columns: [
    { name: 'requested', title: 'Requested', value: ({ startedAt }) => startedAt, sortable: true },
    { name: 'by', title: 'By', value: ({ requestedBy }) => names.get(requestedBy) ?? requestedBy, sortable: true },
    { name: 'petition', title: 'Petition', value: ({ petitionSlug }) => petitionSlug, sortable: true },
    { name: 'why', title: 'Why', value: ({ reason }) => reason },
    { name: 'filter', title: 'Filter', value: ({ filter }) => filterText(filter) },
    { name: 'rows', title: 'Rows', value: ({ rowsExpected }) => rowsExpected, sortable: true },
    { name: 'decide', title: 'Decide', cell: (entry) => <Decide staff={staff} entry={entry} /> },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 50,
  empty: 'Nothing to approve.',
  csv: 'supporters:approve_export',
});

const Decide = ({ staff, entry }: { staff: SignedIn; entry: ExportEntry }): VNode => {
  if (entry.requestedBy === `staff:${staff.id}`) return <>Someone else must approve this.</>;
  const button = (action: string, label: string, plain?: true): VNode => (
    <ActionButton
      staff={staff}
      action={`/admin/exports/${entry.id}/${action}`}
      label={label}
      spoken={`${label} the list of ${entry.petitionSlug ?? ''}`}
      plain={plain}
    />
  );
  return (
    <div class="buttons">
      {button('approve', 'Approve')} {button('refuse', 'Refuse', true)}
    </div>
  );
};

export const ApprovalsPage = ({
  listed,
  refused,
}: {
  listed: Listed<ExportEntry>;
  refused?: Refused | undefined;
}): VNode => (
  <Layout title="Exports to approve" staff={listed.staff} path="/admin/exports/approvals">
    <Problem message={refused?.problem} />
    <p>
      Lists of everything need the <Term word="approval" /> of a second person before their file is made.
    </p>
    <ListView {...listed} />
  </Layout>
);
