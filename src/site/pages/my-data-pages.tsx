import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import type { OwnData } from '../../privacy/own-data.schema.js';
import type { OfferedConsent } from '../../supporters/consents.schema.js';
import { countLogTexts, letterTexts, myDataTexts, texts } from '../texts.js';
import { isolated, longDate } from '../../platform/texts/in-words.js';
import { Field } from './form-fields.js';
import { Layout } from './layout.js';
import { OwnContact, OwnLabels } from './own-contact.js';
import { OwnLetter } from './own-letter.js';
import { OwnSignature } from './own-signature.js';
import { byCode } from '../../platform/texts/by-code.js';

/** Asks for the mailbox whose data is requested. */
export function AskPage({
  locale,
  email = '',
  faults = [],
}: {
  locale: Locale;
  email?: string;
  faults?: readonly Fault[];
}): VNode {
  const t = myDataTexts(locale).ask;
  const code = faults[0]?.code;
  const problem =
    code === undefined ? undefined : (byCode(texts(locale).faults, code) ?? texts(locale).faults['field.invalid']);
  return (
    <Layout locale={locale} title={t.title} path="/me">
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <form class="card narrow" method="post" action={`/me?lang=${locale}`} noValidate>
        <Field
          name="email"
          label={texts(locale).form.email}
          value={email}
          problem={problem}
          type="email"
          autoComplete="email"
          maxLength={254}
          required
        />
        <button class="button" type="submit">
          {t.button}
        </button>
      </form>
    </Layout>
  );
}

/** Shows the same whether the mailbox is known or not. */
export function AskedPage({ locale }: { locale: Locale }): VNode {
  const t = myDataTexts(locale).ask;
  return (
    <Layout locale={locale} title={t.sent} path="/me/sent">
      <h1>{t.sent}</h1>
      <p class="lead">{t.sentBody}</p>
    </Layout>
  );
}

export interface MyDataProps {
  locale: Locale;
  /** Path of this page, which contains the token. */
  base: string;
  data: OwnData;
  /** After how many days backups are deleted; undefined where staff have not said. */
  backupDays: number | undefined;
  /** Optional purposes of each petition, by slug, with their texts. */
  offers: ReadonlyMap<string, readonly OfferedConsent[]>;
  /** Names of the campaigns, by slug of the petition, where there are several */
  campaigns: ReadonlyMap<string, string>;
  done?: string | undefined;
  /** The correction with errors. */
  refused?: { signatureId: string; faults: readonly Fault[]; input: Record<string, string> };
}

/** Everything held about one person, and what the person can do with it. */
export function MyDataPage({ locale, base, data, offers, campaigns, backupDays, done, refused }: MyDataProps): VNode {
  const t = myDataTexts(locale);
  const words: Record<string, string> = {
    ...t.done,
    letter: letterTexts(locale).mine.withdrawn,
    receipt_later: countLogTexts(locale).own.later,
  };
  const told = done !== undefined && Object.hasOwn(words, done) ? words[done] : undefined;
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <h1>{t.title}</h1>
      {told && (
        <p class="notice" role="status">
          {told}
        </p>
      )}
      <p class="lead">{t.lead({ address: isolated(data.email) })}</p>
      <p class="quiet">
        {t.since({ date: longDate(data.knownSince.slice(0, 10), locale) })}
        <br />
        {t.expires}
      </p>
      <p>
        <a href={`${base}/data.json`} download>
          {t.download}
        </a>{' '}
        <a href={`${base}/data.pdf?lang=${locale}`} download>
          PDF
        </a>
      </p>
      {data.signatures.length === 0 && <p>{t.none}</p>}
      {data.signatures.map((record) => (
        <OwnSignature
          record={record}
          locale={locale}
          base={base}
          offers={offers.get(record.petition.slug) ?? []}
          campaign={campaigns.get(record.petition.slug)}
          refused={refused?.signatureId === record.id ? refused : undefined}
        />
      ))}
      {data.contact && <OwnContact contact={data.contact} locale={locale} base={base} />}
      {data.labels.length > 0 && <OwnLabels labels={data.labels} locale={locale} />}
      {data.letters.length > 0 && (
        <section>
          <h2>{letterTexts(locale).mine.heading}</h2>
          {data.letters.map((letter) => (
            <OwnLetter letter={letter} locale={locale} base={base} />
          ))}
        </section>
      )}
      {data.updates.length > 0 && (
        <section class="card">
          <h2>{myDataTexts(locale).updates}</h2>
          <ul>
            {data.updates.map(({ page, title, state, settledAt }) => (
              <li>
                <a href={page}>
                  <bdi>{title}</bdi>
                </a>
                {settledAt !== null && state !== 'skipped' && ` · ${longDate(settledAt.slice(0, 10), locale)}`}
              </li>
            ))}
          </ul>
        </section>
      )}
      <StopMail locale={locale} base={base} stopped={data.unsubscribed} />
      <Forget locale={locale} base={base} backupDays={backupDays} />
    </Layout>
  );
}

const StopMail = ({ locale, base, stopped }: { locale: Locale; base: string; stopped: boolean }): VNode => {
  const t = myDataTexts(locale).stop;
  return (
    <section class="card">
      <h2>{t.heading}</h2>
      {stopped ? (
        <p>{t.stopped}</p>
      ) : (
        <form method="post" action={`${base}/stop-mail?lang=${locale}`}>
          <p>{t.body}</p>
          <button class="button small" type="submit">
            {t.button}
          </button>
        </form>
      )}
    </section>
  );
};

const Forget = ({ locale, base, backupDays }: Pick<MyDataProps, 'locale' | 'base' | 'backupDays'>): VNode => {
  const t = myDataTexts(locale).forget;
  return (
    <section class="card">
      <h2>{t.heading}</h2>
      <p>
        {t.body} {backupDays !== undefined && t.backups({ n: backupDays })}
      </p>
      <form method="post" action={`${base}/forget?lang=${locale}`}>
        <label class="check">
          <input type="checkbox" name="confirmed" value="yes" required /> {t.confirm}
        </label>
        <button class="button small" type="submit">
          {t.button}
        </button>
      </form>
    </section>
  );
};

/** Shown when nothing is held any more. */
export function ForgottenPage({ locale }: { locale: Locale }): VNode {
  const t = myDataTexts(locale).forget;
  return (
    <Layout locale={locale} title={t.done} path={null}>
      <h1>{t.done}</h1>
      <p class="lead">{t.doneBody}</p>
    </Layout>
  );
}
