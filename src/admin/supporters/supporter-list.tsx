import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { supporterPageSize, type SupporterRow } from '../../lists/supporter-list.service.js';
import { fullName } from '../../platform/full-name.js';
import { ids, type List } from '../frame/list.js';
import { consentWords } from '../frame/consent-words.js';
import { Csrf } from '../frame/layout.js';
import { capital } from '../frame/words.js';

const statuses = [
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'pending', label: 'Waiting' },
  { value: 'all', label: 'Confirmed and pending' },
  { value: 'shadowed', label: 'Shadowed' },
];

interface Around {
  staff: SignedIn;
  slug: string;
  /** Consent purposes of the petition */
  purposes: readonly string[];
}

/** The supporters of a petition. Names are looked for, not sorted by: an index for that would cost every sign-up. */
export function supporterList({ staff, slug, purposes }: Around): List<SupporterRow> {
  const path = `/admin/petitions/${slug}/supporters`;
  const decides = may(staff.role, 'fraud:decide');
  const corrects = may(staff.role, 'supporters:erase');
  return {
    name: 'supporters',
    label: 'Supporters',
    path,
    columns: [
      {
        name: 'name',
        title: 'Name',
        value: fullName,
        cell: (row) => {
          const name = <bdi>{fullName(row)}</bdi>;
          return corrects ? <a href={`${path}/${row.id}`}>{name}</a> : name;
        },
      },
      { name: 'email', title: 'Email address', value: ({ email }) => email ?? 'none' },
      { name: 'country', title: 'Country', value: ({ country }) => country },
      {
        name: 'status',
        title: 'Status',
        value: ({ shadowRule, status }) => (shadowRule === null ? status : `shadowed (${shadowRule})`),
      },
      { name: 'signed', title: 'Signed', value: ({ signedAt }) => signedAt, sortable: true },
      { name: 'confirmed', title: 'Confirmed', value: ({ confirmedAt }) => confirmedAt, sortable: true },
      {
        name: 'consent',
        title: 'Consent',
        value: ({ consents }) => consents.join(', '),
        cell: ({ consents }) => consents.map(consentWords).join(', '),
      },
      ...(decides
        ? [{ name: 'change', title: 'Change', cell: (row: SupporterRow) => <Restore {...{ staff, slug, row }} /> }]
        : []),
    ],
    filters: [
      { name: 'status', label: 'Status', options: statuses },
      {
        name: 'country',
        label: 'Countries',
        help: 'Codes, with commas',
        words: (value) => value.replaceAll(',', ', '),
      },
      { name: 'since', label: 'Signed since', type: 'date' },
      {
        name: 'consent',
        label: 'Consent',
        // With a recipient too: `government/DE`
        isOpen: true,
        options: [
          { value: '', label: 'Any' },
          ...purposes.map((value) => ({ value, label: capital(consentWords(value)) })),
        ],
      },
    ],
    sort: '-signed',
    id: ({ id }) => id,
    ids: ids.uuid,
    pageSize: supporterPageSize,
    empty: (
      <>
        Nobody has signed yet. Share the <a href={`/petitions/${slug}`}>public page</a>, or{' '}
        <a href={`/admin/petitions/${slug}/imports`}>import a list</a>.
      </>
    ),
    csv: 'supporters:export_full',
    bulk: decides
      ? {
          action: `${path}/restore`,
          button: 'Restore those ticked …',
          label: (row) => (row.shadowRule === null ? null : fullName(row)),
        }
      : undefined,
    search: { action: `${path}/search`, label: 'Name begins with, or whole email address' },
  };
}

const Restore = ({ staff, slug, row }: Pick<Around, 'staff' | 'slug'> & { row: SupporterRow }) =>
  row.shadowRule === null ? null : (
    <form method="post" action={`/admin/petitions/${slug}/supporters/${row.id}/restore`}>
      <Csrf staff={staff} />
      <button class="button small" type="submit" aria-label={`Restore ${fullName(row)}`}>
        Restore
      </button>
    </form>
  );
