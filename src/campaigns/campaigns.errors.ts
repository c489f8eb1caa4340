import { DomainError, type Fault } from '../platform/errors.js';

export class MilestoneNotFound extends DomainError {
  readonly code = 'plan.milestone_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such milestone.');
  }
}

export class MilestoneExists extends DomainError {
  readonly code = 'plan.milestone_exists';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[] = [
    { pointer: '/key', code: this.code, detail: 'already exists in the plan of this year' },
  ];
  constructor() {
    super('The plan of this year already has a milestone of that name.');
  }
}

export class CampaignNotFound extends DomainError {
  readonly code = 'campaign.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such campaign.');
  }
}

/** The plan of that year exists, or there is none to copy from. */
export class RollOverRefused extends DomainError {
  readonly httpStatus = 409;
  constructor(
    readonly code: 'plan.year_exists' | 'plan.nothing_to_copy',
    year: number,
  ) {
    super(
      code === 'plan.year_exists' ? `There is a plan for ${year} already.` : `There is no plan before ${year} to copy.`,
    );
  }
}

export class CalendarEntryNotFound extends DomainError {
  readonly code = 'calendar.entry_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such entry in the calendar.');
  }
}

export class CampaignTextNotFound extends DomainError {
  readonly code = 'campaign_text.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such text.');
  }
}

export class CampaignTextPublished extends DomainError {
  readonly code = 'campaign_text.published';
  readonly httpStatus = 409;
  constructor() {
    super('This text is published. Create a new one instead of changing what people have read.');
  }
}

export class ProfileChanged extends DomainError {
  readonly code = 'campaign.profile_changed';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody else has changed these settings meanwhile. Load the page again and repeat your changes.');
  }
}

/** Short names of texts are addresses, and belong to the whole installation. */
export class CampaignTextSlugTaken extends DomainError {
  readonly code = 'campaign_text.slug_taken';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[] = [{ pointer: '/slug', code: this.code, detail: 'is taken' }];
  constructor() {
    super('This short name is taken. Choose another.');
  }
}

export class CampaignSlugTaken extends DomainError {
  readonly code = 'campaign.slug_taken';
  readonly httpStatus = 409;
  override readonly faults: readonly Fault[] = [
    { pointer: '/slug', code: this.code, detail: 'is the short name of another campaign' },
  ];
  constructor() {
    super('There is a campaign of this short name. Choose another.');
  }
}

export class CampaignChanged extends DomainError {
  readonly code = 'campaign.changed';
  readonly httpStatus = 409;
  constructor() {
    super('Somebody else has changed the campaign meanwhile. Load the page again and repeat your changes.');
  }
}
