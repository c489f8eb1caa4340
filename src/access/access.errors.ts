import { DomainError } from '../platform/errors.js';
import type { SentForm } from './kept-forms.service.js';
import { scopes } from './scopes.js';
import type { SignedIn } from './sessions.service.js';

/** An API client sent no token, and the request has no signed-in person either. */
export class AuthRequired extends DomainError {
  readonly code = 'auth.required';
  readonly httpStatus = 401;
  constructor() {
    super('This needs an API token: send the header "Authorization: Bearer <token>".');
  }
}

/** The token is unknown, revoked or expired; the response does not say which. */
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
    super(
      'This form was not sent from this site, or the page is from an earlier sign-in. Reload the page and try again.',
    );
  }
}

/** A form of the same person's earlier session: what was sent comes back, to be sent again on purpose. */
export class EarlierForm extends ForgedRequest {
  constructor(
    readonly staff: SignedIn,
    readonly form: SentForm,
  ) {
    super();
  }
}

/** A form arrived without a session. `sealed` is the form as its sender's browser keeps it; otherwise why it cannot. */
export class SignedOut extends DomainError {
  readonly code = 'auth.signed_out';
  readonly httpStatus = 401;
  constructor(readonly kept: { sealed: string } | 'file' | 'long') {
    super('You were signed out.');
  }
}

/** Redirects a visitor who is not signed in to the sign-in page, and later back. */
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

/** Redirects a person whose session was not re-authenticated lately, and later back to the page they came from. */
export class StepUpNeeded extends DomainError {
  readonly code = 'auth.step_up_needed';
  readonly httpStatus: number;
  readonly location?: string;
  /** @param page null for API clients, which get an error instead of a page */
  constructor(page: string | null) {
    super('Confirm your identity first. Nothing has been changed.');
    this.httpStatus = page === null ? 403 : 303;
    if (page !== null) this.location = `/admin/confirm-identity?next=${encodeURIComponent(page)}`;
  }
}

/** The same for a form with something in it, which comes back afterwards. `kept` is the form as its sender's browser keeps it, unless it is too long. */
export class StepUpForForm extends DomainError {
  readonly code = 'auth.step_up_needed';
  readonly httpStatus = 403;
  constructor(
    readonly staff: SignedIn,
    readonly kept: { sealed: string } | 'long',
  ) {
    super('Confirm your identity first. Nothing has been changed.');
  }
}

/** The installation requires a second factor, and this person has none yet. */
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

/** There is no campaign yet, so that nothing can be shown of one: the pages begin with creating it. */
export class NoCampaignYet extends DomainError {
  readonly code = 'campaign.none';
  readonly httpStatus = 303;
  readonly location = '/admin/campaigns';
  constructor() {
    super('There is no campaign yet.');
  }
}

/** Accounts, the audit log, labels and the like concern all campaigns. */
export class AllCampaignsNeeded extends DomainError {
  readonly code = 'auth.all_campaigns';
  readonly httpStatus = 403;
  constructor() {
    super('This concerns all campaigns, and your access is limited to some of them.');
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
    super('There is no such token, or it was already revoked.');
  }
}

/** Where full lists need two persons, a token that reads supporters does too. */
export class TokenNotApproved extends DomainError {
  readonly code = 'token.not_approved';
  readonly httpStatus = 403;
  constructor() {
    super('This token awaits approval by a second person at /admin/tokens.');
  }
}

/** Two-person approval: the creator of a token cannot approve it. */
export class TokenSamePerson extends DomainError {
  readonly code = 'token.same_person';
  readonly httpStatus = 409;
  constructor() {
    super(
      'Someone other than the creator of this token has to approve it. If the creator is not known, create a new one.',
    );
  }
}
