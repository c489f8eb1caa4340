import type { ComponentChildren, VNode } from 'preact';

export interface FactListProps {
  facts: readonly (readonly [label: string, value: ComponentChildren])[];
  /** Stands for a value that is not known. */
  unknown: string;
}

/** Facts under their labels; what is not known is shown as such. */
export const FactList = ({ facts, unknown }: FactListProps): VNode => (
  <dl class="about">
    {facts.map(([label, value]) => (
      <div>
        <dt>{label}</dt>
        <dd class={typeof value === 'string' ? 'lines' : undefined}>{value ?? <em>{unknown}</em>}</dd>
      </div>
    ))}
  </dl>
);

export const MailTo = ({ address }: { address: string }): VNode => <a href={`mailto:${address}`}>{address}</a>;
