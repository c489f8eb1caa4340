import { DomainError } from '../platform/errors.js';

export class FilterRefused extends DomainError {
  readonly code = 'osdi.filter';
  readonly httpStatus = 400;
  /** @param what continues "The filter …"; never quotes the filter, which may contain an address */
  constructor(what: string) {
    super(`The filter ${what}.`);
  }
}

export class ResourceNotFound extends DomainError {
  readonly code = 'osdi.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such resource.');
  }
}

/** Pages are numbered for people; a client that reads everything follows `next`, whose address costs the same on every page. */
export class PageTooFar extends DomainError {
  readonly code = 'osdi.page_too_far';
  readonly httpStatus = 400;
  constructor() {
    super(
      'This page is too far from the beginning to be requested by its number. Follow the link "next" from page to page.',
    );
  }
}

export class MethodNotOffered extends DomainError {
  readonly code = 'route.method';
  readonly httpStatus = 405;
  constructor(readonly allow: readonly string[]) {
    super(`Method not allowed. This resource supports ${allow.join(', ')}.`);
  }
}

/** Something in a body is not possible; none of it was done. */
export class BodyRefused extends DomainError {
  readonly code = 'osdi.body';
  readonly httpStatus = 400;
  constructor(what: string) {
    super(what);
  }
}

/** Staff have quarantined this signature: it is shown to no client. */
export class SignatureSetAside extends DomainError {
  readonly code = 'osdi.set_aside';
  readonly httpStatus = 409;
  constructor() {
    super('This signature was quarantined and is not available through the API.');
  }
}
