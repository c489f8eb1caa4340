import { DomainError } from '../../platform/errors.js';

export class RunNotFound extends DomainError {
  readonly code = 'run.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such run.');
  }
}

export class LetterNotFound extends DomainError {
  readonly code = 'letter.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such letter.');
  }
}

/** Four eyes: nothing leaves on the word of its author alone. */
export class RunSamePerson extends DomainError {
  readonly code = 'run.same_person';
  readonly httpStatus = 409;
  constructor() {
    super('You drew this run up yourself; somebody else has to approve it.');
  }
}

/** The approval is of one plan and no other. */
export class RunChanged extends DomainError {
  readonly code = 'run.changed';
  readonly httpStatus = 409;
  constructor() {
    super('The plan is not the one you looked at any more. Look at it again.');
  }
}

/** Texts and moments stand: whoever wants another plan lifts the freeze first. */
export class RunFrozen extends DomainError {
  readonly code = 'run.frozen';
  readonly httpStatus = 409;
  constructor() {
    super('The plan of this run is frozen. Lift the freeze before you work it out again.');
  }
}

export class RunStatusRefused extends DomainError {
  readonly code = 'run.status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`This cannot be done while the run is "${status}".`);
  }
}

export class LetterStatusRefused extends DomainError {
  readonly code = 'letter.status';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`This cannot be done while the letter is "${status}".`);
  }
}
