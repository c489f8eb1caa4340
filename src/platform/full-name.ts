/** A person's name in one line; many people have a single name. */
export const fullName = ({ givenName, familyName }: { givenName: string | null; familyName: string | null }): string =>
  [givenName, familyName].filter(Boolean).join(' ');
