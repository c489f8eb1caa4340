import { fingerprintOf, shinglesOf, similarity } from './shingles.js';
import { nearlyTheSame } from './personal-letters.status.js';

/** A letter as a digest prints it. `day` is the day of its confirmation. */
export interface DigestLetter {
  name: string;
  country: string;
  day: string;
  text: string;
}

/** One text and everybody who wrote it or nearly the same; a unique text has one writer. */
export interface DigestGroup {
  text: string;
  /** In exactly these words, the first writer first. */
  same: DigestLetter[];
  /** In nearly these words: more than nine tenths of the shingles are common. */
  nearly: DigestLetter[];
}

/** Groups letters around the earliest text of each kind, in the order given. The largest groups come first. */
export function groupAlike(letters: readonly DigestLetter[]): DigestGroup[] {
  const groups: (DigestGroup & { fingerprint: string; shingles: Set<string> })[] = [];
  for (const letter of letters) {
    const fingerprint = fingerprintOf(letter.text);
    const same = groups.find((group) => group.fingerprint === fingerprint);
    if (same) {
      same.same.push(letter);
      continue;
    }
    const shingles = shinglesOf(letter.text);
    const near = groups.find((group) => similarity(group.shingles, shingles) > nearlyTheSame);
    if (near) near.nearly.push(letter);
    else groups.push({ text: letter.text, same: [letter], nearly: [], fingerprint, shingles });
  }
  const size = ({ same, nearly }: DigestGroup): number => same.length + nearly.length;
  return groups.sort((a, b) => size(b) - size(a)).map(({ text, same, nearly }) => ({ text, same, nearly }));
}
