import type { VNode } from 'preact';
import { obstacleSentence, obstacles } from '../../claims/claim.status.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { capital, counted, inWords, OnDay, Source } from '../frame/words.js';

const standingWords: Record<StaffClaim['standing'], string> = {
  true: 'true as stated',
  corrected: 'its correction stands',
  opinion: 'an opinion',
  refused: 'refused',
};

/** Verdicts whose code does not read as words. */
const verdictWords: Partial<Record<StaffClaim['verdict'], string>> = {
  add: 'Added to the register',
  overtaken_and_legally_barred: 'Overtaken, legally excluded',
  unverified_likely_false: 'Unverified, probably false',
};
export const verdictText = (verdict: StaffClaim['verdict']): string =>
  verdictWords[verdict] ?? capital(inWords(verdict));

/** How a claim may be used, and why not. */
export function StandingOf({ claim }: { claim: StaffClaim }): VNode {
  const { verdict, standing, obstacle, retiredReason } = claim;
  return (
    <>
      {verdictText(verdict)}
      <p class="quiet">{standingWords[standing]}</p>
      {obstacle === null ? (
        <p class="quiet">may be used</p>
      ) : (
        <p class="flag">{`May not be used: ${obstacleSentence[obstacle]}${retiredReason === null ? '' : ` (${retiredReason})`}`}</p>
      )}
    </>
  );
}

export const SourcesOf = ({ claim }: { claim: StaffClaim }): VNode => (
  <ul class="tight">
    {claim.sources.map(({ title, url, archivedHash }) => (
      <li>
        <Source url={url}>{title}</Source>
        {archivedHash !== null && <code title={archivedHash}>{` archived as ${archivedHash.slice(0, 12)}…`}</code>}
      </li>
    ))}
  </ul>
);

export const DaysOf = ({ claim }: { claim: StaffClaim }): VNode => (
  <>
    Checked <OnDay day={claim.lastCheckedOn} />
    <p>
      {claim.obstacle === 'expired' ? 'Expired' : 'Expires'} <OnDay day={claim.expiresOn} />
    </p>
    <p class="quiet">{`confidence ${claim.confidence}`}</p>
  </>
);

/** Uses of a claim: number of places, and how many of them need attention. */
export function usesText({ uses }: StaffClaim): string {
  const marked = uses.filter(({ markedAt }) => markedAt !== null).length;
  return uses.length === 0 ? 'nowhere' : `${counted(uses.length, 'place')}${marked > 0 ? `, ${marked} marked` : ''}`;
}

/** Why a use is marked. */
export const markText = (markedFor: string | null): string => {
  const obstacle = obstacles.find((one) => one === markedFor);
  return obstacle ? obstacleSentence[obstacle] : 'the claim may not be used';
};
