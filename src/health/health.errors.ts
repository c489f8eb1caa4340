import { DomainError } from '../platform/errors.js';

/** The metrics are not public. */
export class FiguresElsewhere extends DomainError {
  readonly code = 'metrics.elsewhere';
  readonly httpStatus = 404;
  constructor() {
    super('Metrics are served on a separate port (METRICS_PORT), or here to a bearer token (METRICS_TOKEN).');
  }
}
