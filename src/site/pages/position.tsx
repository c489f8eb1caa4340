import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { positions as allPositions, type Position } from '../../treaties/position.status.js';
import type { PositionsOnDay } from '../../treaties/positions.service.js';
import type { FactSource } from '../../treaties/treaties.schema.js';
import { Legend, WorldMap } from '../../platform/map/world-map.js';
import { fillClass } from '../../platform/map/palette.js';
import { worldSvg } from '../assets.js';
import { factsTexts } from '../texts/facts/texts.js';
import { longDate, number } from './figures.js';

/** A position in words, with its colour beside it. */
export const PositionLabel = ({ position, locale }: { position: Position; locale: Locale }): VNode => (
  <span class="position-label">
    <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <rect x="1" y="1" width="14" height="14" rx="2" class={fillClass(position)} />
    </svg>{' '}
    {factsTexts[locale].position[position]}
  </span>
);

/** `since 1 June 2006`, and whether that is certain. */
export function Since({ since, provisional, locale }: { since: string | null; provisional: boolean; locale: Locale }): VNode {
  const t = factsTexts[locale];
  return (
    <>
      {since !== null && <span class="quiet">{t.since(longDate(since, locale))}</span>}
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

/** A source in one line: title with link, day, confidence, notification. */
export function SourceLine({ source, locale }: { source: FactSource; locale: Locale }): VNode {
  const t = factsTexts[locale];
  return (
    <span class="source">
      <span lang="en">{source.url ? <a href={source.url}>{source.title}</a> : source.title}</span>
      <span class="quiet">
        {' '}
        ({t.asOf(longDate(source.asOf, locale))}; {t.source.confidence(t.confidence[source.confidence])}
        {source.notification && `; ${t.source.notification(source.notification)}`}
        {!source.url && `; ${t.source.noLink}`})
      </span>
    </span>
  );
}

/** The map of a convention on a day, with its legend. @param tableHref where the same stands in words */
export function PositionMap({ on, locale, tableHref }: { on: PositionsOnDay; locale: Locale; tableHref: string }): VNode {
  const t = factsTexts[locale];
  const entries = on.positions.map(({ iso, iso3, name, position, since }) => ({
    iso,
    iso3,
    fill: position,
    href: `/states/${iso}?lang=${locale}`,
    label: `${name}: ${t.position[position]}${since === null ? '' : ` ${t.since(longDate(since, locale))}`}`,
  }));
  const shown = allPositions.filter((position) => on.totals.byPosition[position] > 0);
  const id = `map-help-${on.convention}`;
  return (
    <figure class="map-figure">
      <WorldMap
        shapes={worldSvg.path}
        entries={entries}
        title={t.map.title(on.convention, longDate(on.on, locale))}
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
            { fill: 'none' as const, text: t.map.noPosition },
          ]}
        />
        <p class="quiet" id={id}>
          {t.map.help} {t.map.dots}
        </p>
      </figcaption>
    </figure>
  );
}
