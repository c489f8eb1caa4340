/** How a person is called in one line; many have one name. */
export const fullName = ({ givenName, familyName }: { givenName: string | null; familyName: string | null }): string =>
  [givenName, familyName].filter(Boolean).join(' ');
