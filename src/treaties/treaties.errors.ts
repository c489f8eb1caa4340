import { DomainError, type Fault } from '../platform/errors.js';

export class StateUnknown extends DomainError {
  readonly code = 'state.unknown';
  readonly httpStatus = 404;
  constructor() {
    super('There is no state with this code. Codes are ISO 3166-1 alpha-2, e.g. NO; Kosovo is XK.');
  }
}

export class ConventionUnknown extends DomainError {
  readonly code = 'convention.unknown';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such convention. The codes are APMBC and CCM.');
  }
}

export class EventNotFound extends DomainError {
  readonly code = 'ledger.event_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such event in the ledger.');
  }
}

/** Why the ledger refuses an event. */
export const ledgerRefusals = [
  'ledger.already_consented',
  'ledger.before_convention',
  'ledger.duplicate',
  'ledger.has_answers',
  'ledger.in_future',
  'ledger.nothing_answered',
  'ledger.notice_running',
  'ledger.relates_ambiguous',
  'ledger.relates_unknown',
  'ledger.revoked_too_late',
  'ledger.signed_after_consent',
  'ledger.source_older',
  'ledger.supersedes_other',
  'ledger.supersedes_unknown',
  'ledger.too_early',
  'ledger.too_late',
  'ledger.withdrawal_before_consent',
] as const;

/** The ledger refuses an event; `field` is the one to check. */
export class LedgerRefused extends DomainError {
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[];
  constructor(
    readonly code: (typeof ledgerRefusals)[number],
    field: string,
    sentence: string,
  ) {
    super(sentence);
    this.faults = [
      { pointer: `/${field}`, code, detail: sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '') },
    ];
  }
}

/** An event was already reviewed, or superseded meanwhile. */
export class ReviewDone extends DomainError {
  readonly code = 'ledger.review_done';
  readonly httpStatus = 409;
  constructor() {
    super('This event was already reviewed.');
  }
}

/** Two-person rule: the person who entered an event cannot verify it. */
export class OwnEvent extends DomainError {
  readonly code = 'ledger.own_event';
  readonly httpStatus = 409;
  constructor() {
    super('You entered this event yourself. Another person must verify it.');
  }
}

/** A list that cannot be imported into the ledger; nothing was written. Codes: `ledger.import_…`. */
export class ImportRefused extends DomainError {
  readonly httpStatus = 422;
  /** @param problems one sentence each, with the line of the file where there is one */
  constructor(
    readonly code: `ledger.import_${string}`,
    readonly problems: readonly string[],
  ) {
    super(problems.join('\n'));
  }
}
