import { DomainError } from '../platform/errors.js';

export class FraudRuleNotFound extends DomainError {
  readonly code = 'fraud.rule_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such rule.');
  }
}

/** Applied twice, or undone without having been applied. */
export class FraudRuleStatusWrong extends DomainError {
  readonly code = 'fraud.rule_status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`The rule is ${status}; this is not possible now.`);
  }
}

export class NotShadowed extends DomainError {
  readonly code = 'fraud.not_shadowed';
  readonly httpStatus = 409;
  constructor() {
    super('This signature is not quarantined, or no longer exists.');
  }
}
