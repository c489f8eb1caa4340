import { DomainError, type Fault } from '../../platform/errors.js';

/** Another petition has, or had, this short name. */
export class SlugTaken extends DomainError {
  readonly code = 'slug.taken';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[] = [
    { pointer: '/slug', code: 'slug.taken', detail: 'belongs to another petition, now or in the past' },
  ];
  constructor() {
    super('This short name is taken.');
  }
}

export class SettingsChanged extends DomainError {
  readonly code = 'petition.settings_changed';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody else has changed these settings meanwhile. Read them again; nothing of yours was saved.');
  }
}

export class PetitionUnpublished extends DomainError {
  readonly code = 'petition.unpublished';
  readonly httpStatus = 409;
  constructor() {
    super('This petition is not published yet.');
  }
}

export class HasSuccessor extends DomainError {
  readonly code = 'petition.has_successor';
  readonly httpStatus = 409;
  constructor() {
    super('Another petition has taken its place already.');
  }
}
