import { DomainError } from '../platform/errors.js';

/** Lifting a suppression that does not exist. */
export class NotSuppressed extends DomainError {
  readonly code = 'mail.not_suppressed';
  readonly httpStatus = 409;
  constructor() {
    super('No server has refused this mailbox; nothing was changed.');
  }
}

/** Shown to authorised staff; nobody else learns whether an address is known. */
export class NobodyKnown extends DomainError {
  readonly code = 'supporter.unknown';
  readonly httpStatus = 422;
  constructor() {
    super('Nothing is held about this mailbox.');
  }
}

/** The signature changed after the form was opened. */
export class CorrectionOutdated extends DomainError {
  readonly code = 'signature.corrected_meanwhile';
  readonly httpStatus = 409;
  constructor() {
    super(
      'The signature was changed after you opened this page, by its signer or by a colleague. Nothing was saved; look at it again.',
    );
  }
}

/** No signature of this id under the petition, perhaps since it was withdrawn or erased. */
export class SignatureUnknown extends DomainError {
  readonly code = 'signature.unknown';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such signature under this petition; it may have been withdrawn.');
  }
}
