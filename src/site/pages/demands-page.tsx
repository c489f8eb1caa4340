import type { VNode } from 'preact';
import type { DemandsOnDay } from '../../campaigns/demands/demand-views.service.js';
import type { DemandSummary } from '../../campaigns/demands/demand-view.schema.js';
import { demandStatuses } from '../../campaigns/demands/demand.status.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import type { Locale } from '../../platform/http/locale.js';
import { longDate, number } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

export interface DemandsPageProps extends PublicFrame, DemandsOnDay {
  /** By the short name of the demand, where there are several campaigns */
  campaigns: ReadonlyMap<string, { slug: string; name: string }>;
}

/** Everything the campaign asks, with addressee, day and how many addressees have which status. */
export function DemandsPage({ on, lettersPublic, demands, campaigns, locale, ...frame }: DemandsPageProps): VNode {
  const t = demandTexts(locale);
  const standing = demands.filter(({ lifecycle }) => lifecycle === 'published');
  const withdrawn = demands.filter(({ lifecycle }) => lifecycle === 'withdrawn');
  return (
    <Layout locale={locale} title={t.title} description={t.lead} path="/demands" {...frame}>
      <h1>{t.title}</h1>
      <p class="lead">{t.lead}</p>
      {standing.length === 0 && <p>{t.none}</p>}
      {standing.map((demand) => (
        <Demand demand={demand} locale={locale} campaign={campaigns.get(demand.slug)} />
      ))}
      {withdrawn.length > 0 && <h2>{t.withdrawnHeading}</h2>}
      {withdrawn.map((demand) => (
        <Demand demand={demand} locale={locale} campaign={campaigns.get(demand.slug)} under />
      ))}
      <p class="quiet">
        {t.asOf({ date: longDate(on, locale) })}. {!lettersPublic && t.notPublic}
      </p>
      <p>
        <a href={`/demands.atom?lang=${locale}`}>{t.feed}</a>
      </p>
    </Layout>
  );
}

interface DemandProps {
  demand: DemandSummary;
  locale: Locale;
  /** Where there are several */
  campaign: { slug: string; name: string } | undefined;
  under?: boolean;
}

function Demand({ demand, locale, campaign, under }: DemandProps): VNode {
  const Heading = under ? 'h3' : 'h2';
  return (
    <section class="card">
      <Heading>
        <a href={`/demands/${demand.slug}?lang=${locale}`}>{demand.title}</a>
      </Heading>
      {campaign && (
        <p class="quiet">
          <a href={`/campaigns/${campaign.slug}?lang=${locale}`}>{campaign.name}</a>
        </p>
      )}
      <ShortTerms demand={demand} locale={locale} />
      <StatusCounts demand={demand} locale={locale} />
    </section>
  );
}

/** Of whom and by when, for the list. */
function ShortTerms({ demand, locale }: { demand: DemandSummary; locale: Locale }): VNode {
  const t = demandTexts(locale);
  const { addressee, due } = demand;
  return (
    <>
      <p>{t.labelled({ label: t.labels.addressee, shown: addressee.name })}</p>
      {due !== null && (
        <p>
          <time dateTime={due}>{t.labelled({ label: t.labels.by, shown: longDate(due, locale) })}</time>
        </p>
      )}
    </>
  );
}

/** Of whom, what, by when, in whose name, and since when. */
export function DemandTerms({ demand, locale }: { demand: DemandSummary; locale: Locale }): VNode {
  const t = demandTexts(locale);
  const { addressee, acts, due, statedOn, inTheNameOf } = demand;
  const { kind, code, name } = addressee;
  const asked = new Intl.ListFormat(locale, { type: 'unit' }).format(acts.map((act) => t.acts[act]));
  const rows: [string, VNode | string][] = [
    [t.labels.addressee, kind === 'state' ? <a href={`/states/${code ?? ''}?lang=${locale}`}>{name}</a> : name],
    // "Something else" alone says nothing: the words of the demand do.
    ...(acts.every((act) => act === 'other') ? [] : [[t.labels.acts, asked] satisfies [string, string]]),
    [t.labels.by, due === null ? t.noDay : <time dateTime={due}>{longDate(due, locale)}</time>],
    [t.labels.statedOn, <time dateTime={statedOn}>{longDate(statedOn, locale)}</time>],
    [t.labels.inNameOf, inTheNameOf ?? t.ofCampaign],
  ];
  return (
    <dl class="details">
      {rows.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How many addressees have which status; of a single one, its status. */
export function StatusCounts({ demand, locale }: { demand: DemandSummary; locale: Locale }): VNode {
  const t = demandTexts(locale);
  const counted = demandStatuses.filter((status) => (demand.counts[status] ?? 0) > 0);
  if (demand.addresseeCount === 1)
    return (
      <p class="count">
        <strong>
          {t.labelled({ label: t.labels.status, shown: counted.map((status) => t.status[status]).join() })}
        </strong>
      </p>
    );
  return (
    <>
      <p class="count">
        <strong>{t.states({ n: demand.addresseeCount })}</strong>
      </p>
      <ul class="totals">
        {counted.map((status) => (
          <li>{t.labelled({ label: t.status[status], shown: number(demand.counts[status] ?? 0, locale) })}</li>
        ))}
      </ul>
    </>
  );
}
