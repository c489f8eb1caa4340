import type { ProfileFacts } from './profile.schema.js';

/**
 * The signature block of a letter, a line each: name, title, organisation, postal address, email. Null while no signatory is known. A line that would
 * begin a list in Markdown, such as “1. Example Lane”, gets a no-break space, and brackets, which name claims, become round.
 */
export function signatureBlock({
  signatory,
  signatoryTitle,
  organisation,
  address,
  email,
}: ProfileFacts): string | null {
  if (signatory === undefined) return null;
  const lines = [signatory, signatoryTitle, organisation, ...(address?.split('\n') ?? []), email];
  return lines
    .filter((line) => line !== undefined && line.trim() !== '')
    .map((line = '') => line.replace(/^(\d{1,9}[.)]|[-+*#>]+) /, '$1\u00a0').replaceAll('[', '(').replaceAll(']', ')'))
    .join('\n');
}

/** Name and address over a letter, a line each. */
export const letterhead = ({ organisation, address }: ProfileFacts): string[] =>
  organisation === undefined ? ['Demarche campaign'] : [organisation, ...(address?.split('\n') ?? [])];
