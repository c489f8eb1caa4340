import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PositionsOnDay } from '../../treaties/positions.service.js';
import type { StateFacts } from '../../treaties/states.service.js';
import { factsTexts, geography, registerTexts } from '../texts.js';
import { number } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import { PositionLabel, Since, TotalsExplained, VerifiedThrough } from './position.js';
import type { PublicFrame } from './public-frame.js';

export interface StatesPageProps extends PublicFrame {
  states: readonly StateFacts[];
  /** Today's positions, one list per convention. */
  conventions: readonly PositionsOnDay[];
}

/** Every state with its position under both conventions. */
export function StatesPage({ states, conventions, locale, ...frame }: StatesPageProps): VNode {
  const t = factsTexts(locale);
  const byIso = conventions.map(({ positions }) => new Map(positions.map((row) => [row.iso, row])));
  return (
    <Layout locale={locale} title={t.states.title} description={t.states.lead} path="/states" {...frame}>
      <h1>{t.states.title}</h1>
      <p class="lead">{t.states.lead}</p>
      {conventions.map(({ convention, totals }) => (
        <section>
          <p>
            <a href={`/conventions/${convention}?lang=${locale}`}>
              {t.home.parties({ shown: number(totals.parties, locale), convention: t.conventionShort[convention] })}
            </a>
          </p>
          <VerifiedThrough totals={totals} locale={locale} />
          <TotalsExplained totals={totals} locale={locale} />
        </section>
      ))}
      <p class="quiet">{registerTexts(locale).designations}</p>
      <div class="scroll" role="region" aria-label={t.states.caption} tabindex={0}>
        <table class="list">
          <caption class="quiet">{t.states.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{t.states.name}</th>
              {conventions.map(({ convention }) => (
                <th scope="col">
                  <abbr title={t.conventionShort[convention]}>{convention}</abbr>
                </th>
              ))}
              <th scope="col" class="wide">
                {t.states.region}
              </th>
            </tr>
          </thead>
          <tbody>
            {states.map(({ iso, name, subregion }) => (
              <tr>
                <th scope="row">
                  <a href={`/states/${iso}?lang=${locale}`}>{name}</a>
                </th>
                {byIso.map((rows) => (
                  <td>{cell(rows.get(iso), locale)}</td>
                ))}
                <td class="wide">{geography(subregion, locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Layout>
  );
}

const cell = (row: PositionsOnDay['positions'][number] | undefined, locale: Locale): VNode | null =>
  row ? (
    <>
      <PositionLabel position={row.position} locale={locale} /> <Since {...row} locale={locale} />
    </>
  ) : null;
