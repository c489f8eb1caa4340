import type { ProfileFacts } from './profile.schema.js';

/**
 * The signature block of a letter, a line each: name, title, organisation, postal address, email. Null while no signatory is known. Brackets become
 * round, because square ones name claims.
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
    .map((line = '') => line.replaceAll('[', '(').replaceAll(']', ')'))
    .join('\n');
}

/** Name and address over a letter, a line each. */
export const letterhead = ({ organisation, address }: ProfileFacts): string[] =>
  organisation === undefined ? ['Demarche campaign'] : [organisation, ...(address?.split('\n') ?? [])];
