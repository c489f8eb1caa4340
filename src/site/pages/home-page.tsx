import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { texts } from '../texts/texts.js';
import { Countdown, number } from './figures.js';
import { Layout } from './layout.js';

/** The campaign's front door: what it is, when, and the way to each petition. */
export function HomePage({ pages, locale, publicUrl }: { pages: PetitionPage[]; locale: Locale; publicUrl: string }): VNode {
  const t = texts[locale];
  return (
    <Layout locale={locale} title={t.campaign} description={t.home.lead} path="/" canonical={`${publicUrl}/`}>
      <h1>{t.campaign}</h1>
      <p class="lead">{t.home.lead}</p>
      {pages[0] && <Countdown anchor={pages[0].anchor} locale={locale} />}
      {pages.map((page) => (
        <section class="card">
          <h2>{page.text.title}</h2>
          <p>{page.text.summary}</p>
          <p class="count">
            <strong>{t.home.count(page.figures.signatureCount, number(page.figures.signatureCount, locale))}</strong>
          </p>
          <p>
            <a class="button" href={`/petitions/${page.figures.slug}?lang=${locale}`}>
              {t.home.read}
            </a>
          </p>
        </section>
      ))}
    </Layout>
  );
}
