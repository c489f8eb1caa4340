import { DomainError, type Fault } from '../platform/errors.js';

export class ChannelNotFound extends DomainError {
  readonly code = 'channel.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such contact channel of this ministry.');
  }
}

export class HolderNotFound extends DomainError {
  readonly code = 'holder.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such office holder of this ministry.');
  }
}

const refusals = {
  'channel.same_person': 'You entered this address yourself. Another person must verify it.',
  'channel.verified': 'This address is already verified.',
  'channel.ended': 'This address is no longer in use.',
  'channel.duplicate': 'This address is recorded already, in use or awaiting verification.',
  'channel.last_one': 'This is the last address in use. Confirm that the ministry may be left without one.',
  'holder.overlap': 'Somebody else holds the office in that time. End that term first.',
  'holder.ended': 'This term has already ended.',
  'holder.day': 'The day is outside the term.',
  'demo.real_mail':
    'Example addresses can only be loaded where email goes to the local mailbox. Here a mail server is configured.',
} as const;

/** What is not possible with a ministry now; the code says why. */
export class MinistryRefused extends DomainError {
  readonly httpStatus = 409;
  constructor(readonly code: keyof typeof refusals) {
    super(refusals[code]);
  }
}

/** Example addresses are reserved; a mail server would bounce them. */
export class ExampleAddress extends DomainError {
  readonly code = 'channel.example_address';
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[];
  constructor() {
    super('Example addresses are accepted only where email goes to the local mailbox.');
    this.faults = [
      { pointer: '/address', code: this.code, detail: 'is an example address, which a real mail server cannot reach' },
    ];
  }
}

/** A file that is not a list of ministries; nothing was written. */
export class MinistryImportRefused extends DomainError {
  readonly httpStatus = 422;
  constructor(
    readonly code: `ministries.import_${string}`,
    sentence: string,
  ) {
    super(sentence);
  }
}
