/**
 * The text fields of a form or a query; fields that came twice, or as anything but text, are left out.
 * @param without fields that are not wanted
 */
export function textsOf(input: unknown, ...without: string[]): Record<string, string> {
  if (typeof input !== 'object' || input === null) return {};
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  return Object.fromEntries(Object.entries(input).filter((entry) => isText(entry) && !without.includes(entry[0])));
}
