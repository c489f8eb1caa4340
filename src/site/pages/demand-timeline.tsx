import type { VNode } from 'preact';
import type { DemandDetail, Happening } from '../../campaigns/demands/demand-view.schema.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import type { Locale } from '../../platform/http/locale.js';
import { byCode } from '../../platform/texts/by-code.js';
import { longDate, periodName } from '../../platform/texts/in-words.js';
import { answersTexts, factsTexts } from '../texts.js';
import { languageAttributes } from './language-attributes.js';

/** More States than this are counted instead of named. */
const namedAtMost = 5;

/** What happened around a demand, oldest first; what lies ahead is the day by which it is asked. */
export function DemandTimeline({ demand, locale }: { demand: DemandDetail; locale: Locale }): VNode {
  const names = new Map(demand.addressees.map(({ iso, name }) => [iso, name]));
  const isGroup = demand.addressee.kind === 'group';
  return (
    <ol class="timeline">
      {demand.timeline.map((line) => (
        <li>
          <Day line={line} locale={locale} /> <strong>{labelOf(line, locale)}</strong>
          {isGroup && line.isos.length > 0 && <p class="quiet">{whom(line.isos, names, locale)}</p>}
          {line.statement !== null && (
            <p class="quiet">
              <span {...languageAttributes('en', locale)}>{line.statement}</span>{' '}
              {line.sources.map(({ title, url }) => (
                <bdi>
                  (<a href={url}>{title}</a>)
                </bdi>
              ))}
            </p>
          )}
        </li>
      ))}
    </ol>
  );
}

/** What happened, in words. */
export function labelOf({ what, event, act, stance }: Happening, locale: Locale): string {
  const t = demandTexts(locale);
  if (what === 'ledger') return event === null ? '' : factsTexts(locale).event[event];
  const more = act === null ? byCode(answersTexts(locale).stance, stance ?? '') : t.acts[act];
  return more === undefined ? t.happenings[what] : `${t.happenings[what]}: ${more}`;
}

/** The States by name, or how many there are. @param names by ISO code */
export function whom(isos: readonly string[], names: ReadonlyMap<string | null, string>, locale: Locale): string {
  const t = demandTexts(locale);
  if (isos.length > namedAtMost) return t.states({ n: isos.length });
  return new Intl.ListFormat(locale).format(isos.map((iso) => names.get(iso) ?? iso));
}

const Day = ({ line, locale }: { line: Happening; locale: Locale }): VNode => (
  <time dateTime={line.on ?? line.in ?? ''}>{whenOf(line, locale)}</time>
);

/** The day, or the month or year where no more is known. */
export function whenOf(line: Pick<Happening, 'on' | 'in'>, locale: Locale): string {
  if (line.on !== null) return longDate(line.on, locale);
  const period = line.in ?? '';
  const { precision } = factsTexts(locale);
  return precision[period.length === 7 ? 'month' : 'year']({ shown: periodName(period, locale) });
}
