import { citedIn } from '../../claims/source-titles.texts.js';
import type { VNode } from 'preact';
import { claimMarker } from '../../claims/claims.schema.js';
import type { Locale } from '../../platform/http/locale.js';
import { essayTexts, factsTexts, texts } from '../texts.js';
import { longDate } from '../../platform/texts/in-words.js';

/** The source behind a marker. */
export interface NotedSource {
  key: string;
  title: string;
  url?: string | null;
  /** Each of them with its own address, where there are several. */
  sources?: readonly { title: string; url: string | null }[];
  /** The date it refers to. */
  asOf: string;
  /** False: the day is the one on which the register was compiled. */
  checked?: boolean;
  /** The campaign no longer relies on this fact. */
  retiredOn?: string | null;
}

/** Markers, e.g. [C12], become numbered links to the list of sources. @param keys in the order of the notes */
export function withNotes(text: string, keys: readonly string[]): (string | VNode)[] {
  return text.split(claimMarker).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <sup>
        <a href={`#source-${part}`}>[{keys.indexOf(part) + 1}]</a>
      </sup>
    ),
  );
}

/** The notes of a text, numbered like its markers. */
export function SourceList({
  keys,
  sources,
  locale,
}: {
  keys: readonly string[];
  sources: readonly NotedSource[];
  locale: Locale;
}): VNode | null {
  const t = texts(locale).petition;
  const known = keys
    .map((key) => sources.find((source) => source.key === key))
    .filter((source) => source !== undefined);
  if (known.length === 0) return null;
  return (
    <section class="sources">
      <h2>{t.sources}</h2>
      <ol>
        {known.map(({ key, title, url = null, sources: each = [{ title, url }], asOf, checked, retiredOn }) => (
          <li id={`source-${key}`}>
            <bdi>
              {each.map((source, index) => (
                <>
                  {index > 0 && '; '}
                  {source.url ? (
                    <a href={source.url}>{citedIn(source.title, locale)}</a>
                  ) : (
                    citedIn(source.title, locale)
                  )}
                </>
              ))}
            </bdi>{' '}
            <span class="quiet">
              ({(checked === false ? essayTexts(locale).compiled : t.asOf)({ date: longDate(asOf, locale) })}; {key})
            </span>
            {retiredOn && (
              <strong class="fault"> {factsTexts(locale).claims.retired({ date: longDate(retiredOn, locale) })}</strong>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
