import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import type { OwnRecord } from '../../privacy/own-data.schema.js';
import { consentName, type OfferedConsent } from '../../supporters/consents.schema.js';
import { countryList } from '../countries.js';
import { countLogTexts, myDataTexts, texts } from '../texts.js';
import { VersionLink } from './version-link.js';
import { ConsentBoxes } from './consent-boxes.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { Field, Frame } from './form-fields.js';
import { byCode } from '../../platform/texts/by-code.js';
import { localeName } from '../../platform/http/locale.js';
import { purposeName } from './purpose-name.js';

export interface OwnSignatureProps {
  record: OwnRecord;
  locale: Locale;
  base: string;
  offers: readonly OfferedConsent[];
  /** Name of its campaign, where the person signed in several */
  campaign: string | undefined;
  refused: { faults: readonly Fault[]; input: Record<string, string> } | undefined;
}

/** One signature: its details, and the forms to correct it, change consents, or withdraw it. */
export function OwnSignature({ record, locale, base, offers, campaign, refused }: OwnSignatureProps): VNode {
  const t = myDataTexts(locale);
  const at = (action: string): string => `${base}/signatures/${record.id}/${action}?lang=${locale}`;
  const day = (instant: string): string => longDate(instant.slice(0, 10), locale);
  return (
    <section class="card" id={`signature-${record.id}`}>
      <h2>
        <a href={`/petitions/${record.petition.slug}?lang=${locale}`}>{record.petition.title}</a>
      </h2>
      {campaign !== undefined && <p>{campaign}</p>}
      <p>
        <strong>{record.status === 'confirmed' ? t.status.confirmed : t.status.pending}</strong>{' '}
        <span class="quiet">
          {t.signedOn({ date: day(record.signedAt) })}
          {record.confirmedAt && `, ${t.confirmedOn({ date: day(record.confirmedAt) })}`}
        </span>{' '}
        {record.number !== null && texts(locale).confirmed.number({ shown: number(record.number, locale) })}{' '}
        <VersionLink slug={record.petition.slug} number={record.version} locale={locale} />
      </p>
      {record.answers.length > 0 && (
        <dl class="details">
          {record.answers.map(({ label, answer }) => (
            <div>
              <dt>{label}</dt>
              <dd>
                <bdi>{answer}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Correction record={record} locale={locale} action={at('correct')} refused={refused} />
      <Consents record={record} locale={locale} action={at('consents')} offers={offers} />
      {record.status === 'confirmed' && (
        <>
          <h3>{countLogTexts(locale).own.heading}</h3>
          <p>
            {countLogTexts(locale).own.body}{' '}
            <a href={`/petitions/${record.petition.slug}/log?lang=${locale}`}>{countLogTexts(locale).title}</a>
          </p>
          <p>
            <a class="button small" href={at('receipt')}>
              {countLogTexts(locale).own.button}
            </a>
          </p>
        </>
      )}
      <h3>{t.withdraw.heading}</h3>
      <form method="post" action={at('withdraw')}>
        <p>{t.withdraw.body}</p>
        <button class="button small" type="submit">
          {t.withdraw.button}
        </button>
      </form>
    </section>
  );
}

function Correction({
  record,
  locale,
  action,
  refused,
}: Omit<OwnSignatureProps, 'base' | 'offers' | 'campaign'> & { action: string }): VNode {
  const f = texts(locale).form;
  const value = (name: 'givenName' | 'familyName' | 'country' | 'postalCode' | 'comment'): string =>
    refused?.input[name] ?? record[name] ?? '';
  const problem = (name: string): string | undefined => {
    const fault = refused?.faults.find(({ pointer }) => pointer === `/${name}`);
    return fault && (byCode(texts(locale).faults, fault.code) ?? texts(locale).faults['field.invalid']);
  };
  const id = (name: string): string => `${name}-${record.id}`;
  const line = (
    name: 'givenName' | 'familyName' | 'postalCode',
    label: string,
    autoComplete: string,
    maxLength: number,
  ): VNode => (
    <Field
      id={id(name)}
      name={name}
      label={label}
      value={value(name)}
      problem={problem(name)}
      autoComplete={autoComplete}
      maxLength={maxLength}
    />
  );
  return (
    <form method="post" action={action} noValidate>
      <h3>{myDataTexts(locale).correct.heading}</h3>
      {line('givenName', f.givenName, 'given-name', 100)}
      {line('familyName', `${f.familyName} (${f.optional})`, 'family-name', 100)}
      <Frame name={id('country')} label={f.country} problem={problem('country')}>
        <select id={id('country')} name="country">
          {countryList(locale).map(({ code, name }) => (
            <option value={code} selected={value('country') === code}>
              {name}
            </option>
          ))}
        </select>
      </Frame>
      {line('postalCode', `${f.postalCode} (${f.optional})`, 'postal-code', 20)}
      <Frame name={id('comment')} label={`${f.comment} (${f.optional})`} problem={problem('comment')}>
        <textarea id={id('comment')} name="comment" rows={3} maxLength={1000}>
          {value('comment')}
        </textarea>
      </Frame>
      <label class="check">
        <input
          type="checkbox"
          name="showName"
          value="true"
          checked={refused ? 'showName' in refused.input : record.showName}
        />{' '}
        {f.showName}
      </label>
      <button class="button small" type="submit">
        {myDataTexts(locale).correct.button}
      </button>
    </form>
  );
}

function Consents({
  record,
  locale,
  action,
  offers,
}: Pick<OwnSignatureProps, 'record' | 'locale' | 'offers'> & { action: string }): VNode {
  const t = myDataTexts(locale).consents;
  const held = new Map(record.consents.map((consent) => [consentName(consent), consent.given]));
  return (
    <>
      <form method="post" action={action}>
        <h3>{t.heading}</h3>
        <ConsentBoxes
          offers={offers}
          locale={locale}
          name="purposes"
          valueOf={({ purpose }, recipient) => consentName({ purpose, recipient })}
          isTicked={(value) => held.get(value) ?? false}
        />
        {offers.length > 0 && (
          <button class="button small" type="submit">
            {t.button}
          </button>
        )}
      </form>
      <details>
        <summary>{t.history}</summary>
        <ul>
          {record.consents.map((consent) => (
            <li>
              {consent.recordedAt.slice(0, 16).replace('T', ' ')} UTC: {purposeName(consent, locale)}, {consent.wording}{' '}
              ({localeName(consent.locale)}), {consent.given ? t.given : t.withdrawn}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
