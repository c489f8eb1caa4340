import { DomainError } from '../../platform/errors.js';

/** Who unsubscribed can only come back by themselves. */
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
    super('No petition asks for the newsletter, so that nobody can be subscribed.');
  }
}
