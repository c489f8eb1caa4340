import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Fault } from '../../platform/errors.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';
import type { ExclusionList } from '../../updates/audience/exclusions.service.js';
import { Check, Field, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import type { Texts } from '../frame/form.js';
import { Csrf } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { minuteOf, number } from '../frame/words.js';

interface Props {
  staff: SignedIn;
  slug: string;
  input: Readonly<Texts>;
  faults: readonly Fault[];
  petitions: readonly { slug: string; title: string }[];
  lists: readonly ExclusionList[];
  timeZone: string;
}

/** Who gets the email. Counting and looking at examples change nothing. */
export function AudienceForm({ staff, slug, input, faults, petitions, lists, timeZone }: Props): VNode {
  const path = `/admin/updates/${slug}/email`;
  const shared = (name: string) => ({ name, value: input[name], faults });
  const ticked = (name: string) => input[name] !== undefined;
  const narrow = ['countries', 'signedSince', 'signedUntil', 'notMailedSince', 'wroteLetter', 'excluded'];
  return (
    <form class="card" method="post" action={`${path}/plan`} noValidate>
      <h2>Who gets it</h2>
      <Csrf staff={staff} />
      <Words of={['audience', 'consent', 'suppression']} />
      <p>
        Only people who agreed to the newsletter with a confirmed signature, and have not withdrawn it. This is asked
        again when each email leaves.
      </p>
      {petitions.length > 1 && (
        <fieldset>
          <legend>Signed one of these petitions (none ticked: any)</legend>
          {petitions.map(({ slug: petition, title }) => (
            <Check name={`petition_${petition}`} label={title} checked={ticked(`petition_${petition}`)} />
          ))}
        </fieldset>
      )}
      <fieldset>
        <legend>Signed in one of these languages (none ticked: any)</legend>
        {writtenLocales.map((locale) => (
          <Check name={`language_${locale}`} label={localeName(locale)} checked={ticked(`language_${locale}`)} />
        ))}
      </fieldset>
      <Select
        {...shared('otherLanguages')}
        label="People in whose language it is not written"
        options={[
          { value: 'english', label: 'Get it in English' },
          { value: 'nobody', label: 'Do not get it' },
        ]}
      />
      <Fold
        title="Fewer people: country, days, letters, excluded people"
        fields={narrow}
        faults={faults}
        used={narrow.some((name) => (input[name] ?? '') !== '')}
      >
        <Field
          {...shared('countries')}
          label="Countries"
          help="Two-letter codes separated by commas, such as FR, DE."
        />
        <Field {...shared('signedSince')} label="Signed since" type="date" />
        <Field {...shared('signedUntil')} label="Signed until" type="date" help="This day included." />
        <Field {...shared('notMailedSince')} label="Was sent no update since" type="date" />
        <Select
          {...shared('wroteLetter')}
          label="Letter to a ministry"
          options={[
            { value: '', label: 'Does not matter' },
            { value: 'yes', label: 'Only people who wrote one' },
            { value: 'no', label: 'Only people who did not' },
          ]}
        />
        <Select
          {...shared('excluded')}
          label="Leave out the people of a file"
          help="Upload the file below first."
          options={[
            { value: '', label: 'Nobody' },
            ...lists.map(({ id, createdAt, rows }) => ({
              value: id,
              label: `${number(rows)} rows, ${minuteOf(createdAt)}`,
            })),
          ]}
        />
      </Fold>
      <Fold
        title="Nothing leaves after a moment"
        fields={['notAfterDay', 'notAfterTime']}
        faults={faults}
        used={(input.notAfterDay ?? '') !== ''}
      >
        <Field {...shared('notAfterDay')} label="Day" type="date" />
        <Field
          {...shared('notAfterTime')}
          label="Time"
          help={`Like 18:00, by the clocks of the campaign (${timeZone}).`}
        />
      </Fold>
      <div class="buttons">
        <button class="button" type="submit">
          Plan this email
        </button>
        <button class="button small plain" type="submit" formAction={`${path}/count`}>
          Count
        </button>
        {may(staff.role, 'supporters:read') && (
          <button class="button small plain" type="submit" formAction={`${path}/samples`}>
            Five examples
          </button>
        )}
      </div>
    </form>
  );
}

/** A file of people to leave out. */
export const ExclusionForm = ({ staff, slug, faults }: Pick<Props, 'staff' | 'slug' | 'faults'>): VNode => (
  <form class="card" method="post" action={`/admin/updates/${slug}/email/exclusions`} encType="multipart/form-data">
    <h2>People to leave out</h2>
    <Csrf staff={staff} />
    <div class="field">
      <label for="file">File</label>
      <p class="quiet" id="file-help">
        A plain list or CSV with an email address in each row, up to a million rows and 50 MB. Only keyed hashes of the
        addresses are kept; the list is deleted after 90 days.
      </p>
      <input
        id="file"
        type="file"
        name="file"
        accept=".csv,.txt,text/csv,text/plain"
        aria-describedby="file-help"
        aria-invalid={faults.some(({ pointer }) => pointer === '/file') ? 'true' : undefined}
      />
    </div>
    <button class="button small" type="submit">
      Upload
    </button>
  </form>
);
