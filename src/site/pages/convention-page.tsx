import type { VNode } from 'preact';
import { StepChart } from '../../platform/charts/step-chart.js';
import type { Locale } from '../../platform/http/locale.js';
import type { PositionsOnDay } from '../../treaties/positions.service.js';
import type { ConventionReference } from '../../treaties/treaties.schema.js';
import { factsTexts, lawTexts, registerTexts } from '../texts.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import { PositionLabel, PositionMap, Since, SourceLine, TotalsExplained, VerifiedThrough } from './position.js';
import type { PublicFrame } from './public-frame.js';
import { shownIn } from '../../platform/texts/in-language.js';

export interface ConventionPageProps extends PublicFrame {
  convention: ConventionReference;
  on: PositionsOnDay;
  curve: readonly { on: string; n: number }[];
  partiesToday: number;
  today: string;
}

/** One convention: totals on a day, the map, membership over time, the key provisions, and all states as a table. */
export function ConventionPage({
  convention,
  on,
  curve,
  partiesToday,
  today,
  locale,
  ...frame
}: ConventionPageProps): VNode {
  const t = factsTexts(locale);
  const day = (text: string): string => longDate(text, locale);
  const { code, names, shortNames, adoptedOn, adoptedAt, inForceOn } = convention;
  const lead = t.convention.lead({
    adoptedOn: day(adoptedOn),
    place: shownIn(adoptedAt, locale),
    inForceOn: day(inForceOn),
  });
  return (
    <Layout
      locale={locale}
      title={shownIn(shortNames, locale)}
      description={`${shownIn(names, locale)}. ${lead}`}
      path={`/conventions/${code}`}
      {...frame}
    >
      <h1>{shownIn(shortNames, locale)}</h1>
      <p class="lead">{shownIn(names, locale)}</p>
      <p>
        {lead} {t.convention.depositary({ name: shownIn(convention.depositary, locale) })}
      </p>
      <h2>{t.convention.onDay({ date: day(on.on) })}</h2>
      <Totals on={on} locale={locale} />
      <VerifiedThrough totals={on.totals} locale={locale} />
      <TotalsExplained totals={on.totals} locale={locale} />
      <form class="inline" method="get">
        <label for="on">{t.convention.chooseDay}</label>{' '}
        <input type="date" id="on" name="on" value={on.on} min={convention.openedOn} max="2099-12-31" required />
        <input type="hidden" name="lang" value={locale} />{' '}
        <button class="button small" type="submit">
          {t.convention.show}
        </button>
      </form>
      <PositionMap on={on} locale={locale} tableHref="#table" explained />
      <Curve curve={curve} openedOn={convention.openedOn} today={today} parties={partiesToday} locale={locale} />
      <Provisions convention={convention} locale={locale} />
      <LawOfTreaties code={code} locale={locale} />
      <h2 id="table">{t.convention.table}</h2>
      <p>
        <a href={`/api/v1/conventions/${code}/positions?on=${on.on}&format=csv&lang=${locale}`}>
          {t.convention.download}
        </a>
      </p>
      <Table on={on} locale={locale} />
    </Layout>
  );
}

function Totals({ on: { totals }, locale }: { on: PositionsOnDay; locale: Locale }): VNode {
  const t = factsTexts(locale).convention;
  return (
    <ul class="totals">
      <li>
        <strong>{t.parties({ n: totals.parties })}</strong>
      </li>
      <li>{t.inForceFor({ n: totals.inForce })}</li>
      <li>{t.signatories({ n: totals.byPosition.signatory })}</li>
      <li>{t.withdrawn({ n: totals.byPosition.withdrawn })}</li>
    </ul>
  );
}

function Curve({
  curve,
  openedOn,
  today,
  parties,
  locale,
}: Pick<ConventionPageProps, 'curve' | 'today' | 'locale'> & { openedOn: string; parties: number }): VNode {
  const t = factsTexts(locale).convention;
  const peak = curve.reduce((top, point) => (point.n > top.n ? point : top), { on: openedOn, n: 0 });
  const now = curve.at(-1)?.n ?? 0;
  const day = (text: string): string => longDate(text, locale);
  return (
    <section>
      <h2>{t.curve}</h2>
      <StepChart
        points={curve}
        from={openedOn}
        to={today}
        title={t.curve}
        desc={t.curveHelp({
          first: day(openedOn),
          last: day(today),
          peak: number(peak.n, locale),
          peakOn: day(peak.on),
          now: number(now, locale),
        })}
        formatDate={(on, unit) => shortDate(on, unit, locale)}
        formatNumber={(n) => number(n, locale)}
      />
      <p class="quiet">
        {t.curveHelp({
          first: day(openedOn),
          last: day(today),
          peak: number(peak.n, locale),
          peakOn: day(peak.on),
          now: number(now, locale),
        })}
        {parties > now && ` ${registerTexts(locale).notDrawn({ n: parties - now })}`}
      </p>
    </section>
  );
}

function shortDate(on: string, unit: 'year' | 'month' | 'day', locale: Locale): string {
  const parts = {
    year: { year: 'numeric' },
    month: { month: 'short', year: 'numeric' },
    day: { day: 'numeric', month: 'short' },
  } as const;
  return new Intl.DateTimeFormat(locale, { ...parts[unit], timeZone: 'UTC' }).format(new Date(on));
}

/** What the Vienna Convention adds to Article 20. */
const LawOfTreaties = ({ code, locale }: { code: string; locale: Locale }): VNode => {
  const { heading, lead, articles, noParagraph4 } = lawTexts(locale);
  return (
    <section class="text">
      <h2>{heading}</h2>
      <p>{lead}</p>
      <dl class="provisions">
        {articles.map(([article, text]) => (
          <div>
            <dt>{factsTexts(locale).convention.article({ n: article })}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {code === 'CCM' && <p>{noParagraph4}</p>}
    </section>
  );
};

const Provisions = ({ convention, locale }: { convention: ConventionReference; locale: Locale }): VNode => {
  const t = factsTexts(locale).convention;
  return (
    <section class="text">
      <h2>{t.provisions}</h2>
      <dl class="provisions">
        {convention.provisions.map(({ article, text }) => (
          <div>
            <dt>{t.article({ n: article })}</dt>
            <dd>{text[locale]}</dd>
          </div>
        ))}
      </dl>
      <ul>
        <li>
          <a href={convention.statusUrl}>{t.status}</a>
        </li>
        <li>
          <a href={convention.officialUrl}>{t.official}</a>
        </li>
      </ul>
    </section>
  );
};

function Table({ on, locale }: { on: PositionsOnDay; locale: Locale }): VNode {
  const t = factsTexts(locale);
  return (
    <div class="scroll" role="region" aria-label={t.convention.table} tabindex={0}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{t.states.name}</th>
            <th scope="col">{t.state.position}</th>
            <th scope="col" class="wide">
              {t.source.heading}
            </th>
          </tr>
        </thead>
        <tbody>
          {on.positions.map(({ iso, name, position, sources, ...standing }) => (
            <tr>
              <th scope="row">
                <a href={`/states/${iso}?lang=${locale}`}>{name}</a>
              </th>
              <td>
                <PositionLabel position={position} locale={locale} /> <Since {...standing} locale={locale} />
              </td>
              <td class="wide">
                {sources.slice(0, 1).map((source) => (
                  <SourceLine source={source} locale={locale} />
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
