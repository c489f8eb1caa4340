/** A consent a person may give or withdraw under `/me`; `wording` is null for one that is in force and no longer offered. */
export interface OptionalConsent {
  purpose: string;
  recipient: string;
  wording: string | null;
}

/** Purposes shown in another place of the page. */
const elsewhere = ['signature', 'show-name'];

/** What the petition offers now, and consents in force that are no longer offered: these can still be withdrawn. */
export function optionalConsents(
  offers: readonly { purpose: string; wording: string; recipients: ReadonlySet<string> | null }[],
  held: readonly { purpose: string; recipient: string }[],
): OptionalConsent[] {
  const offered = offers.flatMap(({ purpose, wording, recipients }) =>
    [...(recipients ?? [''])].map((recipient) => ({ purpose, recipient, wording })),
  );
  const isOffered = (one: { purpose: string; recipient: string }): boolean =>
    offered.some(({ purpose, recipient }) => purpose === one.purpose && recipient === one.recipient);
  const past = held
    .filter((record) => !isOffered(record))
    .map(({ purpose, recipient }) => ({ purpose, recipient, wording: null }));
  return [...offered, ...past].filter(({ purpose }) => !elsewhere.includes(purpose));
}
