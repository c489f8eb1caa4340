import { DomainError } from '../../platform/errors.js';

export class DemoRefused extends DomainError {
  readonly code = 'demo.real_mail';
  readonly httpStatus = 409;
  constructor() {
    super('This installation sends real mail (SMTP_URL). Invented signatures belong on one that does not.');
  }
}
