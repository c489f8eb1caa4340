import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import { countryList } from '../countries.js';
import type { LetterInput } from '../letter-form.js';
import { letterTexts, texts } from '../texts.js';
import { describedBy, Field, Frame } from './form-fields.js';
import { PrivacyLink } from './privacy-link.js';
import { byCode } from '../../platform/texts/by-code.js';

interface LetterFormProps {
  action: string;
  locale: Locale;
  /** State the letter is for. */
  to: string;
  input: LetterInput;
  faults: readonly Fault[];
  stamp: string;
  consent: { value: string; text: string };
}

/** The letter itself, with an unticked box. Works without JavaScript; with it, a proof of work is computed while the person types. */
export function LetterForm({ action, locale, to, input, faults, stamp, consent }: LetterFormProps): VNode {
  const f = texts(locale).form;
  const t = letterTexts(locale);
  const labels: Record<string, string> = {
    name: t.name,
    email: f.email,
    country: f.country,
    text: t.text,
    to: t.choose.to,
  };
  const problem = (field: string): string | undefined => {
    const fault = faults.find(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`));
    if (!fault) return undefined;
    const own =
      field === 'text' || fault.code.startsWith('letter.') || fault.code === 'consent.unknown_wording'
        ? byCode(t.faults, fault.code)
        : undefined;
    const general = field === 'consent' ? t.faults.consent : byCode(texts(locale).faults, fault.code);
    return own ?? general ?? texts(locale).faults['field.invalid'];
  };
  const marked = [...new Set(faults.map(({ pointer }) => pointer.split('/')[1] ?? ''))].filter(
    (name) => name !== 'altcha',
  );
  return (
    <form
      class="card sign"
      method="post"
      action={`${action}?lang=${locale}`}
      data-challenge="/api/v1/altcha"
      noValidate
    >
      {marked.length > 0 && (
        <div class="notice error" role="alert" id="problems">
          <p>
            <strong>{f.problems({ n: marked.length })}</strong>
          </p>
          <ul>
            {marked.map((name) => (
              <li>
                <a href={`#${name}`}>{labels[name] ?? (name === 'consent' ? texts(locale).confirm.agreed : name)}</a>
              </li>
            ))}
          </ul>
        </div>
      )}
      <input type="hidden" name="to" value={to} />
      {input.source !== '' && <input type="hidden" name="source" value={input.source} />}
      <Field
        name="name"
        label={t.name}
        value={input.name}
        problem={problem('name')}
        autoComplete="name"
        maxLength={100}
        required
      />
      <Field
        name="email"
        label={f.email}
        value={input.email}
        problem={problem('email')}
        type="email"
        autoComplete="email"
        maxLength={254}
        help={t.emailHelp}
        required
      />
      <Frame name="country" label={f.country} problem={problem('country')}>
        <select
          id="country"
          name="country"
          autoComplete="country"
          required
          aria-invalid={problem('country') ? 'true' : undefined}
        >
          <option value="">{f.chooseCountry}</option>
          {countryList(locale).map(({ code, name }) => (
            <option value={code} selected={input.country === code}>
              {name}
            </option>
          ))}
        </select>
      </Frame>
      <Frame name="text" label={t.text} help={t.textHelp} problem={problem('text')}>
        <textarea
          id="text"
          name="text"
          rows={14}
          maxLength={4000}
          dir="auto"
          required
          aria-invalid={problem('text') ? 'true' : undefined}
          aria-describedby={describedBy('text', true, problem('text'))}
        >
          {input.text}
        </textarea>
      </Frame>
      <label class="check">
        <input
          id="consent"
          type="checkbox"
          name="consent"
          value={consent.value}
          checked={input.consent === consent.value}
          required
        />{' '}
        {consent.text}
      </label>
      <p>
        <PrivacyLink locale={locale} />
      </p>
      {problem('consent') && <p class="fault">{problem('consent')}</p>}
      {problem('to') && <p class="fault">{problem('to')}</p>}
      <div class="trap" aria-hidden="true">
        <label>
          {f.trap} <input type="text" name="website" tabindex={-1} autoComplete="off" />
        </label>
      </div>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="stamp" value={stamp} />
      <input type="hidden" name="altcha" value="" />
      <button class="button" type="submit" data-working={f.working}>
        {t.submit}
      </button>
      <p class="quiet" role="status" data-status></p>
      {problem('altcha') && <p class="fault">{problem('altcha')}</p>}
    </form>
  );
}
