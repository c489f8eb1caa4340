import { DomainError } from '../../platform/errors.js';

/** Anyone who unsubscribed can only subscribe again themselves. */
export class PersonUnsubscribed extends DomainError {
  readonly code = 'person.unsubscribed';
  readonly httpStatus = 409;
  constructor() {
    super('This person has unsubscribed. Only the person can subscribe again.');
  }
}

export class NewsletterNotOffered extends DomainError {
  readonly code = 'consent.not_offered';
  readonly httpStatus = 409;
  constructor() {
    super('No petition offers the newsletter, so nobody can be subscribed.');
  }
}
