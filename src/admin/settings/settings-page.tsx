import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { missingFacts, requiredFacts, writtenFacts } from '../../campaigns/profile.schema.js';
import type { Profile } from '../../campaigns/profile.service.js';
import { countryCodes } from '../../platform/http/country-codes.js';
import { countryName } from '../../platform/http/country-names.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';
import type { NoticeVersion } from '../../privacy/notice/privacy-notices.service.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import type { Refused, Texts } from '../frame/form.js';
import { languagesFor, writtenIn } from '../frame/languages.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { inputOf, settingsGroups, type SettingsField } from './settings-fields.js';

export interface SettingsPageProps {
  staff: SignedIn;
  profile: Profile;
  saved: boolean;
  refused?: Refused | undefined;
  /** Versions of the privacy notice, newest first */
  notices: readonly NoticeVersion[];
}

/** Who stands behind the campaign: a form for those who may change it, and what is still missing. */
export function SettingsPage({ staff, profile, saved, refused, notices }: SettingsPageProps): VNode {
  const input = refused?.input ?? inputOf(profile.facts);
  const faults = refused?.faults ?? [];
  const missing = missingFacts(profile.facts);
  const shared = (name: string) => ({ name, value: input[name], faults });
  const fact = (field: SettingsField): VNode => <Fact field={field} shared={shared(field.name)} />;
  const names = settingsGroups.flatMap(({ fields }) => fields.map(({ name }) => name as string));
  const written = writtenFacts.flatMap((name) => writtenLocales.map((locale) => `${name}_${locale}`));
  return (
    <Layout title="Campaign settings" staff={staff} path="/admin/settings">
      {saved && <p class="notice">Saved. The legal pages show it now.</p>}
      <Refusal refused={refused} fields={[...names, ...written]} />
      {missing.length > 0 && (
        <div class="notice">
          <p>Not known yet, and shown as “not stated yet” to the public:</p>
          <ul>
            {missing.map((name) => (
              <li>
                <a href={`#${name === 'funding' ? 'funding_en' : name}`}>{requiredFacts[name]}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {staff.campaign && may(staff.role, 'campaign:manage') && (
        <p>
          <a href={`/admin/campaigns/${staff.campaign.slug}/theme`}>Colours and logo</a>
        </p>
      )}
      <form method="post" action="/admin/settings" noValidate>
        <Csrf staff={staff} />
        <input type="hidden" name="revision" value={input.revision ?? String(profile.revision)} />
        {settingsGroups.map(({ title, lead, fields }) => (
          <fieldset class="card">
            <legend>{title}</legend>
            <p class="quiet">{lead}</p>
            {fields.filter(({ isRare }) => !isRare).map(fact)}
            <RareFacts fields={fields.filter(({ isRare }) => isRare)} faults={faults} input={input} fact={fact} />
          </fieldset>
        ))}
        <fieldset class="card">
          <legend>About the campaign</legend>
          <p class="quiet">
            Who you are, and who pays for the campaign. Plain sentences; an empty line begins a new paragraph. Readers
            of a language without a text see the English one, marked as English.
          </p>
          {languagesFor(staff, writtenIn(input)).map((locale) => (
            <>
              <Area {...shared(`about_${locale}`)} label={`Who we are (${localeName(locale)})`} lang={locale} />
              <Area {...shared(`funding_${locale}`)} label={`Who pays (${localeName(locale)})`} lang={locale} />
            </>
          ))}
        </fieldset>
        {may(staff.role, 'campaign:manage') && (
          <button class="button" type="submit">
            Save the settings
          </button>
        )}
      </form>
      <NoticeVersions notices={notices} />
    </Layout>
  );
}

interface RareFactsProps {
  fields: readonly SettingsField[];
  faults: Refused['faults'];
  input: Readonly<Texts>;
  fact: (field: SettingsField) => VNode;
}

/** What most organisations leave empty. */
const RareFacts = ({ fields, faults, input, fact }: RareFactsProps): VNode | null =>
  fields.length === 0 ? null : (
    <Fold
      title={`If you have it: ${fields.map(({ label }) => label).join('; ')}`}
      fields={fields.map(({ name }) => name)}
      faults={faults}
      used={fields.some(({ name }) => (input[name] ?? '') !== '')}
    >
      {fields.map(fact)}
    </Fold>
  );

interface FactProps {
  field: SettingsField;
  shared: { name: string; value: string | undefined; faults: NonNullable<Refused['faults']> };
}

function Fact({ field: { label, help, kind }, shared }: FactProps): VNode {
  const common = { ...shared, label, ...(help !== undefined && { help }) };
  if (kind === 'block') return <Area {...common} />;
  if (kind === 'email' || kind === 'number') return <Field {...common} type={kind} />;
  if (kind !== 'country') return <Field {...common} />;
  const countries = countryCodes.map((code) => ({ value: code, label: countryName(code, 'en') }));
  countries.sort((a, b) => a.label.localeCompare(b.label, 'en'));
  return <Select {...common} options={[{ value: '', label: 'Choose a country' }, ...countries]} />;
}

const NoticeVersions = ({ notices }: Pick<SettingsPageProps, 'notices'>): VNode => (
  <section class="card">
    <h2>Versions of the privacy notice</h2>
    <p class="quiet">
      The program writes the notice from these settings and from what it does, and keeps every version it has shown.
      Have a lawyer of your country read it before you open a petition.
    </p>
    <ul>
      {notices.map(({ number, validFrom }) => (
        <li>
          <a href={`/privacy/versions/${number}`}>Version {number}</a>, since <Instant at={validFrom} />
        </li>
      ))}
    </ul>
  </section>
);
