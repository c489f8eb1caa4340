import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import type { PublicPetition } from '../../petitions/petitions.schema.js';
import type { OfferedConsent } from '../../supporters/consents.schema.js';
import { countryList } from '../countries.js';
import type { FormInput } from '../signup-form.js';
import { texts } from '../texts.js';
import type { Asking } from '../../petitions/form/petition-form.schema.js';
import { ConsentBoxes } from './consent-boxes.js';
import { FormProblems } from './form-problems.js';
import { Questions } from './questions.js';
import { PrivacyLink } from './privacy-link.js';
import { describedBy, Field, Frame, type FieldProps } from './form-fields.js';
import { byCode } from '../../platform/texts/by-code.js';

export interface SignFormProps {
  petition: PublicPetition;
  offers: readonly OfferedConsent[];
  /** Whether the petition shows names of signers who agree */
  showNames: boolean;
  /** Show the boxes of purposes with recipients: many, so the petition page links to a page with them. */
  withRecipients: boolean;
  locale: Locale;
  stamp: string;
  /** What was typed, shown again when there are errors. */
  input: FormInput;
  faults: readonly Fault[];
  /** The address the person may have meant. */
  suggestion: string | null;
}

/** The sign-up form. Works without JavaScript; with it, a proof of work is computed while the person types. */
export function SignForm({
  petition,
  offers,
  showNames,
  withRecipients,
  locale,
  stamp,
  input,
  faults,
  suggestion,
}: SignFormProps): VNode {
  const t = texts(locale);
  const f = t.form;
  const { fields: asks, countries } = petition;
  const optional = (label: string, how: Asking): string => (how === 'required' ? label : `${label} (${f.optional})`);
  const problem = (field: string): string | undefined => {
    const fault = faults.find(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`));
    return fault && (byCode(t.faults, fault.code) ?? t.faults['field.invalid']);
  };
  const field = (
    name: keyof FormInput,
    label: string,
    rest: Omit<FieldProps, 'name' | 'label' | 'value' | 'problem'>,
  ): VNode => <Field name={name} label={label} value={input[name]} problem={problem(name)} {...rest} />;
  return (
    <form
      class="card sign"
      id="sign"
      method="post"
      action={`/petitions/${petition.slug}/signatures`}
      data-challenge="/api/v1/altcha"
      noValidate
    >
      <h2>{f.heading}</h2>
      {!withRecipients && <MoreConsents petition={petition} offers={offers} locale={locale} />}
      {(faults.length > 0 || suggestion) && (
        <FormProblems locale={locale} faults={faults} suggestion={suggestion} questions={asks.questions} />
      )}
      {field('givenName', f.givenName, { autoComplete: 'given-name', maxLength: 100, required: true })}
      {asks.familyName !== 'off' &&
        field('familyName', optional(f.familyName, asks.familyName), {
          autoComplete: 'family-name',
          maxLength: 100,
          required: asks.familyName === 'required',
          ...(asks.familyName !== 'required' && { help: f.oneName }),
        })}
      {field('email', f.email, {
        type: 'email',
        autoComplete: 'email',
        maxLength: 254,
        required: true,
        help: f.emailHelp,
      })}
      {suggestion && (
        <p class="suggestion">
          {f.didYouMean({ address: suggestion })}{' '}
          <label class="check">
            <input type="checkbox" name="emailAsTyped" value="1" /> {f.keepAddress}
          </label>
        </p>
      )}
      <Frame name="country" label={f.country} problem={problem('country')}>
        <select
          id="country"
          name="country"
          autoComplete="country"
          required
          aria-invalid={problem('country') ? 'true' : undefined}
          aria-describedby={problem('country') ? 'country-fault' : undefined}
        >
          <option value="">{f.chooseCountry}</option>
          {countryList(locale, countries).map(({ code, name }) => (
            <option value={code} selected={input.country === code}>
              {name}
            </option>
          ))}
        </select>
      </Frame>
      {asks.postalCode !== 'off' &&
        field('postalCode', optional(f.postalCode, asks.postalCode), {
          autoComplete: 'postal-code',
          maxLength: 20,
          required: asks.postalCode === 'required',
        })}
      {asks.comment !== 'off' && (
        <Frame
          name="comment"
          label={optional(f.comment, asks.comment)}
          help={f.commentHelp}
          problem={problem('comment')}
        >
          <textarea
            id="comment"
            name="comment"
            rows={3}
            maxLength={1000}
            required={asks.comment === 'required'}
            aria-describedby={describedBy('comment', true, problem('comment'))}
          >
            {input.comment}
          </textarea>
        </Frame>
      )}
      <Questions questions={asks.questions} answers={input.answers} problem={problem} locale={locale} />
      {showNames && (
        <label class="check">
          <input type="checkbox" name="showName" value="true" checked={input.showName} />{' '}
          {offers.find(({ purpose }) => purpose === 'show-name')?.text ?? f.showName}
        </label>
      )}
      <Consents
        offers={offers.filter(({ recipients }) => withRecipients || recipients === null)}
        input={input}
        locale={locale}
        problem={problem('consents')}
      />
      <div class="trap" aria-hidden="true">
        <label>
          {f.trap} <input type="text" name="website" tabindex={-1} autoComplete="off" />
        </label>
      </div>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="version" value={petition.version} />
      {input.source !== '' && <input type="hidden" name="source" value={input.source} />}
      <input type="hidden" name="stamp" value={stamp} />
      <input type="hidden" name="altcha" value="" />
      <button class="button" type="submit" data-working={f.working}>
        {f.submit}
      </button>
      <p class="quiet" role="status" data-status></p>
      {problem('altcha') && <p class="fault">{problem('altcha')}</p>}
    </form>
  );
}

/** The link to the form with the boxes. */
function MoreConsents({
  petition,
  offers,
  locale,
}: Pick<SignFormProps, 'petition' | 'offers' | 'locale'>): VNode | null {
  const titles = texts(locale).form.recipients as Record<string, string | undefined>;
  const naming = offers.filter(({ recipients }) => recipients !== null && recipients.length > 0);
  if (naming.length === 0) return null;
  return (
    <p class="quiet">
      {naming.map(({ purpose, text }) => (
        <>
          <a href={`/petitions/${petition.slug}/sign?lang=${locale}`}>{titles[purpose] ?? text}</a>{' '}
        </>
      ))}
    </p>
  );
}

/** The statement beside the button is part of signing; every other purpose has a box that is initially unticked. */
function Consents({
  offers,
  input,
  locale,
  problem,
}: Pick<SignFormProps, 'offers' | 'input' | 'locale'> & { problem: string | undefined }): VNode {
  const statement = offers.find(({ purpose }) => purpose === 'signature');
  return (
    <>
      <ConsentBoxes
        offers={offers.filter(({ purpose }) => purpose !== 'signature' && purpose !== 'show-name')}
        locale={locale}
        name="consents"
        valueOf={({ purpose, wording }, recipient) =>
          [purpose, wording, ...(recipient === '' ? [] : [recipient])].join(':')
        }
        isTicked={(value) => input.consents.includes(value)}
      />
      {statement && (
        <p class="statement">
          {statement.text}
          <input type="hidden" name="consents" value={`${statement.purpose}:${statement.wording}`} />{' '}
          <PrivacyLink locale={locale} />
        </p>
      )}
      {problem && <p class="fault">{problem}</p>}
    </>
  );
}
