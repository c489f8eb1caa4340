import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import type { MailedLetter } from '../../supporter-letters/letter-confirmations.service.js';
import { letterStatusTexts } from '../../supporter-letters/letter.texts.js';
import { signScript } from '../assets.js';
import { countryName } from '../../platform/http/country-names.js';
import { carrying } from '../came-from.js';
import { countryList } from '../countries.js';
import type { LetterInput } from '../letter-form.js';
import { legalTexts, letterTexts, myDataTexts, texts } from '../texts.js';
import { Frame } from './form-fields.js';
import { Layout } from './layout.js';
import { LetterForm } from './letter-form.js';

export interface Recipient {
  iso: string;
  name: string;
}

interface WriteProps {
  slug: string;
  locale: Locale;
  recipients: readonly Recipient[];
  /** The chosen State; null: it has to be chosen first. */
  to: Recipient | null;
  input: LetterInput;
  faults: readonly Fault[];
  stamp: string;
  /** The consent of the checkbox: its value, and the text that names the State. */
  consent: { value: string; text: string };
}

/** First the State, then the letter: the consent must name the State, even without scripts. */
export function WriteLetterPage({ slug, locale, recipients, to, ...form }: WriteProps): VNode {
  const t = letterTexts(locale);
  const path = `/petitions/${slug}/letter`;
  return (
    <Layout locale={locale} title={t.title} path={path} {...(to && { script: signScript.path })}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {to ? (
        <>
          <p>
            <strong>{t.to({ state: to.name })}</strong>{' '}
            <a href={`${path}?lang=${locale}${carrying(form.input.source)}`} class="quiet">
              {t.other}
            </a>
          </p>
          <LetterForm action={path} locale={locale} to={to.iso} {...form} />
        </>
      ) : (
        <ChooseState path={path} locale={locale} recipients={recipients} input={form.input} />
      )}
      <Rules locale={locale} />
      <p>
        <a href={`/petitions/${slug}?lang=${locale}`}>{texts(locale).thanks.back}</a>
      </p>
    </Layout>
  );
}

/** Why a letter is rejected, and how to object. */
function Rules({ locale }: { locale: Locale }): VNode {
  const { heading, lead } = letterTexts(locale).rules;
  const { reason, appeal } = letterStatusTexts(locale);
  return (
    <details>
      <summary>{heading}</summary>
      <p>{lead}</p>
      <ul>
        {Object.values(reason).map((why) => (
          <li>{why}</li>
        ))}
      </ul>
      <p>
        {appeal} <a href={`/contact?lang=${locale}`}>{legalTexts(locale).nav.contact}</a>
      </p>
    </details>
  );
}

/** Where the writer lives, and whom the letter is for; by default the State the writer lives in. */
function ChooseState({
  path,
  locale,
  recipients,
  input: { country, source },
}: {
  path: string;
  locale: Locale;
  recipients: readonly Recipient[];
  input: LetterInput;
}) {
  const t = letterTexts(locale).choose;
  return (
    <form class="card narrow" method="get" action={path}>
      {country !== '' && (
        <p class="notice error" role="alert">
          {t.none}
        </p>
      )}
      <input type="hidden" name="lang" value={locale} />
      {source !== '' && <input type="hidden" name="source" value={source} />}
      <Frame name="country" label={t.country} problem={undefined}>
        <select id="country" name="country" required>
          <option value="">{texts(locale).form.chooseCountry}</option>
          {countryList(locale).map(({ code, name }) => (
            <option value={code} selected={country === code}>
              {name}
            </option>
          ))}
        </select>
      </Frame>
      <Frame name="to" label={t.to} problem={undefined}>
        <select id="to" name="to">
          <option value="">{t.own}</option>
          {recipients.map(({ iso, name }) => (
            <option value={iso}>{name}</option>
          ))}
        </select>
      </Frame>
      <button class="button" type="submit">
        {t.button}
      </button>
    </form>
  );
}

/** Shows the same to everyone who sent the form. */
export function LetterSentPage({ slug, locale }: { slug: string; locale: Locale }): VNode {
  const t = letterTexts(locale).sent;
  return (
    <Layout locale={locale} title={t.title} path={`/petitions/${slug}/letter/sent`}>
      <h1>{t.title}</h1>
      <p class="lead">{t.body}</p>
      <ol>
        {t.steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <p>
        <a href={`/petitions/${slug}?lang=${locale}`}>{texts(locale).thanks.back}</a>
      </p>
    </Layout>
  );
}

/** The letter as it will be forwarded, and the button to confirm it; afterwards its status. */
export function ConfirmLetterPage({
  letter,
  locale,
  changed,
}: {
  letter: MailedLetter;
  locale: Locale;
  changed: boolean;
}): VNode {
  const t = letterTexts(locale);
  const waits = letter.status === 'unconfirmed';
  const details: [string, string][] = [
    [t.choose.to, countryName(letter.iso, locale)],
    [texts(locale).confirm.name, letter.name],
    [texts(locale).confirm.country, countryName(letter.country, locale)],
  ];
  return (
    <Layout locale={locale} title={t.confirm.title} path={null}>
      <h1>{waits ? t.confirm.title : t.confirm.done}</h1>
      {changed && (
        <p class="notice error" role="alert">
          {t.confirm.changed}
        </p>
      )}
      <p class="notice">{waits ? t.confirm.lead : letterStatusTexts(locale).status[letter.status]}</p>
      <dl class="details">
        {details.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <section class="card">
        <h2>{t.text}</h2>
        {letter.text.split('\n\n').map((paragraph) => (
          <p class="lines" dir="auto">
            {paragraph}
          </p>
        ))}
      </section>
      {waits ? (
        <form method="post">
          <input type="hidden" name="shown" value={letter.shown} />
          <button class="button" type="submit">
            {t.confirm.button}
          </button>
        </form>
      ) : (
        <p>
          <a href={`/me?lang=${locale}`}>{myDataTexts(locale).link}</a>
        </p>
      )}
    </Layout>
  );
}
