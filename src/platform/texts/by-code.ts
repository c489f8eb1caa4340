/** The message of a group under a code that is only known when the program runs, e.g. of a fault; undefined where the group has none. */
export const byCode = (group: Readonly<Record<string, unknown>>, code: string): string | undefined => {
  const message = Object.hasOwn(group, code) ? group[code] : undefined;
  return typeof message === 'string' ? message : undefined;
};
