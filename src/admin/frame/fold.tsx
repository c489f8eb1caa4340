import type { ComponentChildren, VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import { faultOf } from './fields.js';

interface FoldProps {
  /** Says what is inside, so that nobody has to look. */
  title: string;
  /** Names of its fields */
  fields: readonly string[];
  faults: readonly Fault[];
  /** A setting that is in use is not hidden. */
  used?: boolean;
  children: ComponentChildren;
}

/** Settings that are rarely needed, folded away unless one of them is in use or has an error. */
export const Fold = ({ title, fields, faults, used = false, children }: FoldProps): VNode => (
  <details open={used || fields.some((name) => faultOf(faults, name) !== undefined)}>
    <summary>{title}</summary>
    {children}
  </details>
);
