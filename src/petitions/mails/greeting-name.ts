/**
 * The name in a greeting, or none. The name was typed by the person who filled in the form, perhaps to smuggle a text into our
 * email; so only a plain, short name is repeated: letters, marks, spaces, hyphens, apostrophes, and no dot that an email client could turn into a web
 * address.
 */
export function greeted(givenName: string): { named: 'yes' | 'no'; name: string } {
  const isPlain = /^[\p{L}\p{M}][\p{L}\p{M}'’ -]{0,29}$/u.test(givenName) && givenName.split(' ').length <= 3;
  return isPlain ? { named: 'yes', name: givenName } : { named: 'no', name: '' };
}
