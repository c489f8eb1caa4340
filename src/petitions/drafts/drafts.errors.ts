import { DomainError, type Fault } from '../../platform/errors.js';

export class DraftNotFound extends DomainError {
  readonly code = 'petition.no_draft';
  readonly httpStatus = 404;
  constructor() {
    super('There are no changes to publish.');
  }
}

/** Somebody else has saved the draft, or published another version, since this page was opened. */
export class DraftChanged extends DomainError {
  readonly code = 'petition.draft_changed';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[];
  /** @param fields that both have changed, each in another way @param merged all fields, with mine where both have changed them */
  constructor(
    fields: readonly string[] = [],
    readonly merged: Readonly<Record<string, string>> = {},
  ) {
    super('Somebody else has changed this text meanwhile. Compare it with yours below, and save again.');
    this.faults = fields.map((name) => ({
      pointer: `/${name}`,
      code: 'petition.draft_changed',
      detail: 'was changed by somebody else, too',
    }));
  }
}

export class CommentNotFound extends DomainError {
  readonly code = 'petition.comment_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such comment, or somebody has settled it.');
  }
}

/** The publish gate: what keeps a draft from the public. */
export class DraftIncomplete extends DomainError {
  readonly code = 'petition.draft_incomplete';
  readonly httpStatus = 422;
  constructor(override readonly faults: readonly Fault[]) {
    super('This text cannot be published yet.');
  }
}

/** Somebody else must publish it. @param signed because people have signed; otherwise because the installation wants it */
export class OwnDraft extends DomainError {
  readonly code = 'petition.own_draft';
  readonly httpStatus = 409;
  constructor(signed = true) {
    super(
      signed
        ? 'People have signed this petition, so somebody who has not worked on this text must publish it.'
        : 'Somebody who has not worked on this text must publish it.',
    );
  }
}

export class MomentPassed extends DomainError {
  readonly code = 'petition.moment_passed';
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[] = [
    { pointer: '/day', code: 'petition.moment_passed', detail: 'has passed' },
  ];
  constructor() {
    super('This moment has passed. Choose a later one, or publish now.');
  }
}
