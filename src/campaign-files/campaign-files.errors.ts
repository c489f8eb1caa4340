import { DomainError, type Fault } from '../platform/errors.js';

/** The file is not one of a campaign at all. */
export class CampaignFileUnreadable extends DomainError {
  readonly code = 'campaign_file.unreadable';
  readonly httpStatus = 422;
  constructor() {
    super('This is not the file of a campaign: it must be JSON with "format": "demarche-campaign".');
  }
}

/** A later release wrote it. */
export class CampaignFileNewer extends DomainError {
  readonly code = 'campaign_file.newer';
  readonly httpStatus = 422;
  constructor(version: number, known: number) {
    super(
      `This file has version ${version} of the format, and this release reads up to version ${known}. Upgrade first.`,
    );
  }
}

export class CampaignFileTooLarge extends DomainError {
  readonly code = 'campaign_file.too_large';
  readonly httpStatus = 413;
  constructor(megabytes: number) {
    super(`The file of a campaign may have at most ${megabytes} MB.`);
  }
}

/** Addresses belong to the whole installation, so that a second campaign cannot have the same ones. */
export class CampaignFileTaken extends DomainError {
  readonly code = 'campaign_file.taken';
  readonly httpStatus = 409;
  constructor(override readonly faults: readonly Fault[]) {
    super(
      'Some short names of the file are taken here. Import it under another short name: taken ones are then changed.',
    );
  }
}

/** The words of a consent are kept for ever; a file cannot change them. */
export class WordingDiffers extends DomainError {
  readonly code = 'campaign_file.wording_differs';
  readonly httpStatus = 409;
  constructor(override readonly faults: readonly Fault[]) {
    super('A consent of the file has other words than the stored one of the same name.');
  }
}

export class CampaignFileMissing extends DomainError {
  readonly code = 'campaign_file.missing';
  readonly httpStatus = 422;
  constructor() {
    super('Choose a file.');
  }
}
