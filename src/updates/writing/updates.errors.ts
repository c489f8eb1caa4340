import { DomainError, type Fault } from '../../platform/errors.js';

export class UpdateNotFound extends DomainError {
  readonly code = 'update.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such update.');
  }
}

export class UpdateSlugTaken extends DomainError {
  readonly code = 'update.slug_taken';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[] = [
    { pointer: '/slug', code: 'update.slug_taken', detail: 'belongs to another update' },
  ];
  constructor() {
    super('This short name is taken.');
  }
}

/** Somebody else has saved it since the page was opened. */
export class UpdateChanged extends DomainError {
  readonly code = 'update.changed';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[];
  /** @param fields that both have changed, each in another way @param merged all fields, with mine where both have changed them */
  constructor(
    fields: readonly string[] = [],
    readonly merged: Readonly<Record<string, string>> = {},
  ) {
    super('Somebody else has changed this update meanwhile. Compare it with yours, and save again.');
    this.faults = fields.map((name) => ({
      pointer: `/${name}`,
      code: 'update.changed',
      detail: 'was changed by somebody else, too',
    }));
  }
}

/** There is nothing that is not published. */
export class NothingToPublish extends DomainError {
  readonly code = 'update.nothing_to_publish';
  readonly httpStatus = 409;
  constructor() {
    super('Nothing is written that is not published.');
  }
}

/** The publish gate: what keeps it from the public. */
export class UpdateIncomplete extends DomainError {
  readonly code = 'update.incomplete';
  readonly httpStatus = 422;
  constructor(override readonly faults: readonly Fault[]) {
    super('This update cannot be published yet.');
  }
}

export class OwnUpdate extends DomainError {
  readonly code = 'update.own_text';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody who has not worked on this update must publish it.');
  }
}

export class UpdateMomentPassed extends DomainError {
  readonly code = 'update.moment_passed';
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[] = [
    { pointer: '/day', code: 'update.moment_passed', detail: 'has passed' },
  ];
  constructor() {
    super('This moment has passed. Choose a later one, or publish now.');
  }
}

/** It was published, so it is withdrawn from view instead of deleted. */
export class UpdatePublished extends DomainError {
  readonly code = 'update.published';
  readonly httpStatus = 409;
  constructor() {
    super('This update was published. It can be withdrawn from view.');
  }
}

export class UpdateUnpublished extends DomainError {
  readonly code = 'update.unpublished';
  readonly httpStatus = 409;
  constructor() {
    super('This update is not published yet.');
  }
}

/** In place of its text, the public reads the reason. */
export class UpdateWithdrawn extends DomainError {
  readonly code = 'update.withdrawn';
  readonly httpStatus = 410;
  constructor(readonly reason: string) {
    super('This update was withdrawn from view.');
  }
}
