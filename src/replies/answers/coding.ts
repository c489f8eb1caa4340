import type { Reading, Stance } from './stances.values.js';

/** One person's word on an answer, the oldest first. */
export interface Coding {
  coder: string;
  stance: Stance;
}

/** What each person says now: the newest of each. */
export function standing(codings: readonly Coding[]): Coding[] {
  return [...new Map(codings.map((coding) => [coding.coder, coding])).values()];
}

/** What the codings come to: one word is provisional, two equal ones are agreed, two different ones are in dispute. */
export function readingOf(codings: readonly Coding[]): Reading {
  const now = standing(codings);
  const [first] = now;
  if (!first) return { status: 'uncoded' };
  if (now.some(({ stance }) => stance !== first.stance)) return { status: 'disputed' };
  return { status: now.length > 1 ? 'agreed' : 'provisional', stance: first.stance };
}

/** How far two people agree beyond chance. Null where there is nothing to compare. */
export interface Agreement {
  /** Answers at least two people have coded */
  answers: number;
  /** Share of them on which the first two say the same, 0 to 1 */
  observed: number;
  /** Scott’s pi (1955): 1 is perfect, 0 is what chance would give; null when everybody always says the same one thing */
  pi: number | null;
}

/**
 * Agreement over all answers, from the first word of the first two people on each: what they said before they saw each other’s.
 * Scott’s pi and not Cohen’s kappa, because the two coders are not the same two people on every answer.
 */
export function agreementOf(answers: readonly (readonly Coding[])[]): Agreement | null {
  const pairs = answers.flatMap((codings) => {
    const first = codings[0];
    const second = codings.find(({ coder }) => coder !== first?.coder);
    return first && second ? [[first.stance, second.stance] as const] : [];
  });
  if (pairs.length === 0) return null;
  const observed = pairs.filter(([one, other]) => one === other).length / pairs.length;
  const words = pairs.flat();
  const shares = [...new Set(words)].map((word) => words.filter((one) => one === word).length / words.length);
  const expected = shares.reduce((sum, share) => sum + share * share, 0);
  return { answers: pairs.length, observed, pi: expected === 1 ? null : (observed - expected) / (1 - expected) };
}
