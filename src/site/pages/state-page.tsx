import type { VNode } from 'preact';
import { officialName } from '../../platform/http/country-names.js';
import type { Locale } from '../../platform/http/locale.js';
import { daysBetween } from '../../platform/day.js';
import type { StateUnderConvention } from '../../treaties/positions.service.js';
import type { StateFacts } from '../../treaties/states.service.js';
import type { PublicEvent } from '../../treaties/treaties.schema.js';
import { eventNote, factsTexts, geography, registerTexts, texts } from '../texts.js';
import { suspensionAnswers } from './suspension-answers.js';
import { longDate, number, periodName } from '../../platform/texts/in-words.js';
import { Layout } from './layout.js';
import { PositionLabel, Since, SourceLine } from './position.js';
import { StateDemands, type StateDemand } from './state-demands.js';
import type { PublicFrame } from './public-frame.js';
import { byCode } from '../../platform/texts/by-code.js';
import { marked } from '../../platform/texts/fallback.js';

export interface StatePageProps extends PublicFrame {
  state: StateFacts;
  conventions: readonly StateUnderConvention[];
  demands: readonly StateDemand[];
  today: string;
}

/** One state: its position under each convention, the clock of a notice, the timeline, and the sources. */
export function StatePage({ state, conventions, demands, today, locale, ...frame }: StatePageProps): VNode {
  const t = factsTexts(locale);
  const positions = conventions.map(({ convention, position }) => `${convention}: ${t.position[position]}`).join('; ');
  return (
    <Layout
      locale={locale}
      title={t.state.title({ name: state.name })}
      description={`${state.name}. ${positions}.`}
      path={`/states/${state.iso}`}
      {...frame}
    >
      <h1>{t.state.title({ name: state.name })}</h1>
      {conventions
        .filter(({ specialStatus }) => specialStatus === 'suspension_claimed')
        .map((one) => (
          <Suspension {...one} iso={state.iso} locale={locale} />
        ))}
      <Facts state={{ ...state, officialName: officialNameOf(state, locale) }} locale={locale} />
      {conventions.map((one) => (
        <UnderConvention {...one} today={today} locale={locale} />
      ))}
      <StateDemands demands={demands} locale={locale} />
      <p>
        <a href={`/states?lang=${locale}`}>{t.state.all}</a>
      </p>
    </Layout>
  );
}

const officialNameOf = ({ iso, officialName: english }: StateFacts, locale: Locale): string =>
  officialName(iso, english, locale) ?? marked(english);

