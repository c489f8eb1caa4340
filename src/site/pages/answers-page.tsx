import type { VNode } from 'preact';
import type { PublishedState } from '../../replies/answers/published-letters.service.js';
import { countryName } from '../../platform/http/country-names.js';
import { answersTexts } from '../texts.js';
import { longDate } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

interface Props extends PublicFrame {
  states: readonly PublishedState[];
}

/** States the campaign has written to, and published replies. */
export function AnswersPage({ states, locale, ...frame }: Props): VNode {
  const t = answersTexts(locale);
  const byName = new Intl.Collator(locale);
  const named = states
    .map((state) => ({ ...state, name: countryName(state.iso, locale) }))
    .sort((a, b) => byName.compare(a.name, b.name));
  return (
    <Layout locale={locale} title={t.title} description={t.lead} path="/answers" {...frame}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {named.length === 0 ? (
        <p>{t.none}</p>
      ) : (
        <table class="list">
          <caption class="quiet">{t.how}</caption>
          <thead>
            <tr>
              <th scope="col">{t.columns.state}</th>
              <th scope="col">{t.columns.letters}</th>
              <th scope="col">{t.columns.answers}</th>
            </tr>
          </thead>
          <tbody>
            {named.map((state) => (
              <tr>
                <th scope="row">
                  <a href={`/states/${state.iso}?lang=${locale}`}>{state.name}</a>
                </th>
                <td>
                  {state.letters.map(({ reference, on }) => (
                    <p>
                      <a href={`/letters/${reference}?lang=${locale}`}>{longDate(on, locale)}</a>
                    </p>
                  ))}
                </td>
                <td>
                  {state.answers.length === 0 && <span class="quiet">{t.noAnswer}</span>}
                  {state.answers.map((answer) => (
                    <>
                      <blockquote lang={answer.locale}>{answer.quote}</blockquote>
                      <p class="quiet">{`${longDate(answer.on, locale)}: ${t.stance[answer.stance]}`}</p>
                    </>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Layout>
  );
}
