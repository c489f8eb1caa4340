import type { VNode } from 'preact';
import type { LedgerService } from '../../treaties/ledger.service.js';
import type { PositionsService } from '../../treaties/positions.service.js';
import { capital, inWords, OnDay, Source } from '../frame/words.js';

/** An event with the staff involved. */
export type StaffEvent = Awaited<ReturnType<LedgerService['waiting']>>[number];
/** A valid event. */
export type HeldEvent = Awaited<ReturnType<PositionsService['rows']>>[number]['events'][number];

/** `notice received on 2025-06-27`; an unknown day is reported as unknown. */
export const eventText = ({ kind, consentKind, on, in: period }: HeldEvent): string =>
  `${inWords(kind)}${consentKind === null ? '' : ` (${consentKind})`} ${on === null ? `in ${period}` : `on ${on}`}`;

/** What happened, what it refers to or corrects, and the note. @param others the events it may refer to */
export function WhatHappened({ event, others }: { event: StaffEvent; others: readonly HeldEvent[] }): VNode {
  const { kind, consentKind, voids, supersedes, relatesTo, note } = event;
  const named = (wanted: string): string => {
    const found = others.find(({ id, root }) => id === wanted || root === wanted);
    return found ? eventText(found) : 'an event that was corrected since';
  };
  return (
    <>
      {voids ? <strong>Never happened: {inWords(kind)}</strong> : capital(inWords(kind))}
      {consentKind !== null && ` (${consentKind})`}
      {relatesTo !== null && !voids && <p class="quiet">Answers: {named(relatesTo)}</p>}
      {supersedes !== null && <p class="quiet">{`${voids ? 'Voids' : 'Corrects'}: ${named(supersedes)}`}</p>}
      {note !== null && <p class="quiet">{note}</p>}
    </>
  );
}

/** The day, or the period with a word on its precision. */
export const WhenItHappened = ({ event }: { event: HeldEvent }): VNode =>
  event.on !== null ? (
    <OnDay day={event.on} />
  ) : (
    <>
      {event.in}
      <p class="quiet">{`only the ${event.in?.length === 7 ? 'month' : 'year'} is known; counts from the latest day it can have been`}</p>
    </>
  );

export const SourceOfEvent = ({ event }: { event: HeldEvent }): VNode => (
  <>
    <Source url={event.sourceUrl}>{event.sourceTitle}</Source>
    <p class="quiet">
      {event.notification !== null && `${event.notification}; `}
      {`as of ${event.asOf}; confidence ${event.confidence}`}
    </p>
  </>
);

/** Which State, under which convention. */
export const StateCell = ({ event }: { event: StaffEvent }): VNode => (
  <>
    {event.names.en} <span class="quiet">{event.convention}</span>
  </>
);
