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

/** The token is unknown, revoked or expired; which of them is not told. */
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

/** Sends a person whose session has not proven itself lately to do so, and later back to the page they came from. */
export class StepUpNeeded extends DomainError {
  readonly code = 'auth.step_up_needed';
  readonly httpStatus: number;
  readonly location?: string;
  /** @param page null for programs, which get an error in place of a page */
  constructor(page: string | null) {
    super('Please confirm who you are first; nothing was changed.');
    this.httpStatus = page === null ? 403 : 303;
    if (page !== null) this.location = `/admin/confirm-identity?next=${encodeURIComponent(page)}`;
  }
}

/** The installation asks staff for a second factor, and this person has none yet. */
export class SecondFactorNeeded extends DomainError {
  readonly code = 'auth.second_factor_needed';
  readonly httpStatus: number;
  readonly location?: string;
  constructor(wantsPage: boolean) {
    super('Set up a second factor first, on the page of your account.');
    this.httpStatus = wantsPage ? 303 : 403;
    if (wantsPage) this.location = '/admin/account';
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

/** The time between password and second step has run out, or the form is not ours. */
export class SignInExpired extends DomainError {
  readonly code = 'staff.sign_in_expired';
  readonly httpStatus = 422;
  constructor() {
    super('This sign-in has expired. Please begin again.');
  }
}

export class PasswordWrong extends DomainError {
  readonly code = 'staff.password_wrong';
  readonly httpStatus = 422;
  constructor() {
    super('The password is not right.');
  }
}

export class CodeWrong extends DomainError {
  readonly code = 'staff.code_wrong';
  readonly httpStatus = 422;
  constructor() {
    super('The code is not right. Look at the newest one of your app, or use a recovery code.');
  }
}

/** A code that was right and has been used: seen over a shoulder, or sent twice. */
export class CodeUsed extends DomainError {
  readonly code = 'staff.code_used';
  readonly httpStatus = 422;
  constructor() {
    super('This code was used before. Wait for the next one, or use a recovery code.');
  }
}

export class TotpExists extends DomainError {
  readonly code = 'staff.totp_exists';
  readonly httpStatus = 409;
  constructor() {
    super('Codes from an app are set up already. Remove them before you set them up anew.');
  }
}

/** There is no set-up to confirm: it was begun anew in another window, or confirmed already. */
export class TotpNotBegun extends DomainError {
  readonly code = 'staff.totp_not_begun';
  readonly httpStatus = 409;
  constructor() {
    super('This set-up is not the newest one. Please begin again.');
  }
}

export class NoSecondFactor extends DomainError {
  readonly code = 'staff.no_second_factor';
  readonly httpStatus = 409;
  constructor() {
    super('Recovery codes stand in for a second factor; set one up first.');
  }
}

/** Unknown, repeated, expired or made for another site or purpose: which of them is not told. */
export class PasskeyRefused extends DomainError {
  readonly code = 'staff.passkey_refused';
  readonly httpStatus = 422;
  constructor() {
    super('The passkey was not accepted. Reload the page and try again.');
  }
}

export class PasskeyNotFound extends DomainError {
  readonly code = 'staff.passkey_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such passkey.');
  }
}

export class SessionNotFound extends DomainError {
  readonly code = 'staff.session_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such session; it may have ended by itself.');
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
