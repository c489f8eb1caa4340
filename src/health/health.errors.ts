import { DomainError } from '../platform/errors.js';

/** The figures are not for everybody. */
export class FiguresElsewhere extends DomainError {
  readonly code = 'metrics.elsewhere';
  readonly httpStatus = 404;
  constructor() {
    super('The figures are served on a port of their own (METRICS_PORT), or here to a bearer token (METRICS_TOKEN).');
  }
}
