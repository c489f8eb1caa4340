import { DomainError, type Fault } from '../platform/errors.js';

export class PetitionNotFound extends DomainError {
  readonly code = 'petition.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such petition.');
  }
}

/** It has another short name now: people who follow an old link are redirected. */
export class PetitionMoved extends DomainError {
  readonly code = 'petition.moved';
  readonly httpStatus = 308;
  /** The part of the address that changed */
  readonly renamed: { from: string; to: string };
  constructor(from: string, to: string) {
    super(`This petition is now called "${to}".`);
    this.renamed = { from, to };
  }
}

/** Staff have withdrawn it from view. @param reason public */
export class PetitionWithdrawn extends DomainError {
  readonly code = 'petition.withdrawn';
  readonly httpStatus = 410;
  constructor(readonly reason: string) {
    super('This petition has been withdrawn from view.');
  }
}

export class VersionNotFound extends DomainError {
  readonly code = 'petition.version_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('This petition has no version of that number.');
  }
}

export class PetitionClosed extends DomainError {
  readonly code = 'petition.closed';
  readonly httpStatus = 409;
  constructor(slug: string) {
    super(`The petition "${slug}" is closed; it accepts no more signatures.`);
  }
}

export class PetitionNotOpen extends DomainError {
  readonly code = 'petition.not_open';
  readonly httpStatus = 409;
  constructor(slug: string, opensOn: string) {
    super(`The petition "${slug}" opens on ${opensOn}.`);
  }
}

/** The petition requires a proof of work from every signer, and it is missing or invalid. */
export class ProofOfWorkMissing extends DomainError {
  readonly code = 'altcha.required';
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[] = [
    { pointer: '/altcha', code: 'altcha.required', detail: 'needs a solved challenge from /api/v1/altcha' },
  ];
  constructor() {
    super('This petition requires a proof of work. Get a challenge, solve it and send the solution.');
  }
}

/** What is confirmed must be what was shown. */
export class SignatureChanged extends DomainError {
  readonly code = 'signature.changed';
  readonly httpStatus = 409;
  constructor() {
    super('The details were changed after this page was opened. Read them again before you confirm.');
  }
}

/** An emailed link that was altered, cut short or made for something else, or whose sign-up is gone. */
export class LinkInvalid extends DomainError {
  readonly code = 'link.invalid';
  readonly httpStatus = 404;
  constructor() {
    super('This link is not valid, or what it refers to no longer exists.');
  }
}

export class LinkExpired extends DomainError {
  readonly code = 'link.expired';
  readonly httpStatus = 410;
  constructor() {
    super('This link has expired. Sign again to get a new one.');
  }
}

/** What somebody else has written since is not discarded unseen. */
export class DraftDiscardChanged extends DomainError {
  readonly code = 'petition.draft_changed';
  readonly httpStatus = 409;
  constructor() {
    super(
      'Somebody has changed this text since you opened this page, so nothing was discarded. Look at it again first.',
    );
  }
}
