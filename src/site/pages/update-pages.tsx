import { diffWordsWithSpace } from 'diff';
import type { VNode } from 'preact';
import { claimKeysIn, claimMarker } from '../../claims/claims.schema.js';
import { utcDay } from '../../platform/clock.js';
import type { Locale } from '../../platform/http/locale.js';
import { plainBlock } from '../../platform/texts/blocks/block.js';
import { sectionsIn } from '../../platform/texts/blocks/body.js';
import { longDate } from '../../platform/texts/in-words.js';
import type { PublicUpdate, UpdateSummary } from '../../updates/writing/update-views.service.js';
import { updateTexts, versionTexts } from '../texts.js';
import { HomeLink } from './home-link.js';
import { languageAttributes } from './language-attributes.js';
import { Layout } from './layout.js';
import { SourceList, type NotedSource } from './notes.js';
import { Sections } from './petition-text.js';
import type { PublicFrame } from './public-frame.js';

interface Text {
  title: string;
  text: string;
}

export interface UpdatePageProps extends Omit<PublicFrame, 'canonical' | 'card'> {
  update: PublicUpdate;
  sources: readonly NotedSource[];
  canonical?: string;
  card?: string;
  /** A text as staff see it: its own path, the bar that says so, and when the draft was last changed; null where it is public */
  preview?: { path: string; bar: VNode; changedAt: Date | null };
}

/** The beginning of a text in plain words, for lists and link previews. */
export const leadOf = (text: string): string => {
  const [first = ''] = sectionsIn(text).flatMap(({ paragraphs }) => paragraphs);
  const letters = Array.from(plainBlock(first).replaceAll(claimMarker, '').trim());
  return letters.length > 200 ? `${letters.slice(0, 199).join('')}…` : letters.join('');
};

/** One update as it is now, its petition, and every earlier wording. */
export function UpdatePage({ update, sources, preview, ...frame }: UpdatePageProps): VNode | null {
  const { locale } = frame;
  const t = updateTexts(locale);
  const [latest, ...earlier] = update.versions;
  if (!latest) return null;
  const language = latest.texts[locale] ? locale : 'en';
  const text = latest.texts[language] ?? { title: '', text: '' };
  const keys = claimKeysIn(text.text);
  const draftOf = preview?.changedAt ?? null;
  const corrections = update.versions.filter(({ reason }) => reason !== null);
  return (
    <Layout
      title={text.title}
      description={leadOf(text.text)}
      path={preview?.path ?? `/updates/${update.slug}`}
      preview={preview?.bar ?? null}
      {...frame}
    >
      <article class="text">
        <h1 {...languageAttributes(language, locale)}>{text.title}</h1>
        {(draftOf === null || earlier.length > 0) && (
          <p class="quiet">
            <Day at={update.publishedAt} words={(date) => t.published({ date })} locale={locale} />
          </p>
        )}
        {draftOf !== null && (
          <p class="quiet">
            <Day at={draftOf} words={(date) => t.draft({ date })} locale={locale} />
          </p>
        )}
        {corrections.map(({ number, publishedAt, reason }) => (
          <p class="notice">
            {(draftOf === null || number !== latest.number) && (
              <>
                <Day at={publishedAt} words={(date) => t.corrected({ date })} locale={locale} />{' '}
              </>
            )}
            <span {...languageAttributes('en', locale)}>{t.reason({ reason: reason ?? '' })}</span>
          </p>
        ))}
        <div {...languageAttributes(language, locale)}>
          <Sections sections={sectionsIn(text.text)} keys={keys} />
        </div>
        <SourceList keys={keys} sources={sources} locale={locale} />
        <About update={update} locale={locale} />
        {earlier.length > 0 && <Earlier update={update} language={language} locale={locale} />}
      </article>
      <p>
        <a href={`/updates?lang=${locale}`}>{t.all}</a>
      </p>
    </Layout>
  );
}

/** The way to the petition; its link names the update, not the reader. */
function About({ update: { slug, petition }, locale }: { update: PublicUpdate; locale: Locale }): VNode | null {
  const t = updateTexts(locale);
  if (!petition) return null;
  return (
    <p>
      {t.about({ title: petition.title })}
      <br />
      <a class="button" href={`/petitions/${petition.slug}?lang=${locale}&source=${slug}`}>
        {t.sign}
      </a>
    </p>
  );
}

