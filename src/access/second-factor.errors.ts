import { DomainError } from '../platform/errors.js';

/** The time between password and second step has expired, or the form is not ours. */
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
    super('The code is not right. Use the newest code of your app, or a recovery code.');
  }
}

/** A correct code that was already used: shoulder surfing, or a double submit. */
export class CodeUsed extends DomainError {
  readonly code = 'staff.code_used';
  readonly httpStatus = 422;
  constructor() {
    super('This code was already used. Wait for the next one, or use a recovery code.');
  }
}

export class TotpExists extends DomainError {
  readonly code = 'staff.totp_exists';
  readonly httpStatus = 409;
  constructor() {
    super('An authenticator app is set up already. Remove it before you set up a new one.');
  }
}

/** There is no set-up to confirm: it was restarted in another window, or already confirmed. */
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
    super('Recovery codes replace a second factor; set one up first.');
  }
}

/** Unknown, repeated, expired or made for another site or purpose: the response does not say which. */
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
    super('There is no such session; it may have expired.');
  }
}
