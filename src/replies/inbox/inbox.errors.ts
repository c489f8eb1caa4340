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
    super('This cannot be done with the message as it is now. Look at it again.');
  }
}

export class NoSuchReference extends DomainError {
  readonly code = 'mail.no_such_reference';
  readonly httpStatus = 409;
  constructor() {
    super('No letter that left has this reference.');
  }
}

/** The letter is just being sent: what became of it is not written down yet. Nothing was accepted. */
export class LetterInHand extends TemporarilyUnavailable {
  constructor() {
    super('The letter is being sent at this moment.');
  }
}

/** More than an address takes in an hour. Nothing was accepted. */
export class AddressBusy extends TemporarilyUnavailable {
  constructor() {
    super('This address takes no more mail for now.');
  }
}
