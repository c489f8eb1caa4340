import { diffWordsWithSpace } from 'diff';
import type { VNode } from 'preact';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { utcDay } from '../../platform/clock.js';
import type { Locale } from '../../platform/http/locale.js';
import { plainBlock } from '../../platform/texts/blocks/block.js';
import { BlockView, PictureView } from '../../platform/texts/blocks/block-view.js';
import { longDate } from '../../platform/texts/in-words.js';
import type { PetitionText } from '../../petitions/petitions.schema.js';
import type { PetitionVersion } from '../../petitions/versions/versions.schema.js';
import { texts, versionTexts } from '../texts.js';
import { languageAttributes } from './language-attributes.js';
import { Layout } from './layout.js';
import { SourceList, withNotes } from './notes.js';
import type { PublicFrame } from './public-frame.js';

export interface VersionPageProps extends PublicFrame {
  slug: string;
  version: PetitionVersion;
  before: PetitionVersion | null;
  /** Numbers of all versions, the newest first */
  numbers: readonly number[];
}

/** A version of a petition as it was published, and how it differs from the one before, word by word. */
export function VersionPage({ slug, version, before, numbers, ...frame }: VersionPageProps): VNode {
  const { locale } = frame;
  const t = versionTexts(locale);
  const path = `/petitions/${slug}/versions/${version.number}`;
  const language = version.content.texts[locale] ? locale : 'en';
  const text = version.content.texts[language];
  const [current = version.number] = numbers;
  const title = t.title({ number: version.number });
  return (
    <Layout title={title} description={text?.title ?? title} path={path} {...frame}>
      <article class="text">
        <h1>{title}</h1>
        <p class="notice">{current === version.number ? t.current : t.old({ number: current })}</p>
        <p>
          {t.published({ date: longDate(utcDay(new Date(version.publishedAt)), locale) })}
          <br />
          {t.change[version.change]} {version.reason !== null && t.reason({ reason: version.reason })}
        </p>
        <p class="quiet lines">{t.hash({ hash: version.hash })}</p>
        {text && before && <Changes text={text} before={before} language={language} locale={locale} />}
        {text && <Text text={text} version={version} language={language} locale={locale} />}
        <nav aria-label={t.all}>
          <h2>{t.all}</h2>
          <ul>
            {numbers.map((number) => (
              <li>
                <a
                  href={`/petitions/${slug}/versions/${number}?lang=${locale}`}
                  aria-current={number === version.number ? 'page' : undefined}
                >
                  {t.title({ number })}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <p>
          <a href={`/petitions/${slug}?lang=${locale}`}>{texts(locale).toPetition}</a>
        </p>
      </article>
    </Layout>
  );
}

/** The whole text, part by part, one line each: what the difference is made from. */
const linesOf = ({ title, summary, sections, ask, shareText, leadPicture, leadAlt = '' }: PetitionText): string =>
  [
    title,
    ...(leadPicture === undefined ? [] : [`${leadAlt} (picture:${leadPicture})`]),
    summary,
    ...sections.flatMap(linesOfSection),
    ...ask,
    shareText,
  ].join('\n');

/** A link whose address has changed is a difference too. */
const linesOfSection = ({ heading, paragraphs }: PetitionText['sections'][number]): string[] => [
  heading,
  ...paragraphs.map((source) => plainBlock(source, true)),
];

interface InLanguage {
  text: PetitionText;
  language: Locale;
  locale: Locale;
}

function Changes({ text, before, language, locale }: InLanguage & { before: PetitionVersion }): VNode {
  const t = versionTexts(locale);
  const earlier = before.content.texts[language];
  const parts = diffWordsWithSpace(earlier ? linesOf(earlier) : '', linesOf(text));
  return (
    <section>
      <h2>{t.diff({ number: before.number })}</h2>
      {parts.some(({ added, removed }) => added || removed) ? (
        <p class="lines" {...languageAttributes(language, locale)}>
          {parts.map(({ value, added, removed }) =>
            added ? (
              <ins aria-label={t.added}>{value}</ins>
            ) : removed ? (
              <del aria-label={t.removed}>{value}</del>
            ) : (
              value
            ),
          )}
        </p>
      ) : (
        <p>{t.same}</p>
      )}
    </section>
  );
}

function Text({ text, version, language, locale }: InLanguage & { version: PetitionVersion }): VNode {
  const { title, summary, sections, ask, leadPicture, leadAlt } = text;
  const keys = claimKeysIn([...sections.flatMap(({ paragraphs }) => paragraphs), ...ask].join(' '));
  return (
    <>
      <div {...languageAttributes(language, locale)}>
        <h2>{title}</h2>
        {leadPicture !== undefined && <PictureView picture={leadPicture} alt={leadAlt ?? ''} caption="" />}
        <p class="lead">{summary}</p>
        {sections.map(({ heading, paragraphs }) => (
          <section>
            <h3>{heading}</h3>
            {paragraphs.map((source) => (
              <BlockView source={source} show={(text) => withNotes(text, keys)} />
            ))}
          </section>
        ))}
        <h3 {...languageAttributes(locale, language)}>{texts(locale).petition.ask}</h3>
        <ul>
          {ask.map((item) => (
            <li>{withNotes(item, keys)}</li>
          ))}
        </ul>
      </div>
      <SourceList keys={keys} sources={version.content.sources} locale={locale} />
    </>
  );
}
