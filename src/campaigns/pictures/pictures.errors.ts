import { DomainError, type Fault } from '../../platform/errors.js';
import { pictureLimits } from './pictures.limits.js';

const reasons = {
  'picture.missing': 'must be chosen',
  'picture.too_large': `is larger than ${pictureLimits.bytes / 1024 / 1024} MB`,
  'picture.unreadable': 'is no JPEG, PNG or WebP picture, or is damaged',
  'picture.svg': 'is a drawing (SVG), which can contain programs; save it as PNG',
  'picture.animated': 'moves; only still pictures can be shown',
  'picture.dimensions': `is wider or higher than ${pictureLimits.side} pixels`,
  'picture.pixels': `has more than ${pictureLimits.pixels / 1_000_000} million pixels`,
};
export type PictureReason = keyof typeof reasons;

/** The file is no picture we can keep. */
export class PictureRefused extends DomainError {
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[];
  constructor(readonly code: PictureReason) {
    super(`The file ${reasons[code]}.`);
    this.faults = [{ pointer: '/file', code, detail: reasons[code] }];
  }
}

export class PictureNotFound extends DomainError {
  readonly code = 'picture.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such picture.');
  }
}
