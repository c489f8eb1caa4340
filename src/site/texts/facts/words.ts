import type { ConsentKind, Confidence, EventKind, Precision } from '../../../treaties/event.values.js';
import type { ConventionCode, Position } from '../../../treaties/position.status.js';

/** The words of the pages about facts: states, conventions, claims, calendar, open data. Dates and numbers come as the language writes them. */
export interface FactsTexts {
  nav: { label: string; petition: string; states: string; claims: string; calendar: string; data: string };
  /** What a state is towards a convention, as a label. */
  position: Record<Position, string>;
  /** One sentence each, for legends. */
  positionHelp: Record<Position, string>;
  event: Record<EventKind, string>;
  consent: Record<ConsentKind, string>;
  confidence: Record<Confidence, string>;
  /** How well the day of an event is known; only the less exact ones are said. */
  precision: Record<Exclude<Precision, 'day'>, (shown: string) => string>;
  provisional: string;
  provisionalHelp: string;
  since: (date: string) => string;
  asOf: (date: string) => string;
  source: {
    heading: string;
    notification: (number: string) => string;
    /** For sources we know by title only. */
    noLink: string;
    confidence: (level: string) => string;
  };
  states: { title: string; lead: string; name: string; region: string; caption: string };
  state: {
    title: (name: string) => string;
    position: string;
    timeline: string;
    noEvents: string;
    official: string;
    capital: string;
    region: string;
    group: string;
    bordersRussia: string;
    all: string;
    note: string;
  };
  clock: {
    heading: string;
    received: (date: string) => string;
    running: (date: string, daysLeft: number, daysShown: string) => string;
    condition: string;
    withdrawn: (date: string) => string;
    held: (date: string) => string;
    revoked: (date: string) => string;
    clamped: string;
    stated: string;
  };
  convention: {
    lead: (adoptedOn: string, place: string, inForceOn: string) => string;
    depositary: (name: string) => string;
    onDay: (date: string) => string;
    chooseDay: string;
    show: string;
    /** The number the depositary prints: bound or about to be. */
    parties: (n: number, shown: string) => string;
    inForceFor: (n: number, shown: string) => string;
    signatories: (n: number, shown: string) => string;
    withdrawn: (n: number, shown: string) => string;
    curve: string;
    curveHelp: (first: string, last: string, peak: string, peakOn: string, now: string) => string;
    provisions: string;
    article: (n: string) => string;
    table: string;
    status: string;
    official: string;
    download: string;
  };
  map: {
    heading: string;
    help: string;
    dots: string;
    noPosition: string;
    title: (convention: string, date: string) => string;
  };
  claims: {
    title: string;
    lead: string;
    verdict: { true: string; corrected: string };
    checked: (date: string) => string;
    sources: string;
    empty: string;
    retired: (date: string) => string;
  };
  calendar: {
    title: string;
    lead: string;
    type: Record<
      'withdrawal_effective' | 'meeting' | 'entry_into_force' | 'observance' | 'deadline' | 'anniversary',
      string
    >;
    verification: Record<'verified' | 'computed' | 'scheduled', string>;
    both: string;
    subscribe: string;
    changes: string;
    upcoming: string;
    past: string;
    empty: string;
    /** A day that falls on a weekend. */
    weekend: (weekday: string) => string;
  };
  data: {
    title: string;
    lead: string;
    states: string;
    positions: (convention: string) => string;
    events: (convention: string) => string;
    claims: string;
    json: string;
    licenceHeading: string;
    licence: string;
    map: string;
    noWarranty: string;
  };
  home: {
    argument: string;
    whole: string;
    where: string;
    parties: (shown: string, convention: string) => string;
    statements: string;
  };
  conventionShort: Record<ConventionCode, string>;
}
