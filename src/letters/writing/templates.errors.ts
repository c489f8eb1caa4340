import { DomainError, type Fault } from '../../platform/errors.js';

/** The code of a template that takes too long or too much memory. */
export const templateLimit = 'template.limit';

/** A template that cannot be used; `detail` says why and quotes nothing but the template. */
export class TemplateFault extends DomainError {
  readonly httpStatus = 422;
  override readonly faults: readonly Fault[];
  constructor(
    readonly code:
      | 'template.syntax'
      | 'template.unknown_field'
      | typeof templateLimit
      | 'template.too_long'
      | 'template.no_sections',
    detail: string,
  ) {
    super(`The template ${detail}.`);
    this.faults = [{ pointer: '/body', code, detail }];
  }
}

export class TemplateNotFound extends DomainError {
  readonly code = 'template.not_found';
  readonly httpStatus = 404;
  constructor() {
    super('There is no such template.');
  }
}

/** Two-person approval: authors do not approve their own texts. */
export class TemplateSamePerson extends DomainError {
  readonly code = 'template.same_person';
  readonly httpStatus = 409;
  constructor() {
    super('You wrote this version yourself; someone else must approve it.');
  }
}

export class TemplateNotDraft extends DomainError {
  readonly code = 'template.not_draft';
  readonly httpStatus = 409;
  constructor() {
    super('This version was already decided. Write a new one to change the text.');
  }
}
