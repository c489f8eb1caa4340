import type { VNode } from 'preact';
import type { EssaySection, EssaySentence } from '../../claims/essay.service.js';
import { essayTexts } from '../texts.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

/** The campaign's founding essay: its argument in our words, and each of its sentences with verdict, correction and sources. */
export function EssayPage({ sections, locale, ...frame }: PublicFrame & { sections: readonly EssaySection[] }): VNode {
  const t = essayTexts(locale);
  return (
    <Layout locale={locale} title={t.title} description={t.lead} path="/essay" {...frame}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      <p>{t.how}</p>
      {sections.map(({ heading, argument, sentences }) => (
        <section>
          <h2>{heading}</h2>
          <p>{argument}</p>
          <ol class="facts">{sentences.map((sentence) => Sentence(sentence, locale))}</ol>
        </section>
      ))}
      <p>
        <a href={`/claims?lang=${locale}`}>{t.facts}</a>
      </p>
    </Layout>
  );
}

function Sentence(
  { key, statement, verdict, standing, correction, sources }: EssaySentence,
  locale: PublicFrame['locale'],
): VNode {
  const t = essayTexts(locale);
  return (
    <li id={key}>
      <p>
        <q lang="en">{statement}</q>
      </p>
      <p>
        <strong class={`verdict ${standing}`}>{t.verdict[verdict as keyof typeof t.verdict] ?? verdict}</strong>{' '}
        <span lang={correction.locale}>{correction.text}</span>
      </p>
      <p class="quiet">{key}</p>
      <details>
        <summary>{t.sources}</summary>
        <ul lang="en">
          {sources.map(({ title, url }) => (
            <li>{url ? <a href={url}>{title}</a> : title}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}
