import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { acts, actWords, addresseeKinds, groupRules, letterSections } from '../../campaigns/demands/demands.values.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { ruleOf, sectionWords } from '../../campaigns/demands/demands.values.js';
import { localeName, type Locale } from '../../platform/http/locale.js';
import type { StateFacts } from '../../treaties/states.service.js';
import { Area, Check, faultOf, Field, Refusal, Select } from '../frame/fields.js';
import type { Refused, Texts } from '../frame/form.js';
import { languagesFor, writtenIn } from '../frame/languages.js';
import { Csrf, Layout } from '../frame/layout.js';
import { capital, optionsOf } from '../frame/words.js';
import { formFields } from './demand-input.js';

export interface DemandFormProps {
  staff: SignedIn;
  states: readonly StateFacts[];
  input: Texts;
  refused?: Refused | undefined;
}

const none = { value: '', label: 'none' };
const groupOptions = groupRules.map((value) => {
  const { group, convention } = ruleOf(value);
  return { value, label: demandTexts('en').groups[group][convention] };
});

/** A draft: to whom, what, by when, and the words in every language. */
export function DemandFormPage({ staff, states, input, refused }: DemandFormProps): VNode {
  const faults = refused?.faults ?? [];
  const shared = (name: string) => ({ name, value: input[name], faults });
  const isNew = (input.revision ?? '0') === '0';
  const actsFault = faultOf(faults, 'acts');
  return (
    <Layout
      title={isNew ? 'New demand' : input.title_en ? `Change “${input.title_en}”` : 'Change a demand'}
      staff={staff}
      path="/admin/demands"
      crumbs={[]}
    >
      <Refusal refused={refused} fields={formFields} />
      <form method="post" action="/admin/demands" noValidate>
        <Csrf staff={staff} />
        <input type="hidden" name="revision" value={input.revision ?? '0'} />
        <fieldset class="card">
          <legend>Of whom, what and by when</legend>
          {isNew ? (
            <Field
              {...shared('slug')}
              label="Short name"
              help="Part of the address: small letters, digits, hyphens."
              required
            />
          ) : (
            <input type="hidden" name="slug" value={input.slug} />
          )}
          <Select {...shared('addresseeKind')} label="Addressed to" options={optionsOf(addresseeKinds)} />
          <Select
            {...shared('state')}
            label="State"
            options={[none, ...states.map(({ iso, name }) => ({ value: iso, label: name }))]}
          />
          <Select {...shared('group')} label="Group of States" options={[none, ...groupOptions]} />
          <fieldset aria-describedby={actsFault && 'acts-fault'}>
            <legend>What is asked</legend>
            {acts.map((act) => (
              <Check name={`act_${act}`} label={capital(actWords[act])} checked={input[`act_${act}`] === 'yes'} />
            ))}
            {actsFault && <p class="fault" id="acts-fault">{`${capital(actsFault.detail)}.`}</p>}
          </fieldset>
          <Field {...shared('dueOn')} label="By this day" type="date" help="Leave empty for no day." />
          <Field
            {...shared('anchorYear')}
            label="Or by the campaign’s day of this year"
            type="number"
            help="Such as 2027, for 4 April 2027."
          />
          <Field
            {...shared('basis')}
            label="Legal basis"
            help="Keys of the claims that state the law, such as APMBC-20, VCLT-68. Empty for a demand that rests on none."
          />
          <Select
            {...shared('letterSection')}
            label="Section of the letters that carries it"
            options={[none, ...letterSections.map((value) => ({ value, label: sectionWords(value) }))]}
            help="A letter with this section counts as sent for this demand."
          />
          <Field
            {...shared('replaces')}
            label="Replaces"
            help="Short name of the earlier demand, which must be withdrawn before this one is published."
          />
        </fieldset>
        <p>
          What is asked, and why, is shown as opinion. An empty line begins a new paragraph. A fact is followed by the
          key of its <a href="/admin/claims">claim</a> in brackets, such as [C24]; each paragraph on the law needs one.
          Only English is required.
        </p>
        {languagesFor(staff, writtenIn(input)).map((locale) => (
          <Words locale={locale} shared={shared} />
        ))}
        <button class="button" type="submit">
          Save the draft
        </button>
      </form>
    </Layout>
  );
}

interface WordsProps {
  locale: Locale;
  shared: (name: string) => { name: string; value: string | undefined; faults: Refused['faults'] };
}

const Words = ({ locale, shared }: WordsProps): VNode => {
  const name = localeName(locale);
  return (
    <fieldset class="card">
      <legend>{name}</legend>
      <Field {...shared(`title_${locale}`)} label={`Title (${name})`} required={locale === 'en'} />
      <Area {...shared(`ask_${locale}`)} label={`What is asked, in one paragraph (${name})`} rows={3} lang={locale} />
      <Area {...shared(`reasons_${locale}`)} label={`Why (${name})`} rows={8} lang={locale} />
      <Area {...shared(`law_${locale}`)} label={`What the law says (${name})`} rows={8} lang={locale} />
      <Field
        {...shared(`institution_${locale}`)}
        label={`Name of the institution (${name})`}
        help="Only if it is addressed to one."
      />
      <Field
        {...shared(`source_${locale}`)}
        label={`In the name of (${name})`}
        help="Leave empty for the campaign itself."
      />
    </fieldset>
  );
};
