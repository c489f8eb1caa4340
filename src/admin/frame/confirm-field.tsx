import type { ComponentChildren, VNode } from 'preact';
import { Field } from './fields.js';
import type { Refused } from './form.js';

interface ConfirmFieldProps {
  /** What will happen, in words and numbers. */
  children: ComponentChildren;
  /** What `requireTyped` expects. */
  wanted: string | number;
  /** Where the page has several of these */
  name?: string;
  /** For a field among many, what it is about */
  about?: string;
  refused?: Refused | undefined;
}

/** Says what is about to happen, and asks for its number or name. */
export const ConfirmField = ({ children, wanted, name = 'confirm', about, refused }: ConfirmFieldProps): VNode => (
  <>
    <p>{children}</p>
    <Field
      name={name}
      label={`Type ${typeof wanted === 'number' ? wanted.toLocaleString('en') : wanted} to confirm${about === undefined ? '' : `: ${about}`}`}
      value={refused?.input[name]}
      faults={refused?.faults ?? []}
      required
    />
  </>
);
