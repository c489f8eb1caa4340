import { DomainError } from '../platform/errors.js';

export class TooManyOrigins extends DomainError {
  readonly code = 'embed.too_many_origins';
  readonly httpStatus = 422;
  constructor(limit: number) {
    super(`A petition can be embedded by at most ${limit} websites. Remove one first.`);
  }
}
