import { TemporarilyUnavailable } from '../../platform/errors.js';

/** As many people as one process serves watch already, or it is shutting down. */
export class TooManyWatchers extends TemporarilyUnavailable {
  override readonly retryAfter = 30;
  constructor() {
    super('Too many people are watching live numbers. The page shows those of the moment.');
  }
}
