import { DomainError, type Fault } from '../platform/errors.js';
import { obstacleSentence, type Obstacle } from './claim.status.js';

export class ClaimNotFound extends DomainError {
  readonly code = 'claim.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such claim in the register.');
  }
}

export class ClaimRetired extends DomainError {
  readonly code = 'claim.retired';
  readonly httpStatus = 409;
  constructor() {
    super('This claim was already retired.');
  }
}

/** A text names claims that may not be used as facts, or that the register does not know. */
export class ClaimsNotUsable extends DomainError {
  readonly code = 'claim.not_usable';
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[];
  constructor(readonly problems: readonly { key: string; obstacle: Obstacle | 'unknown' }[]) {
    const sentences = problems.map(
      ({ key, obstacle }) =>
        `${key}: ${obstacle === 'unknown' ? 'it is not in the register' : obstacleSentence[obstacle]}`,
    );
    super(`The text uses claims that may not be used as facts. ${sentences.join('; ')}.`);
    this.faults = sentences.map((detail) => ({ pointer: '/text', code: 'claim.not_usable', detail }));
  }
}
