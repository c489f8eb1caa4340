import { DomainError } from '../platform/errors.js';

/** Wrong address, wrong password, unknown or disabled account: indistinguishable. */
export class SignInFailed extends DomainError {
  readonly code = 'staff.sign_in_failed';
  readonly httpStatus = 422;
  constructor() {
    super('The email address or the password is not right.');
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
  used: 'This link was already used.',
  expired: 'This link has expired. Ask for a new one.',
  invalid: 'This link is not valid.',
} as const;

/** A set-up or invitation link that does not work (any more). Codes: `staff.setup_used`, `staff.invite_expired` etc. */
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
    super('There is already an account with this address.');
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