function Facts({ state, locale }: { state: StateFacts; locale: Locale }): VNode {
  const t = factsTexts(locale).state;
  const rows: [string, string][] = [
    [t.official, officialNameOf(state, locale)],
    [t.region, geography(state.subregion, locale)],
    ...(state.regionalGroup ? [[t.group, geography(state.regionalGroup, locale)] as [string, string]] : []),
  ];
  return (
    <dl class="details">
      {rows.map(([term, value]) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {state.bordersRussia && (
        <div>
          <dt>{t.bordersRussia}</dt>
          <dd>{texts(locale).confirm.yes}</dd>
        </div>
      )}
    </dl>
  );
}

function UnderConvention({ today, locale, ...one }: StateUnderConvention & { today: string; locale: Locale }): VNode {
  const t = factsTexts(locale);
  const { convention, position, provisional, sources, checked, events, clock } = one;
  return (
    <section class="card" id={convention}>
      <h2>
        <a href={`/conventions/${convention}?lang=${locale}`}>{t.conventionShort[convention]}</a>
      </h2>
      <p class="count">
        <strong>
          <PositionLabel position={position} locale={locale} />
        </strong>{' '}
        <Since {...one} locale={locale} />
      </p>
      {provisional && <p class="notice">{t.provisionalHelp}</p>}
      {clock && <Clock clock={clock} today={today} locale={locale} />}
      <h3>{t.state.timeline}</h3>
      {events.length === 0 ? <p>{t.state.noEvents}</p> : <Timeline events={events} locale={locale} />}
      <h3>{t.source.heading}</h3>
      <ul class="source-list">
        {[
          ...sources,
          ...(checked && !sources.some(({ title }) => title === checked.title)
            ? [{ ...checked, notification: null }]
            : []),
        ].map((source) => (
          <li>
            <SourceLine source={source} locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the State claims, what the convention says about it, and who rejected it, each with its source. */
function Suspension({ iso, events, locale }: StateUnderConvention & { iso: string; locale: Locale }): VNode {
  const t = registerTexts(locale).suspension;
  const claim = events.findLast(({ kind }) => kind === 'suspension_claimed');
  const answers = events.filter(({ kind }) => kind === 'meeting_decision' || kind === 'objection');
  const argued = suspensionAnswers[iso];
  const ground = byCode(t.grounds, iso);
  const rejected = answers.some(({ kind }) => kind === 'meeting_decision');
  return (
    <div class="notice">
      <p>
        <strong>{t.claimed({ date: claim?.on ? longDate(claim.on, locale) : 'none' })}</strong> {t.noProvision}{' '}
        {rejected && t.rejected}
      </p>
      {ground !== undefined && (
        <p>
          {ground} {t.answer}{' '}
          {argued && (
            <bdi lang="en">
              (<a href={argued.url}>{argued.title}</a>)
            </bdi>
          )}
        </p>
      )}
      <ul class="source-list">
        {[...(claim ? [claim] : []), ...answers].map(({ kind, source }) => (
          <li>
            {factsTexts(locale).event[kind]}: <SourceLine source={source} locale={locale} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Clock({
  clock,
  today,
  locale,
}: {
  clock: NonNullable<StateUnderConvention['clock']>;
  today: string;
  locale: Locale;
}): VNode {
  const t = factsTexts(locale).clock;
  const day = (on: string): string => longDate(on, locale);
  const ends = clock.effective ?? clock.expiry;
  return (
    <div class="clock">
      <h3>{t.heading}</h3>
      <p>{clock.received === null ? registerTexts(locale).clockUnknown : t.received({ date: day(clock.received) })}</p>
      {clock.state === 'notice_running' && (
        <p>
          {ends !== null && (
            <strong>
              {t.running({
                date: day(ends),
                daysLeft: daysBetween(today, ends),
                daysShown: number(daysBetween(today, ends), locale),
              })}
            </strong>
          )}{' '}
          {t.condition}
        </p>
      )}
      {clock.state === 'withdrawn' && clock.effective && (
        <p>
          <strong>{t.withdrawn({ date: day(clock.effective) })}</strong>
        </p>
      )}
      {clock.state === 'held_by_armed_conflict' && clock.expiry && (
        <p>
          <strong>{t.held({ date: day(clock.expiry) })}</strong>
        </p>
      )}
      {clock.state === 'notice_revoked' && clock.revokedOn && <p>{t.revoked({ date: day(clock.revokedOn) })}</p>}
      {clock.clamped && !clock.stated && <p class="notice">{t.clamped}</p>}
      {clock.stated && <p class="quiet">{t.stated}</p>}
    </div>
  );
}

const Timeline = ({ events, locale }: { events: readonly PublicEvent[]; locale: Locale }): VNode => (
  <ol class="timeline">
    {events.map((event) => (
      <li>
        <EventDay event={event} locale={locale} /> <strong>{factsTexts(locale).event[event.kind]}</strong>
        {event.consentKind && <span> ({factsTexts(locale).consent[event.consentKind]})</span>}
        {event.note && <p class="quiet">{eventNote(event.note, locale)}</p>}
        <p class="quiet">
          <SourceLine source={event.source} locale={locale} />
        </p>
      </li>
    ))}
  </ol>
);

function EventDay({ event, locale }: { event: PublicEvent; locale: Locale }): VNode {
  const { precision } = factsTexts(locale);
  if (event.on !== null) return <time dateTime={event.on}>{longDate(event.on, locale)}</time>;
  const period = event.in ?? '';
  return (
    <time dateTime={period}>
      {precision[event.precision === 'month' ? 'month' : 'year']({ shown: periodName(period, locale) })}
    </time>
  );
}
