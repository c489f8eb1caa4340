/** Counts accompanying the letter, as of a stated day. */
export interface LetterAnnex {
  title: string;
  /** What the numbers are, how they were counted, and what was removed, a paragraph each */
  method: readonly string[];
  byCountry: { heading: string; rows: readonly { label: string; n: string }[] };
  byMonth: { heading: string; rows: readonly { label: string; n: string }[] };
}
