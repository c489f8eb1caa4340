import { DomainError } from '../platform/errors.js';
import { mostEndpoints } from './webhooks.values.js';

export class WebhookNotFound extends DomainError {
  readonly code = 'webhook.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such webhook.');
  }
}

export class DeliveryNotFound extends DomainError {
  readonly code = 'webhook.delivery_not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such delivery; they are kept for 30 days.');
  }
}

/** The action does not fit the status of the endpoint. */
export class WebhookStatusRefused extends DomainError {
  readonly code = 'webhook.status_refused';
  readonly httpStatus = 409;
  constructor(status: string) {
    super(`The webhook is ${status}. Check the page again.`);
  }
}

export class TooManyWebhooks extends DomainError {
  readonly code = 'webhook.too_many';
  readonly httpStatus = 409;
  constructor() {
    super(`There are ${mostEndpoints} webhooks already. Remove one first.`);
  }
}

/** A URL that a webhook must not use; `detail` says why and quotes nothing. */
export class AddressRefused extends DomainError {
  readonly code = 'webhook.address_refused';
  readonly httpStatus = 422;
  constructor(detail: string) {
    super(detail);
  }
}
