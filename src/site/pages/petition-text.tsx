import type { VNode } from 'preact';
import { useSite } from './site-frame.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import type { Locale } from '../../platform/http/locale.js';
import { BlockView } from '../../platform/texts/blocks/block-view.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { essayTexts, texts } from '../texts.js';
import { languageAttributes } from './language-attributes.js';
import { SourceList, withNotes } from './notes.js';
import { VersionLink } from './version-link.js';

/** The petition's text with its numbered sources. */
export function PetitionText({ page, locale }: { page: PetitionPage; locale: Locale }): VNode {
  const { sections, ask, summary } = page.text;
  const keys = claimKeysIn([...sections.flatMap(({ paragraphs }) => paragraphs), ...ask].join(' '));
  return (
    <article class="text" {...languageAttributes(page.text.locale, locale)}>
      <p class="lead">{summary}</p>
      <Sections sections={sections} keys={keys} />
      <section>
        <h2 {...languageAttributes(locale, page.text.locale)}>{texts(locale).petition.ask}</h2>
        <ul>
          {ask.map((item) => (
            <li>{withNotes(item, keys)}</li>
          ))}
        </ul>
      </section>
      <SourceList keys={keys} sources={page.sources} locale={locale} />
      <p {...languageAttributes(locale, page.text.locale)}>
        {useSite().essay && (
          <>
            <a href={`/essay?lang=${locale}`}>{essayTexts(locale).link}</a> ·{' '}
          </>
        )}
        <a href={`/demands?lang=${locale}`}>{demandTexts(locale).title}</a> ·{' '}
        <VersionLink slug={page.figures.slug} number={page.figures.version} locale={locale} />
      </p>
    </article>
  );
}

/** The first sections of the petition's text: its subject and the campaign's view, for the home page. */
export function Argument({
  page,
  locale,
  sections: most,
}: {
  page: PetitionPage;
  locale: Locale;
  sections: number;
}): VNode {
  const sections = page.text.sections.slice(0, most);
  const keys = claimKeysIn(sections.flatMap(({ paragraphs }) => paragraphs).join(' '));
  return (
    <>
      <Sections sections={sections} keys={keys} />
      <SourceList keys={keys} sources={page.sources} locale={locale} />
    </>
  );
}

/** Blocks under their headings, with numbered sources; what stands before the first heading has none. */
export const Sections = ({
  sections,
  keys,
}: {
  sections: PetitionPage['text']['sections'];
  keys: readonly string[];
}): VNode => (
  <>
    {sections.map(({ heading, paragraphs }) => (
      <section>
        {heading !== '' && <h2>{heading}</h2>}
        {paragraphs.map((source) => (
          <BlockView source={source} show={(text) => withNotes(text, keys)} />
        ))}
      </section>
    ))}
  </>
);
