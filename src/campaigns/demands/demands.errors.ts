import { DomainError, type Fault } from '../../platform/errors.js';

export class DemandNotFound extends DomainError {
  readonly code = 'demand.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such demand.');
  }
}

export class DemandExists extends DomainError {
  readonly code = 'demand.exists';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[] = [
    { pointer: '/slug', code: this.code, detail: 'is the short name of another demand' },
  ];
  constructor() {
    super('There is a demand of that short name.');
  }
}

/** Somebody else saved the draft meanwhile. */
export class DemandChanged extends DomainError {
  readonly code = 'demand.changed';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody else has changed this draft. Open it again, and enter your changes there.');
  }
}

/** Published words never change, and a withdrawn demand stays withdrawn. */
export class DemandNotDraft extends DomainError {
  readonly code = 'demand.not_draft';
  readonly httpStatus = 409;
  constructor() {
    super('This demand was published. Withdraw it and state a new one that replaces it.');
  }
}

/** Only a published demand can be withdrawn, replaced or met. */
export class DemandNotPublished extends DomainError {
  readonly code = 'demand.not_published';
  readonly httpStatus = 409;
  constructor() {
    super('This demand is not published.');
  }
}

/** The publish gate. */
export class DemandIncomplete extends DomainError {
  readonly code = 'demand.incomplete';
  readonly httpStatus = 422;
  constructor(override readonly faults: readonly Fault[]) {
    super(`The demand cannot be published yet: ${faults.map(({ detail }) => detail).join('; ')}.`);
  }
}

export class EvidenceNotFound extends DomainError {
  readonly code = 'demand.evidence_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such evidence for this demand.');
  }
}

export class EvidenceDecided extends DomainError {
  readonly code = 'demand.evidence_decided';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody has already decided about this evidence.');
  }
}

export class EvidenceOwn extends DomainError {
  readonly code = 'demand.evidence_own';
  readonly httpStatus = 409;
  constructor() {
    super('Evidence is confirmed by somebody other than the person who recorded it.');
  }
}
