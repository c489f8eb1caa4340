import { DomainError } from '../platform/errors.js';
import { scopes } from './scopes.js';

/** A program sent no token, and no signed-in person stands behind the request. */
export class AuthRequired extends DomainError {
  readonly code = 'auth.required';
  readonly httpStatus = 401;
  constructor() {
    super('This needs an API token: send the header "Authorization: Bearer <token>".');
  }
}

/** The token is unknown or revoked; which of the two is not told. */
export class AuthInvalid extends DomainError {
  readonly code = 'auth.invalid';
  readonly httpStatus = 401;
  constructor() {
    super('The API token is not valid.');
  }
}

export class AuthForbidden extends DomainError {
  readonly code = 'auth.forbidden';
  readonly httpStatus = 403;
  constructor(needed: string) {
    super(`This needs the permission "${needed}".`);
  }
}

/** A form that did not come from our own page of this session. */
export class ForgedRequest extends DomainError {
  readonly code = 'auth.forged';
  readonly httpStatus = 403;
  constructor() {
    super('This form was not sent from this site, or the page is from an earlier sign-in. Reload the page and try again.');
  }
}

/** Sends a visitor who is not signed in to the sign-in page, and later back to where they wanted to go. */
export class SignInFirst extends DomainError {
  readonly code = 'auth.sign_in_first';
  readonly httpStatus = 303;
  readonly location: string;
  /** @param path without the query, which may name a person */
  constructor(path: string) {
    super('Please sign in first.');
    this.location = path === '/admin' ? '/admin/sign-in' : `/admin/sign-in?next=${encodeURIComponent(path)}`;
  }
}

/** Wrong address, wrong password, unknown or disabled account: never told apart. */
export class SignInFailed extends DomainError {
  readonly code = 'staff.sign_in_failed';
  readonly httpStatus = 422;
  constructor() {
    super('The e-mail address or the password is not right.');
  }
}

export class AccountLocked extends DomainError {
  readonly code = 'staff.locked';
  readonly httpStatus = 429;
  constructor(override readonly retryAfter: number) {
    super(`Too many failed attempts with this address. Try again in ${retryAfter} seconds.`);
  }
}

const linkStatus = { used: 409, expired: 410, invalid: 404 } as const;
const linkSentence = {
  used: 'This link has done its work already.',
  expired: 'This link has expired. Ask for a new one.',
  invalid: 'This link is not valid.',
} as const;

/** A set-up or invitation link that opens nothing (any more). Codes: `staff.setup_used`, `staff.invite_expired` and so on. */
export class StaffLinkRefused extends DomainError {
  readonly code: string;
  readonly httpStatus: number;
  constructor(kind: 'setup' | 'invite', reason: keyof typeof linkStatus) {
    super(linkSentence[reason]);
    this.code = `staff.${kind}_${reason}`;
    this.httpStatus = linkStatus[reason];
  }
}

export class StaffExists extends DomainError {
  readonly code = 'staff.exists';
  readonly httpStatus = 409;
  constructor() {
    super('There is an account with this address already.');
  }
}

export class StaffNotFound extends DomainError {
  readonly code = 'staff.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such account.');
  }
}

export class LastOwner extends DomainError {
  readonly code = 'staff.last_owner';
  readonly httpStatus = 409;
  constructor() {
    super('This is the last owner; without an owner nobody could invite people any more.');
  }
}

export class UnknownScope extends DomainError {
  readonly code = 'token.scope_unknown';
  readonly httpStatus = 422;
  constructor(given: readonly string[]) {
    super(
      `A token needs at least one scope, and only known ones (given: ${given.join(', ') || 'none'}). The scopes are ${scopes.join(', ')}.`,
    );
  }
}

export class TokenNotFound extends DomainError {
  readonly code = 'token.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such token, or it was revoked before.');
  }
}
