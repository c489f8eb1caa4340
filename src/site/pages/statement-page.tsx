import type { VNode } from 'preact';
import type { CampaignText } from '../../campaigns/campaign-texts.service.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { utcDay } from '../../platform/clock.js';
import { longDate } from '../../platform/texts/in-words.js';
import { languageAttributes } from './language-attributes.js';
import { Layout } from './layout.js';
import { SourceList, withNotes, type NotedSource } from './notes.js';
import type { PublicFrame } from './public-frame.js';
import { inLanguage } from '../../platform/texts/in-language.js';

/** A published statement of the campaign with its numbered sources. */
export function StatementPage({
  statement,
  sources,
  demand,
  locale,
  ...frame
}: PublicFrame & {
  statement: CampaignText;
  sources: readonly NotedSource[];
  demand: { slug: string; title: string } | undefined;
}): VNode {
  const { title, paragraphs } = inLanguage(statement.texts, locale);
  const language = statement.texts[locale] ? locale : 'en';
  const keys = claimKeysIn(paragraphs.join('\n'));
  const day = statement.publishedAt && utcDay(statement.publishedAt);
  return (
    <Layout
      locale={locale}
      title={title}
      description={paragraphs[0]?.slice(0, 200) ?? title}
      path={`/statements/${statement.slug}`}
      {...frame}
    >
      <article class="text">
        <h1 {...languageAttributes(language, locale)}>{title}</h1>
        {day && (
          <p class="quiet">
            <time dateTime={day}>{longDate(day, locale)}</time>
          </p>
        )}
        {paragraphs.map((paragraph) => (
          <p {...languageAttributes(language, locale)}>{withNotes(paragraph, keys)}</p>
        ))}
        {demand && (
          <p>
            <a href={`/demands/${demand.slug}?lang=${locale}`}>
              {demandTexts(locale).labelled({ label: demandTexts(locale).one, shown: demand.title })}
            </a>
          </p>
        )}
        <SourceList keys={keys} sources={sources} locale={locale} />
      </article>
    </Layout>
  );
}
