import type { ComponentChildren, VNode } from 'preact';
import { fullName } from '../../platform/full-name.js';
import type { Locale } from '../../platform/http/locale.js';
import type { OwnSignature } from '../../petitions/confirmations.service.js';
import { countryName } from '../../platform/http/country-names.js';
import type { PetitionForm } from '../../petitions/form/petition-form.schema.js';
import { countLogTexts, lifeTexts, myDataTexts, texts } from '../texts.js';
import { Written } from './written.js';
import { number } from '../../platform/texts/in-words.js';
import { VersionLink } from './version-link.js';
import { ShareLinks } from './figures.js';
import { HomeLink } from './home-link.js';
import { Layout } from './layout.js';

/** The page after the form: check your email. Shows the same to everyone. */
export function ThanksPage({ slug, locale }: { slug: string; locale: Locale }): VNode {
  const t = texts(locale).thanks;
  return (
    <Layout locale={locale} title={t.heading} path={`/petitions/${slug}/thanks`}>
      <h1>{t.heading}</h1>
      <p class="lead">{t.body}</p>
      <ol>
        {t.steps.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <p>
        <a href={`/petitions/${slug}?lang=${locale}`}>{t.back}</a>
      </p>
    </Layout>
  );
}

interface LinkProps {
  signature: OwnSignature;
  locale: Locale;
  /** Texts agreed to, as they were shown. */
  agreed: string[];
  /** To the petition's own questions, as they were asked */
  answers: readonly { label: string; answer: string }[];
  /** Title of the petition. */
  title: string;
}

/** What is about to be confirmed, and the button to confirm it. */
export function ConfirmPage({ changed, ...details }: LinkProps & { changed: boolean }): VNode {
  const { signature, locale } = details;
  const t = texts(locale).confirm;
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <h1>{t.heading}</h1>
      <p class="notice" role={changed ? 'alert' : undefined}>
        {changed ? t.changed : t.notYet}
      </p>
      <p>{t.intro}</p>
      <Details {...details} />
      <form method="post">
        <input type="hidden" name="shown" value={signature.shown} />
        <button class="button" type="submit">
          {t.button}
        </button>
      </form>
    </Layout>
  );
}

/** Confirmed: the position, the consents given, and ways to share the petition. */
export function ConfirmedPage({
  url,
  shareText,
  form,
  preview,
  ...details
}: LinkProps & {
  url: string;
  shareText: string;
  form: PetitionForm;
  /** A draft: its own path, and the bar that says so */
  preview?: { path: string; bar: VNode };
}): VNode {
  const { signature, locale } = details;
  const t = texts(locale).confirmed;
  const { terms } = lifeTexts(locale);
  return (
    <Layout locale={locale} title={t.title} path={preview?.path ?? null} preview={preview?.bar ?? null}>
      <h1>{t.heading}</h1>
      {signature.position !== null && (
        <p class="lead position">{t.number({ shown: number(signature.position, locale) })}</p>
      )}
      {form.thanks ? <Written texts={form.thanks} locale={locale} /> : <p>{t.body}</p>}
      {form.nextSteps?.includes('letter') && (
        <p>
          <a class="button" href={`${url}/letter?lang=${locale}`}>
            {terms.letter}
          </a>
        </p>
      )}
      {(form.nextSteps === undefined || form.nextSteps.includes('share')) && (
        <ShareLinks url={url} text={shareText} locale={locale} />
      )}
      <section>
        <h2>{t.summary}</h2>
        <Details {...details} />
      </section>
      <p class="quiet">
        {countLogTexts(locale).own.offer} <a href={`/me?lang=${locale}`}>{myDataTexts(locale).link}</a>
      </p>
      <p>
        <a href={`${url}?lang=${locale}`}>{texts(locale).toPetition}</a>
      </p>
    </Layout>
  );
}

function Details({ signature, locale, agreed, answers, title }: LinkProps): VNode {
  const t = texts(locale).confirm;
  const rows: [string, ComponentChildren][] = [
    [t.petition, title],
    [t.version, <VersionLink slug={signature.petitionSlug} number={signature.version} locale={locale} />],
    [t.name, fullName(signature)],
    [t.country, countryName(signature.country, locale)],
    ...(signature.postalCode ? [[t.postalCode, signature.postalCode] as [string, ComponentChildren]] : []),
    ...(signature.comment ? [[t.comment, signature.comment] as [string, ComponentChildren]] : []),
    ...answers.map(({ label, answer }) => [label, answer] as [string, ComponentChildren]),
    [t.publicName, signature.showName ? t.yes : t.no],
  ];
  return (
    <>
      <dl class="details">
        {rows.map(([term, value]) => (
          <div>
            <dt>{term}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <h2>{t.agreed}</h2>
      {agreed.length === 0 ? (
        <p>{t.nothingAgreed}</p>
      ) : (
        <ul>
          {agreed.map((text) => (
            <li>{text}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** One question and one button: for "it was not me" and for unsubscribing. */
export function ActionPage({
  locale,
  action,
  done,
}: {
  locale: Locale;
  action: 'disown' | 'unsubscribe';
  done: boolean;
}): VNode {
  const t = texts(locale)[action];
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <h1>{done ? t.doneHeading : t.heading}</h1>
      <p class="lead">{done ? t.doneBody : t.body}</p>
      {!done && (
        <form method="post">
          <button class="button" type="submit">
            {t.button}
          </button>
        </form>
      )}
    </Layout>
  );
}

type ErrorKind = keyof ReturnType<typeof texts>['error'];

const kindOfCode: Record<string, ErrorKind> = {
  'link.invalid': 'link',
  'link.expired': 'expired',
  'petition.closed': 'closed',
  'petition.not_open': 'closed',
  'petition.withdrawn': 'closed',
};
const kindOfStatus: Record<number, ErrorKind> = { 404: 'notFound', 413: 'tooLarge', 429: 'tooMany', 503: 'busy' };

/** An error in the visitor's language, without any content from the request. */
export function ErrorPage({ status, locale, code }: { status: number; locale: Locale; code: string }): VNode {
  const t = texts(locale).error[kindOfCode[code] ?? kindOfStatus[status] ?? 'other'];
  return (
    <Layout locale={locale} title={t.heading} path={null}>
      <h1>{t.heading}</h1>
      <p class="lead">{t.body}</p>
      <p>
        <HomeLink locale={locale} />
      </p>
    </Layout>
  );
}
