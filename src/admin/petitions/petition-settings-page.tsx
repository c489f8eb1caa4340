import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';
import { mostQuestions } from '../../petitions/form/petition-form.schema.js';
import type { StaffPetition } from '../../petitions/settings/petition-settings.service.js';
import { Area, Check, Field, Refusal, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import type { Refused } from '../frame/form.js';
import { languagesFor, writtenIn } from '../frame/languages.js';
import { Csrf, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { QuestionFields } from './question-fields.js';
import { settingsInput } from './settings-input.js';

interface Props {
  staff: SignedIn;
  petition: StaffPetition;
  title: string;
  /** Those the campaign has written, to choose from */
  demands: readonly { slug: string; title: string }[];
  saved: boolean;
  refused?: Refused | undefined;
}

const askings = [
  { value: 'off', label: 'Not asked' },
  { value: 'optional', label: 'Optional' },
  { value: 'required', label: 'Required' },
];

const afterwards = writtenLocales.flatMap((locale) => [`mail_${locale}`, `thanks_${locale}`]);

/** The settings of a petition, on one page. */
export function PetitionSettingsPage({ staff, petition, title, demands, saved, refused }: Props): VNode {
  const input = refused?.input ?? settingsInput(petition.settings);
  const faults = refused?.faults ?? [];
  const shared = (name: string) => ({ name, value: input[name], faults });
  const tick = (name: string, label: string): VNode => (
    <Check name={name} label={label} checked={input[name] !== undefined} faults={faults} />
  );
  const languages = languagesFor(staff, writtenIn(input));
  const isFilled = (name: string): boolean => (input[name] ?? '') !== '';
  const shown = [
    ...ownFields(input),
    'slug',
    'opensDay',
    'opensTime',
    'closesDay',
    'closesTime',
    'goalSteps',
    'countries',
  ];
  return (
    <Layout
      title={`Settings of “${title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(petition.slug, title)]}
    >
      {saved && <p class="notice">Saved.</p>}
      <Refusal refused={refused} fields={shown} />
      <form method="post" action={`/admin/petitions/${petition.slug}/settings`} noValidate>
        <Csrf staff={staff} />
        <input type="hidden" name="revision" value={input.revision} />
        <fieldset class="card">
          <legend>Address and time</legend>
          <Field
            {...shared('slug')}
            label="Short name"
            help={
              petition.formerSlugs.length > 0
                ? `Earlier names, which lead here for ever: ${petition.formerSlugs.join(', ')}.`
                : 'If you change it, links with the earlier one go on working.'
            }
          />
          <p class="quiet">Times are those of {petition.timeZone}, the time zone of the campaign.</p>
          <Field {...shared('opensDay')} label="Opens on" type="date" />
          <Field {...shared('opensTime')} label="at (empty: as the day begins)" help="Such as 09:30." />
          <Field {...shared('closesDay')} label="Last day (empty: stays open)" type="date" />
          <Field {...shared('closesTime')} label="until (empty: the end of the day)" />
        </fieldset>
        <fieldset class="card">
          <legend>Signing</legend>
          <Field {...shared('goalSteps')} label="Goals" help="Whole numbers; the next one above the count is shown." />
          <Select {...shared('familyName')} label="Last name" options={askings} />
          <Select {...shared('postalCode')} label="Postcode" options={askings} />
          <Select {...shared('comment')} label="Comment" options={askings} />
          {tick('showNames', 'Show names of signers who agree to it')}
          <Fold
            title="Only some countries, and the check for robots"
            fields={['countries', 'proofOfWork']}
            faults={faults}
            used={isFilled('countries') || input.proofOfWork === 'required'}
          >
            <Area
              {...shared('countries')}
              label="Only for residents of these countries"
              help="Two-letter codes, such as UA FI. Empty: everybody may sign."
              rows={2}
            />
            <Select
              {...shared('proofOfWork')}
              label="Check for robots"
              options={[
                { value: 'optional', label: 'Recommended: without it, fewer signatures per network' },
                { value: 'required', label: 'Required from every signer: needs JavaScript' },
              ]}
            />
          </Fold>
        </fieldset>
        <fieldset class="card">
          <legend>Consents offered</legend>
          <p class="quiet">
            Each signer also agrees to the processing of the signature itself. The program writes the texts.
          </p>
          {tick('consent_newsletter', 'News of the campaign by email')}
          {tick('consent_show-name', 'Name and country among the recent signatures')}
          {tick('consent_government', 'Name and country to governments the signer chooses')}
          {tick('consent_audit', 'Name and country to those who check the count, if the signature is drawn by lot')}
        </fieldset>
        {Array.from({ length: mostQuestions }, (_, index) => (
          <QuestionFields
            n={index + 1}
            languages={languages}
            shared={shared}
            isRequired={input[`q${index + 1}_required`] !== undefined}
          />
        ))}
        {demands.length > 0 && (
          <fieldset class="card">
            <legend>Demands this petition makes</legend>
            {demands.map((demand) => tick(`demand_${demand.slug}`, demand.title))}
          </fieldset>
        )}
        <fieldset class="card">
          <legend>After signing</legend>
          {tick('step_share', 'Then offer to share the petition')}
          {tick('step_letter', 'Then offer to write a letter to the government')}
          <Fold
            title="Your own words in the email and on the thank-you page"
            fields={afterwards}
            faults={faults}
            used={afterwards.some(isFilled)}
          >
            {languages.map((locale) => (
              <>
                <Area
                  {...shared(`mail_${locale}`)}
                  label={`Added to the email that asks to confirm (${localeName(locale)})`}
                  lang={locale}
                />
                <Area {...shared(`thanks_${locale}`)} label={`Thank-you page (${localeName(locale)})`} lang={locale} />
              </>
            ))}
          </Fold>
        </fieldset>
        {may(staff.role, 'plan:manage') && (
          <button class="button" type="submit">
            Save the settings
          </button>
        )}
      </form>
    </Layout>
  );
}

/** Names of fields that show their own errors. */
const ownFields = (input: Readonly<Record<string, string>>): string[] => [
  ...Object.keys(input),
  ...Array.from({ length: mostQuestions }, (_, index) => `q${index + 1}`).flatMap((key) =>
    ['label', 'purpose', 'options'].flatMap((part) => writtenLocales.map((locale) => `${key}_${part}_${locale}`)),
  ),
];
