/** What became of each recipient of an update; a row is in exactly one state, and `update_tally` counts them. */
export const recipientStates = {
  waiting: 1,
  /** Claimed by a dispatcher */
  in_hand: 2,
  /** The mail server has taken it */
  sent: 3,
  /** A server refused it for good while it was being sent */
  refused: 4,
  /** A server took it and reported later that it could not be delivered */
  bounced: 5,
  /** The reader reported it as spam */
  complained: 6,
  /** Unsubscribed by a link of this update */
  unsubscribed: 7,
  /** It may have been sent; never sent again by itself */
  outcome_unknown: 8,
  /** Not sent, because consent, suppression, erasure or the cap said no when it was claimed; the row says which */
  skipped: 9,
} as const;
export type RecipientState = keyof typeof recipientStates;
