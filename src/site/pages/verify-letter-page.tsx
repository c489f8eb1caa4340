import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { countryName } from '../../platform/http/country-names.js';
import { verifyLetterTexts } from '../texts.js';
import { longDate } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';

interface Props {
  locale: Locale;
  reference: string;
  /** Null: no letter with that reference was sent. */
  letter: { iso: string; sentOn: Date; textHash: string } | null;
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
          </>
        ) : (
          <p class="lead">{t.unknown}</p>
        )}
      </article>
    </Layout>
  );
}
