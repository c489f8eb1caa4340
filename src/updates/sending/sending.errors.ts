import { DomainError } from '../../platform/errors.js';

export class MailingNotFound extends DomainError {
  readonly code = 'update_mailing.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('No email is planned for this update.');
  }
}

/** Nothing reaches many people on the decision of one. */
export class MailingSamePerson extends DomainError {
  readonly code = 'update_mailing.same_person';
  readonly httpStatus = 409;
  constructor() {
    super('You wrote this update or planned its email; someone else must approve it.');
  }
}

/** An approval or a start is of exactly what was shown. */
export class MailingChanged extends DomainError {
  readonly code = 'update_mailing.changed';
  readonly httpStatus = 409;
  constructor() {
    super('The recipients or the text have changed since you viewed them. Check them again.');
  }
}

export class MailingStateRefused extends DomainError {
  readonly code = 'update_mailing.state';
  readonly httpStatus = 409;
  constructor(state: string) {
    super(`This is not possible while the email is "${state}".`);
  }
}

/** The email links to its public page. */
export class UpdateNotPublished extends DomainError {
  readonly code = 'update_mailing.not_published';
  readonly httpStatus = 409;
  constructor() {
    super('Publish the update first: its email links to the page.');
  }
}

export class ApprovalMissing extends DomainError {
  readonly code = 'update_mailing.approval_missing';
  readonly httpStatus = 409;
  constructor(above: number) {
    super(`More than ${above} people would get this email: someone else must approve it first.`);
  }
}

export class ApprovalExpired extends DomainError {
  readonly code = 'update_mailing.approval_expired';
  readonly httpStatus = 409;
  constructor() {
    super('The approval was for an earlier text or for other recipients. It must be approved again.');
  }
}

export class NumberWrong extends DomainError {
  readonly code = 'update_mailing.number';
  readonly httpStatus = 409;
  constructor(readonly now: number) {
    super(`The number you entered is not the number of recipients, which is ${now} now.`);
  }
}

export class NoRecipients extends DomainError {
  readonly code = 'update_mailing.empty';
  readonly httpStatus = 409;
  constructor() {
    super('Nobody would get this email.');
  }
}

export class MailingTooLate extends DomainError {
  readonly code = 'update_mailing.too_late';
  readonly httpStatus = 409;
  constructor() {
    super('The moment after which nothing may leave comes before the first email could leave.');
  }
}

/** A mailing of which an email has left is never planned again: its recipients would get it twice. */
export class MailingHasLeft extends DomainError {
  readonly code = 'update_mailing.has_left';
  readonly httpStatus = 409;
  constructor() {
    super('Some of these emails have left, so the recipients cannot be changed any more.');
  }
}

export class MailNotReady extends DomainError {
  readonly code = 'update_mailing.not_ready';
  readonly httpStatus = 409;
  constructor(readonly failed: readonly string[]) {
    super(`The email is not ready: ${failed.join('; ')}.`);
  }
}
