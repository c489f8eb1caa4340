import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { presetNames, presetOf, type PresetName } from '../../lists/export.values.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import { Csrf, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Words } from '../frame/term.js';

export interface ExportOrderProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  preset: PresetName;
  /** Possible recipients of the preset. */
  recipients: readonly { key: string; name: string }[];
  input: Readonly<Record<string, string>>;
  /** Ticked columns; all of them initially. */
  columns?: readonly string[];
  refused?: Refused | undefined;
}

const formats = [
  { value: 'csv', label: 'CSV (safe to open in a spreadsheet)' },
  { value: 'csv-bom', label: 'CSV with a byte order mark, for spreadsheets that show broken letters otherwise' },
  { value: 'xlsx', label: 'XLSX (Excel, LibreOffice)' },
  { value: 'ndjson', label: 'NDJSON (for software)' },
];
const statuses = [
  { value: 'confirmed', label: 'Confirmed' },
  { value: 'pending', label: 'Waiting' },
  { value: 'all', label: 'Confirmed and pending' },
  { value: 'shadowed', label: 'Quarantined' },
];

/** One purpose at a time: the purpose decides who is in the list and what it shows. */
export function ExportOrderPage(props: ExportOrderProps): VNode {
  const { staff, slug, petitionTitle, preset } = props;
  const { title, purpose } = presetOf(preset);
  return (
    <Layout
      title={`Exports: “${petitionTitle}”`}
      staff={staff}
      path="/admin/exports"
      crumbs={[petitionCrumb(slug, petitionTitle)]}
    >
      <Words of={['consent', 'quarantined']} />
      <Presets {...props} />
      <h2>{title}</h2>
      <p>{purpose}</p>
      <OrderForm {...props} />
    </Layout>
  );
}

const Presets = ({ staff, slug, preset }: ExportOrderProps): VNode => (
  <nav aria-label="Kinds of lists">
    <ul class="choices">
      {presetNames
        .filter((name) => may(staff.role, presetOf(name).permission))
        .map((name) => (
          <li>
            <a
              href={`/admin/petitions/${slug}/exports?preset=${name}`}
              aria-current={name === preset ? 'page' : undefined}
            >
              {presetOf(name).title}
            </a>
          </li>
        ))}
    </ul>
  </nav>
);

function OrderForm({ staff, slug, preset, recipients, input, columns, refused }: ExportOrderProps): VNode {
  const { consent, free, columns: offered, personal } = presetOf(preset);
  const faults = refused?.faults ?? [];
  const named = consent === 'government' || consent === 'partner';
  const fields = ['recipient', 'status', 'country', 'since', 'consent', 'format', 'reason', 'encryptTo'];
  if (named && recipients.length === 0)
    return <p class="notice">This petition does not ask for this consent, so there is nothing to export.</p>;
  return (
    <form class="card" method="post" action={`/admin/petitions/${slug}/exports`}>
      <Refusal refused={refused} fields={fields} />
      <Csrf staff={staff} />
      <input type="hidden" name="preset" value={preset} />
      <fieldset>
        <legend>Who is in it</legend>
        <div class="filters">
          {named && (
            <Select
              name="recipient"
              label={consent === 'government' ? 'Government of' : 'Organisation'}
              options={recipients.map(({ key, name }) => ({ value: key, label: name }))}
              value={input.recipient}
              faults={faults}
            />
          )}
          {free && (
            <Select
              name="status"
              label="Status"
              options={statuses}
              value={input.status ?? 'confirmed'}
              faults={faults}
            />
          )}
          {free && (
            <Field name="consent" label="Agreed to (purpose, may stay empty)" value={input.consent} faults={faults} />
          )}
          <Field name="country" label="Countries (codes, with commas)" value={input.country} faults={faults} />
          <Field name="since" label="Signed since" type="date" value={input.since?.slice(0, 10)} faults={faults} />
        </div>
      </fieldset>
      <fieldset class="choices">
        <legend>Columns</legend>
        {offered.map((column) => (
          <label class="check">
            <input
              type="checkbox"
              name="columns"
              value={column}
              checked={columns === undefined || columns.includes(column)}
            />{' '}
            {column}
          </label>
        ))}
      </fieldset>
      {free && <Area name="reason" label="Why the full list is needed" value={input.reason} faults={faults} rows={2} />}
      <Fold
        title={personal ? 'Format, and a key to encrypt it' : 'Format'}
        fields={['format', 'encryptTo']}
        faults={faults}
        used={(input.encryptTo ?? '') !== '' || (input.format ?? 'csv') !== 'csv'}
      >
        <Select name="format" label="Format" options={formats} value={input.format ?? 'csv'} faults={faults} />
        {personal && (
          <Area
            name="encryptTo"
            label="Public key to encrypt to (age1…, may stay empty)"
            value={input.encryptTo}
            faults={faults}
            rows={2}
            help="With a key, only the holder of the matching private key can read the file; not even this server can."
          />
        )}
      </Fold>
      <p class="quiet">
        {personal
          ? 'The file is prepared in the background. Only you can download it, for a limited time. Every row carries an export mark. If someone withdraws, the file is regenerated without them.'
          : `Signatures are counted by day, country, language and source; groups of fewer than five are put together.`}{' '}
        In CSV, a value that begins with = + - @ or an apostrophe gets one apostrophe in front; to undo this, remove one
        from each value that has one.
      </p>
      <button class="button small" type="submit">
        Create export
      </button>
    </form>
  );
}
