/**
 * The part of a greeting that names the reader, or nothing. The name was typed by the person who filled in the form, perhaps to smuggle a text into our
 * email; so only a plain, short name is repeated: letters, marks, spaces, hyphens, apostrophes, and no dot that an email client could turn into a web
 * address.
 */
export function greetingName(givenName: string): string {
  return /^[\p{L}\p{M}][\p{L}\p{M}'’ -]{0,29}$/u.test(givenName) && givenName.split(' ').length <= 3
    ? ` ${givenName}`
    : '';
}
