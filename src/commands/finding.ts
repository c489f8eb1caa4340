/** What the doctor says of one thing. */
export interface Finding {
  /** What was looked at, in a word or two; stable, for programs. */
  check: string;
  well: boolean;
  says: string;
  /** What to do when it is not well. */
  remedy: string;
}
