import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { texts } from '../texts/texts.js';
import { longDate } from './figures.js';

/** The petition's text; markers such as [C12] become numbered links to the list of sources. */
export function PetitionText({ page, locale }: { page: PetitionPage; locale: Locale }): VNode {
  const t = texts[locale].petition;
  const keys = sourceOrder(page);
  const sources = keys.map((key) => page.sources.find((source) => source.key === key)).filter((source) => source !== undefined);
  return (
    <article class="text">
      <p class="lead">{page.text.summary}</p>
      {page.text.sections.map((section) => (
        <section>
          <h2>{section.heading}</h2>
          {section.paragraphs.map((paragraph) => (
            <p>{withNotes(paragraph, keys)}</p>
          ))}
        </section>
      ))}
      <section>
        <h2>{t.ask}</h2>
        <ul>
          {page.text.ask.map((item) => (
            <li>{withNotes(item, keys)}</li>
          ))}
        </ul>
      </section>
      <section class="sources">
        <h2>{t.sources}</h2>
        <ol>
          {sources.map((source) => (
            <li id={`source-${source.key}`}>
              <span lang="en">{source.title}</span>{' '}
              <span class="quiet">
                ({t.asOf(longDate(source.asOf, locale))}; {source.key})
              </span>
            </li>
          ))}
        </ol>
      </section>
    </article>
  );
}

const marker = /\[([A-Z0-9-]+)\]/g;

/** Source keys in the order the text first names them, which is the order of the notes. */
function sourceOrder(page: PetitionPage): string[] {
  const everything = [...page.text.sections.flatMap((section) => section.paragraphs), ...page.text.ask].join(' ');
  return [...new Set([...everything.matchAll(marker)].map((match) => match[1] ?? ''))];
}

function withNotes(text: string, keys: string[]): (string | VNode)[] {
  return text.split(marker).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <sup>
        <a href={`#source-${part}`}>[{keys.indexOf(part) + 1}]</a>
      </sup>
    ),
  );
}
