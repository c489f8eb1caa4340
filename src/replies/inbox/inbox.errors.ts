import { DomainError, TemporarilyUnavailable } from '../../platform/errors.js';

export class MailNotFound extends DomainError {
  readonly code = 'mail.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such message, or its content was erased.');
  }
}

/** A decision about a message is made once. */
export class MailDecided extends DomainError {
  readonly code = 'mail.decided';
  readonly httpStatus = 409;
  constructor() {
    super('This is not possible with the message in its current state. Check it again.');
  }
}

export class NoSuchReference extends DomainError {
  readonly code = 'mail.no_such_reference';
  readonly httpStatus = 409;
  constructor() {
    super('No sent letter has this reference.');
  }
}

/** The letter is being sent right now: its outcome is not recorded yet. Nothing was accepted. */
export class LetterInFlight extends TemporarilyUnavailable {
  constructor() {
    super('The letter is being sent right now.');
  }
}

/** More than an address accepts in an hour. Nothing was accepted. */
export class AddressBusy extends TemporarilyUnavailable {
  constructor() {
    super('This address accepts no more email for now.');
  }
}
