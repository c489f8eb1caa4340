import type { VNode } from 'preact';
import type { CampaignText } from '../../campaigns/campaign-texts.service.js';
import type { Locale } from '../../platform/http/locale.js';
import { utcDay } from '../../platform/clock.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import type { PositionsOnDay } from '../../treaties/positions.service.js';
import { factsTexts, texts } from '../texts.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { Countdown, Counter } from './figures.js';
import { Layout } from './layout.js';
import { Argument } from './petition-text.js';
import { PositionMap, VerifiedThrough } from './position.js';
import type { PublicFrame } from './public-frame.js';
import type { UpdateSummary } from '../../updates/writing/update-views.service.js';
import { LatestUpdates } from './update-pages.js';
import { languageAttributes } from './language-attributes.js';

export interface HomePageProps extends PublicFrame {
  /** Path of the page */
  path: string;
  /** Name of the campaign */
  name: string;
  /** What it is, in a sentence; null where nobody has said */
  lead: string | null;
  pages: readonly PetitionPage[];
  /** Today's positions, one list per convention. */
  conventions: readonly PositionsOnDay[];
  statements: readonly CampaignText[];
  updates: readonly UpdateSummary[];
}

/** The campaign's home page: what it is, when, how many have signed, the argument with its sources, and the positions of States. */
export function HomePage({
  path,
  name,
  lead,
  pages,
  conventions,
  statements,
  updates,
  locale,
  ...frame
}: HomePageProps): VNode {
  const facts = factsTexts(locale).home;
  const [main] = pages;
  const [mines] = conventions;
  return (
    <Layout locale={locale} title={name} description={lead ?? name} path={path} {...frame}>
      <h1>{name}</h1>
      {lead !== null && <p class="lead">{lead}</p>}
      {pages.length + statements.length + updates.length === 0 && <p>{texts(locale).home.nothing}</p>}
      {main && <Countdown anchor={main.anchor} locale={locale} />}
      {pages.map((page) => (
        <Petition page={page} locale={locale} />
      ))}
      <LatestUpdates updates={updates} locale={locale} />
      {statements.length > 0 && (
        <section>
          <h2>{facts.statements}</h2>
          <ul>
            {statements.slice(0, 5).map(({ slug, texts: written, publishedAt }) => (
              <li>
                <a href={`/statements/${slug}?lang=${locale}`}>
                  <StatementTitle texts={written} locale={locale} />
                </a>{' '}
                {publishedAt && <span class="quiet">{longDate(utcDay(publishedAt), locale)}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {conventions.length > 0 && (
        <section>
          <h2>{facts.where}</h2>
          <ul class="totals">
            {conventions.map(({ convention, totals }) => (
              <li>
                <a href={`/conventions/${convention}?lang=${locale}`}>
                  {facts.parties({
                    shown: number(totals.parties, locale),
                    convention: factsTexts(locale).conventionShort[convention],
                  })}
                </a>
                <VerifiedThrough totals={totals} locale={locale} />
              </li>
            ))}
          </ul>
          {mines && (
            <PositionMap
              on={mines}
              locale={locale}
              tableHref={`/conventions/${mines.convention}?lang=${locale}#table`}
            />
          )}
        </section>
      )}
      {main && (
        <article class="text">
          <h2>{facts.argument}</h2>
          <Argument page={main} locale={locale} sections={3} />
          <p>
            <a href={`/petitions/${main.figures.slug}?lang=${locale}`}>{facts.whole}</a>
          </p>
        </article>
      )}
    </Layout>
  );
}

const Petition = ({ page, locale }: { page: PetitionPage; locale: Locale }): VNode => (
  <section class="card">
    <h2>{page.text.title}</h2>
    <p>{page.text.summary}</p>
    <Counter page={page} locale={locale} />
    <p>
      <a class="button" href={`/petitions/${page.figures.slug}?lang=${locale}`}>
        {texts(locale).home.read}
      </a>
    </p>
  </section>
);

function StatementTitle({ texts: written, locale }: { texts: CampaignText['texts']; locale: Locale }): VNode {
  const language = written[locale] ? locale : 'en';
  return <span {...languageAttributes(language, locale)}>{written[language]?.title}</span>;
}
