import type { Fault } from '../../platform/errors.js';

/** What is looked at before a text is published. */
export const gateKeys = [
  'texts',
  'blocks',
  'reason',
  'claims',
  'sources',
  'links',
  'consents',
  'mails',
  'slug',
  'times',
  'contrast',
  'legal',
] as const;
export type GateKey = (typeof gateKeys)[number];

/** A line of the checklist. `open`: not certain, but no obstacle. */
export interface GateItem {
  key: GateKey;
  state: 'passed' | 'failed' | 'open';
  faults: Fault[];
}
