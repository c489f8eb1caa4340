import type { StaffClaim } from '../../claims/claims.schema.js';
import { utcDay } from '../../platform/clock.js';
import type { ConventionCode } from '../../treaties/position.status.js';
import type { LetterCounts } from '../writing/letter-counts.service.js';
import type { CorrectionReasons } from '../writing/corrections.schema.js';

/** A sent letter, with what it relied on. */
export interface SentLetter {
  sentAt: Date;
  /** Keys of its claims in the order of their notes */
  claims: readonly string[];
  /** Positions it was written for */
  positions: Readonly<Record<string, string>>;
  annex: LetterCounts | null;
  /** Instants at which letters delivered with it were withdrawn */
  withdrawals: readonly Date[];
  /** Sent corrections: when the last was drafted, all positions they stated, the oldest first, and the counts the last included */
  corrected: { draftedAt: Date; positions: CorrectionReasons['positions']; annex: LetterCounts | null } | null;
}

/** What is known now. */
export interface KnownNow {
  claims: ReadonlyMap<string, StaffClaim>;
  /** Positions on the day of the letter, according to the current ledger */
  positions: Readonly<Record<string, string>>;
  counts: LetterCounts;
}

/** What is no longer accurate in a letter, beyond what a correction has already said. Pure. */
export function findingsOf(letter: SentLetter, now: KnownNow): CorrectionReasons {
  const since = letter.corrected?.draftedAt ?? letter.sentAt;
  return {
    claims: letter.claims.flatMap((key, index) => claimFinding(now.claims.get(key), index + 1, letter.sentAt, since)),
    positions: positionFindings(letter, now.positions),
    withdrawn: letter.withdrawals.filter((at) => letter.corrected === null || at > since).length,
    counts: countFinding(letter, now.counts),
  };
}

/** `wrong`: the ministry should be told. `counts`: only numbers have changed. `expired`: a check has to be repeated first. Null: all is accurate. */
export type Weight = 'wrong' | 'counts' | 'expired';

export function weightOf({ claims, positions, withdrawn, counts }: CorrectionReasons): Weight | null {
  if (claims.some(({ change }) => change !== 'expired') || positions.length > 0 || withdrawn > 0) return 'wrong';
  if (counts) return 'counts';
  return claims.length > 0 ? 'expired' : null;
}

/** Versions of a claim are counted by its corrections: 1 as first written, 2 after the first. */
function claimFinding(
  claim: StaffClaim | undefined,
  note: number,
  sentAt: Date,
  since: Date,
): CorrectionReasons['claims'] {
  if (!claim) return [];
  const corrections = claim.reviews
    .filter(({ decision }) => decision === 'corrected')
    .sort((a, b) => +a.reviewedAt - +b.reviewedAt);
  const versionAt = (at: Date): number => 1 + corrections.filter(({ reviewedAt }) => reviewedAt <= at).length;
  const versions = { key: claim.key, note, then: versionAt(sentAt), now: 1 + corrections.length };
  if (claim.retiredAt)
    return claim.retiredAt > since ? [{ ...versions, change: 'retired', on: utcDay(claim.retiredAt) }] : [];
  const latest = corrections.at(-1);
  if (latest && latest.reviewedAt > since) {
    const isGone = claim.obstacle === 'refused' || claim.obstacle === 'opinion' || claim.obstacle === 'no_wording';
    return [{ ...versions, change: isGone ? 'retired' : 'corrected', on: utcDay(latest.reviewedAt) }];
  }
  return claim.obstacle === 'expired' ? [{ ...versions, change: 'expired', on: claim.expiresOn }] : [];
}

function positionFindings(
  { positions, corrected }: SentLetter,
  now: Readonly<Record<string, string>>,
): CorrectionReasons['positions'] {
  return Object.entries(positions).flatMap(([code, said]) => {
    const convention = code as ConventionCode;
    const told = corrected?.positions.findLast((one) => one.convention === convention)?.holds ?? said;
    const holds = now[code];
    return holds === undefined || holds === told ? [] : [{ convention, said: told, holds }];
  });
}

/** A correction included the counts of its day: from then on differences are counted from there. */
function countFinding({ annex, corrected }: SentLetter, now: LetterCounts): CorrectionReasons['counts'] {
  const told = corrected?.annex ?? annex;
  if (!told) return null;
  const takenBack = Math.max(0, now.takenBack - told.takenBack);
  const setAside = Math.max(0, now.setAside - told.setAside);
  return takenBack + setAside === 0 ? null : { asOf: told.asOf, said: told.total, takenBack, setAside };
}
