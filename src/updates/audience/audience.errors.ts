import { DomainError } from '../../platform/errors.js';

/** The file of excluded people cannot be read as a list of addresses. Nothing of it is kept. */
export class ExclusionFileRefused extends DomainError {
  readonly code = 'update.exclusion_file';
  readonly httpStatus = 422;
  /** @param why ends the sentence */
  constructor(why: string) {
    super(`This file cannot be used: ${why}`);
  }
}

export class ExclusionFileMissing extends DomainError {
  readonly code = 'update.exclusion_missing';
  readonly httpStatus = 422;
  constructor() {
    super('Choose a file with the addresses of the people to leave out.');
  }
}
