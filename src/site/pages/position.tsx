import { citedIn } from '../../claims/source-titles.texts.js';
import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { positions as allPositions, type Position } from '../../treaties/position.status.js';
import type { PositionsOnDay } from '../../treaties/positions.service.js';
import type { FactSource, PositionRow } from '../../treaties/treaties.schema.js';
import { Legend, WorldMap } from '../../treaties/map/world-map.js';
import { fillClass } from '../../treaties/map/palette.js';
import { worldSvg } from '../assets.js';
import { factsTexts, registerTexts } from '../texts.js';
import { longDate, number, periodName } from '../../platform/texts/in-words.js';

/** A position in words, with its colour. */
export const PositionLabel = ({ position, locale }: { position: Position; locale: Locale }): VNode => (
  <span class="position-label">
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <rect x="1" y="1" width="14" height="14" rx="2" class={fillClass(position)} />
    </svg>{' '}
    {factsTexts(locale).position[position]}
  </span>
);

type Standing = Pick<PositionRow, 'since' | 'sinceIn' | 'provisional' | 'specialStatus'>;

/** `since 1 June 2006`, the State's own claim, and whether that is certain. An unknown day is reported as unknown. */
export function Since({ since, sinceIn, provisional, specialStatus, locale }: Standing & { locale: Locale }): VNode {
  const t = factsTexts(locale);
  const shown = sinceText({ since, sinceIn, provisional, specialStatus }, locale);
  return (
    <>
      {shown !== '' && <span class="quiet">{shown}</span>}
      {provisional && (
        <>
          {' '}
          <abbr class="tag" title={t.provisionalHelp}>
            {t.provisional}
          </abbr>
        </>
      )}
    </>
  );
}

function sinceText({ since, sinceIn, provisional, specialStatus }: Standing, locale: Locale): string {
  const { dayUnknown, suspension } = registerTexts(locale);
  const unknown = provisional ? dayUnknown({ period: sinceIn ? periodName(sinceIn, locale) : 'none' }) : '';
  const day = since === null ? unknown : factsTexts(locale).since({ precision: 'day', date: longDate(since, locale) });
  return [day, specialStatus && suspension.label].filter(Boolean).join('; ');
}

/** How far the ledger was checked, next to all totals. */
export const VerifiedThrough = ({ totals, locale }: { totals: PositionsOnDay['totals']; locale: Locale }): VNode => {
  const { verifiedThrough, neverVerified } = registerTexts(locale);
  const day = totals.verifiedThrough;
  return <p class="quiet">{day === null ? neverVerified : verifiedThrough({ date: longDate(day, locale) })}</p>;
};

/** Why adjacent totals differ. */
export function TotalsExplained({ totals, locale }: { totals: PositionsOnDay['totals']; locale: Locale }): VNode {
  const t = registerTexts(locale);
  const { byPosition, inForce, notAdmissible } = totals;
  const shown = (n: number): string => number(n, locale);
  const listed = Object.values(byPosition).reduce((sum, n) => sum + n, 0);
  const notParty = byPosition.not_party - notAdmissible;
  return (
    <p class="quiet">
      {byPosition.contracting > 0 && `${t.contracting({ n: byPosition.contracting, inForce: shown(inForce) })} `}
      {notAdmissible > 0 && t.notParty({ shown: shown(notParty), admissible: shown(listed - notAdmissible) })}
    </p>
  );
}

/** A source in one line: title with link, day, confidence, notification. */
export function SourceLine({ source, locale }: { source: FactSource; locale: Locale }): VNode {
  const t = factsTexts(locale);
  return (
    <span class="source">
      <bdi>{source.url ? <a href={source.url}>{citedIn(source.title, locale)}</a> : citedIn(source.title, locale)}</bdi>
      <span class="quiet">
        {' '}
        ({t.asOf({ date: longDate(source.asOf, locale) })};{' '}
        {t.source.confidence({ level: t.confidence[source.confidence] })}
        {source.notification && `; ${t.source.notification({ number: source.notification })}`}
        {!source.url && `; ${t.source.noLink}`})
      </span>
    </span>
  );
}

interface PositionMapProps {
  on: PositionsOnDay;
  locale: Locale;
  /** Where the same is stated in words */
  tableHref: string;
  /** The totals are already explained above the map. */
  explained?: boolean;
}

/** The map of a convention on a day, with its legend. */
export function PositionMap({ on, locale, tableHref, explained = false }: PositionMapProps): VNode {
  const t = factsTexts(locale);
  const entries = on.positions.map(({ iso, iso3, name, position, ...standing }) => ({
    iso,
    iso3,
    fill: position,
    rim: standing.specialStatus !== null,
    href: `/states/${iso}?lang=${locale}`,
    label: [`${name}: ${t.position[position]}`, sinceText(standing, locale)].filter(Boolean).join(' '),
  }));
  const claiming = entries.filter(({ rim }) => rim);
  const shown = allPositions.filter((position) => on.totals.byPosition[position] > 0);
  const id = `map-help-${on.convention}`;
  return (
    <figure class="map-figure">
      <WorldMap
        shapes={worldSvg.path}
        entries={entries}
        title={t.map.title({ convention: on.convention, date: longDate(on.on, locale) })}
        describedBy={id}
        skip={{ href: tableHref, label: t.convention.table }}
      />
      <figcaption>
        <Legend
          items={[
            ...shown.map((position) => ({
              fill: position,
              text: `${t.position[position]} (${number(on.totals.byPosition[position], locale)})`,
            })),
            ...(claiming[0]
              ? [
                  {
                    fill: claiming[0].fill,
                    rim: true,
                    text: `${t.position[claiming[0].fill]}, ${registerTexts(locale).suspension.label} (${number(claiming.length, locale)})`,
                  },
                ]
              : []),
            { fill: 'none' as const, text: t.map.noPosition },
          ]}
        />
        <p class="quiet" id={id}>
          {t.map.help} {t.map.dots}
        </p>
        <VerifiedThrough totals={on.totals} locale={locale} />
        {!explained && <TotalsExplained totals={on.totals} locale={locale} />}
        <p class="quiet">{registerTexts(locale).designations}</p>
      </figcaption>
    </figure>
  );
}
