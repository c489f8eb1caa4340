/** One finding of the doctor. */
export interface Finding {
  /** What was checked, in a word or two; stable, for scripts. */
  check: string;
  well: boolean;
  says: string;
  /** How to fix it. */
  remedy: string;
}
