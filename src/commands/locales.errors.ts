import { DomainError } from '../platform/errors.js';

/** What was given is no language tag, or of a language that has no catalogue. */
export class LanguageTagInvalid extends DomainError {
  readonly code = 'locales.no_language';
  readonly httpStatus = 422;
  constructor(text: string) {
    super(`${JSON.stringify(text.slice(0, 40))} is not the tag of a language with a catalogue, such as "fr".`);
  }
}

/** A translation with messages that cannot be used; nothing was written. */
export class CatalogueRefused extends DomainError {
  readonly code = 'locales.refused';
  readonly httpStatus = 422;
  constructor(lines: readonly string[]) {
    super([`Nothing was read, because of ${lines.length} texts:`, ...lines.slice(0, 50)].join('\n'));
  }
}
