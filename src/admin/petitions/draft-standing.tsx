import type { VNode } from 'preact';
import type { GateItem } from '../../petitions/drafts/gate.values.js';
import type { Names } from '../frame/actor-names.js';
import { Instant } from '../frame/layout.js';
import { momentWords } from '../frame/moment-words.js';
import { Faults } from './gate-list.js';

interface Props {
  /** Of a petition's text, or of an update */
  draft: {
    state: string;
    stateBy: string | null;
    stateAt: Date | null;
    publishAt: Date | null;
    heldBy: GateItem['faults'];
  };
  names: Names;
  timeZone: string;
}

/** In review, scheduled or held, since when and by whom. */
export function DraftStanding({ draft, names, timeZone }: Props): VNode | null {
  const { state, stateBy, stateAt, publishAt, heldBy } = draft;
  const by = (stateBy && names.get(stateBy)) ?? 'somebody';
  if (state === 'review')
    return (
      <p class="notice">
        Sent for review by {by}, <Instant at={stateAt} />.
      </p>
    );
  if (state === 'scheduled')
    return (
      <p class="notice">
        Scheduled by {by} for <strong>{publishAt && momentWords(publishAt, timeZone)}</strong>.
      </p>
    );
  if (state !== 'held') return null;
  return (
    <div class="error" role="alert">
      <p>Held: it was to be published on {publishAt && momentWords(publishAt, timeZone)}, but</p>
      <Faults faults={heldBy} />
    </div>
  );
}
