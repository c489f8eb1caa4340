import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { countryName } from '../../platform/http/country-names.js';
import type { VerifiedLetter } from '../../letters/sending/letters.service.js';
import { countLogTexts, verifyLetterTexts } from '../texts.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';

interface Props {
  locale: Locale;
  reference: string;
  /** Null: no letter with that reference was sent. */
  letter: VerifiedLetter | null;
}

/** Whether a letter is ours, to whom and when it was sent, and the checksum of its text. */
export function VerifyLetterPage({ locale, reference, letter }: Props): VNode {
  const t = verifyLetterTexts(locale);
  return (
    <Layout locale={locale} title={`${t.title} ${reference}`} path={`/letters/${reference}`}>
      <article class="text">
        <h1>{`${t.title} ${reference}`}</h1>
        {letter ? (
          <>
            <p class="lead">
              {t.ours({
                state: countryName(letter.iso, locale),
                day: longDate(letter.sentOn.toISOString().slice(0, 10), locale),
              })}
            </p>
            <p>{t.hash}</p>
            <p>
              <code>{letter.textHash}</code>
            </p>
            {letter.logs.map(({ titles, entries, root, url }) => (
              <p class="lines">
                {t.log({ title: titles[locale] ?? titles.en ?? '', entries: number(entries, locale) })}{' '}
                <code dir="ltr">{root}</code>
                <br />
                <a href={url}>{countLogTexts(locale).title}</a>
              </p>
            ))}
          </>
        ) : (
          <p class="lead">{t.unknown}</p>
        )}
      </article>
    </Layout>
  );
}
