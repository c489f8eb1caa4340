import { DomainError } from '../../platform/errors.js';

export class NothingToCorrect extends DomainError {
  readonly code = 'correction.not_needed';
  readonly httpStatus = 409;
  constructor() {
    super('At least one of these letters no longer needs a correction. Check the list again.');
  }
}

export class CorrectionPending extends DomainError {
  readonly code = 'correction.pending';
  readonly httpStatus = 409;
  constructor() {
    super('A correction of at least one of these letters was drafted already.');
  }
}

/** One run uses one channel, for one campaign. */
export class CorrectionMixed extends DomainError {
  readonly code = 'correction.mixed';
  readonly httpStatus = 409;
  constructor() {
    super('These letters were sent through different channels or for different campaigns; correct them separately.');
  }
}
