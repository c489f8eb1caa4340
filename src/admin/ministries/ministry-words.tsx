import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Ministry } from '../../ministries/ministries.service.js';
import { channelKindWords, type ChannelKind } from '../../ministries/ministries.values.js';
import type { Names } from '../frame/actor-names.js';
import { Instant } from '../frame/layout.js';

/** Data shared by every part of a ministry's page. */
export interface MinistryShown {
  staff: SignedIn;
  ministry: Ministry;
  names: Names;
}

export const kindOf = (kind: string): string => channelKindWords[kind as ChannelKind];

/** Source of an address. */
export const OriginOf = ({ source, confidence }: { source: string; confidence: string }): VNode => (
  <>
    {source}
    <p class="quiet">{`confidence ${confidence}`}</p>
  </>
);

/** Who did it, and when. */
export const By = ({ actor, at, names }: { actor: string; at: Date | null; names: Names }): VNode => (
  <>
    {names.get(actor) ?? actor} <Instant at={at} />
  </>
);