/** What each correction changed, word by word, the newest first. */
function Earlier({
  update: { versions },
  language,
  locale,
}: {
  update: PublicUpdate;
  language: Locale;
  locale: Locale;
}): VNode {
  const t = updateTexts(locale);
  const words = versionTexts(locale);
  return (
    <section>
      <h2>{t.earlier}</h2>
      {versions.slice(0, -1).map(({ texts }, index) => {
        const before = versions[index + 1];
        return (
          <details>
            <summary>{t.changes({ number: before?.number ?? 1 })}</summary>
            <p class="lines" {...languageAttributes(language, locale)}>
              {diffWordsWithSpace(plain(before?.texts[language]), plain(texts[language])).map(
                ({ value, added, removed }) =>
                  added ? (
                    <ins aria-label={words.added}>{value}</ins>
                  ) : removed ? (
                    <del aria-label={words.removed}>{value}</del>
                  ) : (
                    value
                  ),
              )}
            </p>
          </details>
        );
      })}
    </section>
  );
}

const plain = (text: Text | undefined): string =>
  text === undefined
    ? ''
    : [
        text.title,
        ...sectionsIn(text.text).flatMap(({ heading, paragraphs }) => [
          heading,
          ...paragraphs.map((source) => plainBlock(source, true)),
        ]),
      ]
        .filter((line) => line !== '')
        .join('\n');

const Day = ({ at, words, locale }: { at: Date; words: (date: string) => string; locale: Locale }): VNode => (
  <time dateTime={utcDay(at)}>{words(longDate(utcDay(at), locale))}</time>
);

/** Where the text would be, that it was withdrawn, and why. */
export function WithdrawnUpdatePage({ reason, locale }: { reason: string; locale: Locale }): VNode {
  const t = updateTexts(locale).withdrawn;
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <h1>{t.title}</h1>
      <p class="lead">{t.reason({ reason })}</p>
      <p>
        <HomeLink locale={locale} />
      </p>
    </Layout>
  );
}

/** All updates, the newest first. */
export function UpdatesPage({ updates, ...frame }: PublicFrame & { updates: readonly UpdateSummary[] }): VNode {
  const { locale } = frame;
  const t = updateTexts(locale);
  return (
    <Layout title={t.title} description={t.title} path="/updates" {...frame}>
      <h1>{t.title}</h1>
      {updates.length === 0 && <p class="lead">{t.none}</p>}
      {updates.map((update) => (
        <UpdateEntry update={update} locale={locale} />
      ))}
      <p class="quiet">{t.noTracking}</p>
      <p>
        <a href={`/updates.atom?lang=${locale}`}>{t.feed}</a>
      </p>
    </Layout>
  );
}

function UpdateEntry({ update, locale }: { update: UpdateSummary; locale: Locale }): VNode {
  const t = updateTexts(locale);
  const language = languageAttributes(update.locale, locale);
  return (
    <section class="note">
      <h2 {...language}>
        <a href={`/updates/${update.slug}?lang=${locale}`}>{update.title}</a>
      </h2>
      <p class="quiet">
        <Day at={update.publishedAt} words={(date) => t.published({ date })} locale={locale} />
      </p>
      <p {...language}>{leadOf(update.text)}</p>
    </section>
  );
}

/** The latest ones by their titles, on the page of a petition or campaign. */
export function LatestUpdates({
  updates,
  locale,
}: {
  updates: readonly UpdateSummary[];
  locale: Locale;
}): VNode | null {
  const t = updateTexts(locale);
  if (updates.length === 0) return null;
  return (
    <section>
      <h2 id="updates">{t.latest}</h2>
      <ul>
        {updates.map((update) => (
          <li>
            <a href={`/updates/${update.slug}?lang=${locale}`} {...languageAttributes(update.locale, locale)}>
              {update.title}
            </a>{' '}
            <span class="quiet">{longDate(utcDay(update.publishedAt), locale)}</span>
          </li>
        ))}
      </ul>
      <p>
        <a href={`/updates?lang=${locale}`}>{t.all}</a>
      </p>
    </section>
  );
}
