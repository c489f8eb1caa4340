import type { VNode } from 'preact';
import type { Demand } from '../../campaigns/demands/demands.schema.js';
import type { Fault } from '../../platform/errors.js';
import { Select } from './fields.js';

/** A demand that can be pointed to. */
export type DemandOption = Pick<Demand, 'slug' | 'texts'>;

interface Props {
  demands: readonly DemandOption[];
  value: string | undefined;
  faults: readonly Fault[];
}

/** Which demand something serves, if one. */
export const DemandField = ({ demands, value, faults }: Props): VNode => (
  <Select
    name="demand"
    value={value}
    faults={faults}
    label="Demand it serves"
    options={[
      { value: '', label: 'None' },
      ...demands.map(({ slug, texts }) => ({ value: slug, label: texts.en?.title ?? slug })),
    ]}
  />
);
