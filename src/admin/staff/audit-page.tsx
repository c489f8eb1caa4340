import type { VNode } from 'preact';
import { auditPageSize, type AuditRow } from '../../access/audit.service.js';
import type { Names } from '../frame/actor-names.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';

/** What was done, by whom; every order and filter has an index, because the log only grows. */
export const auditList = (names: Names): List<AuditRow> => ({
  name: 'audit',
  label: 'Audit log',
  path: '/admin/audit',
  columns: [
    { name: 'time', title: 'Time', value: ({ at }) => at, sortable: true },
    { name: 'who', title: 'Who', value: ({ actor }) => names.get(actor) ?? actor },
    { name: 'what', title: 'What', value: ({ action }) => action },
    {
      name: 'details',
      title: 'Details',
      value: ({ details }) => JSON.stringify(details),
      cell: ({ details }) => <code>{JSON.stringify(details)}</code>,
    },
  ],
  filters: [
    {
      name: 'actor',
      label: 'Who',
      options: [
        { value: '', label: 'Everybody' },
        ...[...names].map(([value, label]) => ({ value, label })),
        { value: 'system', label: 'system' },
      ],
    },
    { name: 'action', label: 'What, such as export.started' },
    { name: 'since', label: 'Since', type: 'date' },
  ],
  sort: '-time',
  id: ({ id }) => id,
  ids: ids.number,
  pageSize: auditPageSize,
  empty: 'Nothing is recorded yet. What people and API clients do appears here by itself.',
  csv: 'audit:read',
});

/** The audit log, a page at a time. */
export const AuditPage = (listed: Listed<AuditRow>): VNode => (
  <Layout title="Audit log" staff={listed.staff} path="/admin/audit">
    <ListView {...listed} />
  </Layout>
);
