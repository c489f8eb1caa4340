import type { VNode } from 'preact';
import type { PublicFact } from '../../claims/claims.schema.js';
import { essayTexts, factsTexts } from '../texts.js';
import { longDate } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

/** The facts our texts use, each with verdict, sources and the day of its last check. */
export function ClaimsPage({ facts, locale, ...frame }: PublicFrame & { facts: readonly PublicFact[] }): VNode {
  const t = factsTexts(locale).claims;
  const { confidence, source } = factsTexts(locale);
  const essay = essayTexts(locale);
  return (
    <Layout locale={locale} title={t.title} description={t.lead} path="/claims" {...frame}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>
        <a href={`/essay?lang=${locale}`}>{essay.link}</a>
      </p>
      {facts.length === 0 && <p>{t.empty}</p>}
      <ol class="facts">
        {facts.map((fact) => (
          <li id={fact.key}>
            <p>{fact.text}</p>
            {fact.corrects !== null && (
              <p class="quiet">
                {essay.corrects} <q lang="en">{fact.corrects}</q>
              </p>
            )}
            <p class="quiet">
              <strong class={`verdict ${fact.standing}`}>{t.verdict[fact.standing]}</strong> · {fact.key} ·{' '}
              {(fact.checked ? t.checked : essay.compiled)({ date: longDate(fact.lastCheckedOn, locale) })} ·{' '}
              {source.confidence({ level: isLevel(fact.confidence) ? confidence[fact.confidence] : fact.confidence })}
            </p>
            <details>
              <summary>{t.sources}</summary>
              <ul lang="en">
                {fact.sources.map(({ title, url }) => (
                  <li>{url ? <a href={url}>{title}</a> : title}</li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ol>
    </Layout>
  );
}

const isLevel = (text: string): text is 'high' | 'medium' | 'low' =>
  text === 'high' || text === 'medium' || text === 'low';
