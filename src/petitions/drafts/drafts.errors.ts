import { DomainError, type Fault } from '../../platform/errors.js';

export class DraftNotFound extends DomainError {
  readonly code = 'petition.no_draft';
  readonly httpStatus = 404;
  constructor() {
    super('There are no changes to publish.');
  }
}

/** Somebody else has saved the draft, or published another version, since this page was opened. */
export class DraftChanged extends DomainError {
  readonly code = 'petition.draft_changed';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody else has changed this text meanwhile. Compare it with yours below, and save again.');
  }
}

/** The publish gate: what keeps a draft from the public. */
export class DraftIncomplete extends DomainError {
  readonly code = 'petition.draft_incomplete';
  readonly httpStatus = 422;
  constructor(override readonly faults: readonly Fault[]) {
    super('This text cannot be published yet.');
  }
}

export class OwnDraft extends DomainError {
  readonly code = 'petition.own_draft';
  readonly httpStatus = 409;
  constructor() {
    super('People have signed this petition, so somebody who has not worked on this text must publish it.');
  }
}
