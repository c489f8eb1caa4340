/** A moment as the clocks of the campaign's zone show it. */
export const momentWords = (at: Date, timeZone: string): string =>
  `${new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(at)} (${timeZone})`;
