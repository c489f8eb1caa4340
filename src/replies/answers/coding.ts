import type { Reading, Stance } from './stances.values.js';

/** One person's assessment of a reply, the oldest first. */
export interface Coding {
  coder: string;
  stance: Stance;
}

/** Everybody's current assessment: the newest of each. */
export function standing(codings: readonly Coding[]): Coding[] {
  return [...new Map(codings.map((coding) => [coding.coder, coding])).values()];
}

/** The result of the assessments: one is provisional, two equal ones are agreed, two different ones are in dispute. */
export function readingOf(codings: readonly Coding[]): Reading {
  const now = standing(codings);
  const [first] = now;
  if (!first) return { status: 'uncoded' };
  if (now.some(({ stance }) => stance !== first.stance)) return { status: 'disputed' };
  return { status: now.length > 1 ? 'agreed' : 'provisional', stance: first.stance };
}

/** Agreement of two people beyond chance. Null where there is nothing to compare. */
export interface Agreement {
  /** Replies at least two people have assessed */
  answers: number;
  /** Share of them on which the first two agree, 0 to 1 */
  observed: number;
  /** Scott’s pi (1955): 1 is perfect, 0 is chance level; null when everybody always chooses the same one */
  pi: number | null;
}

/**
 * Agreement over all replies, from the first assessment of the first two people on each: made before they saw each other’s. Scott’s pi and not
 * Cohen’s kappa, because the two are not the same people on every reply.
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
