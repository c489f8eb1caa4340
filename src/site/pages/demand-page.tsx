import type { VNode } from 'preact';
import { claimKeysIn, claimMarker } from '../../claims/claims.schema.js';
import type { AddresseeStatus, DemandDetail } from '../../campaigns/demands/demand-view.schema.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import type { Locale } from '../../platform/http/locale.js';
import { byCode } from '../../platform/texts/by-code.js';
import { longDate, periodName } from '../../platform/texts/in-words.js';
import { answersTexts, factsTexts } from '../texts.js';
import { DemandTimeline } from './demand-timeline.js';
import { DemandTerms, StatusCounts } from './demands-page.js';
import { languageAttributes } from './language-attributes.js';
import { Layout } from './layout.js';
import { SourceList, withNotes, type NotedSource } from './notes.js';
import type { PublicFrame } from './public-frame.js';

export interface DemandPageProps extends PublicFrame {
  demand: DemandDetail;
  /** Titles of the demands it replaces or is replaced by, by short name */
  others: ReadonlyMap<string, string>;
  sources: readonly NotedSource[];
  /** What points to it */
  petitions: readonly Pointer[];
  statements: readonly Pointer[];
}

interface Pointer {
  slug: string;
  title: string;
}

/** One demand: opinion marked as opinion, the law beside it with its sources, and what became of it. */
export function DemandPage({
  demand,
  others,
  sources,
  petitions,
  statements,
  locale,
  ...frame
}: DemandPageProps): VNode {
  const t = demandTexts(locale);
  const { title, ask, reasons, law, basis, language, statedOn, inTheNameOf, addressees } = demand;
  const keys = [...new Set([...claimKeysIn([ask, ...reasons, ...law].join('\n')), ...basis])];
  const words = languageAttributes(language, locale);
  const date = longDate(statedOn, locale);
  return (
    <Layout
      locale={locale}
      title={title}
      description={ask.replace(claimMarker, '').slice(0, 200)}
      path={`/demands/${demand.slug}`}
      {...frame}
    >
      <article class="text">
        <h1>{title}</h1>
        <Fate demand={demand} others={others} locale={locale} />
        <DemandTerms demand={demand} locale={locale} />
        <StatusCounts demand={demand} locale={locale} />
        <h2>{t.ask}</h2>
        <p class="quiet">{inTheNameOf === null ? t.opinion({ date }) : t.opinionOf({ date, who: inTheNameOf })}</p>
        <p {...words}>
          <strong>{withNotes(ask, keys)}</strong>
        </p>
        <h2>{t.why}</h2>
        <p class="quiet">
          {inTheNameOf === null ? t.opinion({ date }) : t.opinionOf({ date, who: inTheNameOf })} {t.factNotes}
        </p>
        {reasons.map((paragraph) => (
          <p {...words}>{withNotes(paragraph, keys)}</p>
        ))}
        {law.length > 0 && <h2>{t.law}</h2>}
        {law.map((paragraph) => (
          <p {...words}>{withNotes(paragraph, keys)}</p>
        ))}
        {basis.length > 0 && (
          <p class="quiet">
            {`${t.labels.basis}: `}
            {basis.map((key) => (
              <>
                <a href={`#source-${key}`}>{key}</a>{' '}
              </>
            ))}
          </p>
        )}
        <h2>{t.happened}</h2>
        <p class="quiet">
          {t.asOf({ date: longDate(demand.on, locale) })}. {!demand.lettersPublic && t.notPublic}
        </p>
        <DemandTimeline demand={demand} locale={locale} />
        {(addressees.length !== 1 || addressees[0]?.iso === null) && <Addressees demand={demand} locale={locale} />}
        <Pointers heading={t.petitions} path="/petitions" pointers={petitions} locale={locale} />
        <Pointers heading={t.statements} path="/statements" pointers={statements} locale={locale} />
        <SourceList keys={keys} sources={sources} locale={locale} />
      </article>
      <p>
        <a href={`/demands?lang=${locale}`}>{t.all}</a>
      </p>
    </Layout>
  );
}

interface PointersProps {
  heading: string;
  path: string;
  pointers: readonly Pointer[];
  locale: Locale;
}

function Pointers({ heading, path, pointers, locale }: PointersProps): VNode | null {
  if (pointers.length === 0) return null;
  return (
    <section>
      <h2>{heading}</h2>
      <ul>
        {pointers.map(({ slug, title }) => (
          <li>
            <a href={`${path}/${slug}?lang=${locale}`}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether it was withdrawn, and which demand stands before or after it. */
function Fate({ demand, others, locale }: Pick<DemandPageProps, 'demand' | 'others' | 'locale'>): VNode | null {
  const t = demandTexts(locale);
  const { withdrawnOn, withdrawnReason, replaces, replacedBy } = demand;
  const link = (slug: string): VNode => <a href={`/demands/${slug}?lang=${locale}`}>{others.get(slug) ?? slug}</a>;
  if (withdrawnOn === null && replaces === null && replacedBy === null) return null;
  return (
    <div class="notice">
      {withdrawnOn !== null && (
        <p>
          <strong>{t.withdrawn({ date: longDate(withdrawnOn, locale) })}</strong>{' '}
          <span {...languageAttributes('en', locale)}>{withdrawnReason}</span>
        </p>
      )}
      {replacedBy !== null && (
        <p>
          {t.replacedBy} {link(replacedBy)}
        </p>
      )}
      {replaces !== null && (
        <p>
          {t.replaces} {link(replaces)}
        </p>
      )}
    </div>
  );
}

/** Each addressee with its status. */
function Addressees({ demand, locale }: { demand: DemandDetail; locale: Locale }): VNode {
  const t = demandTexts(locale);
  return (
    <section>
      <h2>{t.addressees}</h2>
      <div class="scroll" role="region" aria-label={t.addressees} tabindex={0}>
        <table class="list">
          <thead>
            <tr>
              <th scope="col">{t.labels.state}</th>
              <th scope="col">{t.labels.status}</th>
              <th scope="col">{t.labels.date}</th>
            </tr>
          </thead>
          <tbody>
            {demand.addressees.map((one) => (
              <tr>
                <th scope="row">
                  {one.iso === null ? one.name : <a href={`/states/${one.iso}?lang=${locale}`}>{one.name}</a>}
                </th>
                <td>
                  <StatusOf one={one} locale={locale} />
                </td>
                <td>
                  <StatusDay one={one} locale={locale} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The status in words, with the stance of a reply and what is done so far. */
export function StatusOf({ one, locale }: { one: AddresseeStatus; locale: Locale }): VNode {
  const t = demandTexts(locale);
  const stance = one.stance === null ? undefined : byCode(answersTexts(locale).stance, one.stance);
  const isPartial = one.status !== 'met' && one.metActs.length > 0;
  return (
    <>
      {t.status[one.status]}
      {stance !== undefined && <span class="quiet"> ({stance})</span>}
      {isPartial && (
        <span class="quiet">{` ${t.labels.met}: ${one.metActs.map((act) => t.acts[act]).join('; ')}`}</span>
      )}
    </>
  );
}

export const StatusDay = ({ one, locale }: { one: AddresseeStatus; locale: Locale }): VNode => {
  const { since, sinceIn } = one;
  if (since !== null) return <time dateTime={since}>{longDate(since, locale)}</time>;
  const { precision } = factsTexts(locale);
  const period = sinceIn ?? '';
  return (
    <time dateTime={period}>
      {precision[period.length === 7 ? 'month' : 'year']({ shown: periodName(period, locale) })}
    </time>
  );
};
