import type { ComponentChildren, VNode } from 'preact';

export interface FieldProps {
  name: string;
  /** Where several forms of a page have the same field; the name by default. */
  id?: string;
  label: string;
  value: unknown;
  problem: string | undefined;
  type?: 'text' | 'email';
  autoComplete: string;
  maxLength: number;
  required?: boolean;
  help?: string;
}

/** A label, its input, and its error. */
export function Field({ name, id = name, label, value, problem, type = 'text', help, ...rest }: FieldProps): VNode {
  return (
    <Frame name={id} label={label} help={help} problem={problem}>
      <input
        id={id}
        name={name}
        type={type}
        value={typeof value === 'string' ? value : ''}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(id, help !== undefined, problem)}
        {...rest}
      />
    </Frame>
  );
}

/** Ids of the help and the error of a field, for `aria-describedby`. */
export const describedBy = (name: string, help: boolean, problem: string | undefined): string | undefined =>
  [help && `${name}-help`, problem && `${name}-fault`].filter(Boolean).join(' ') || undefined;

/** Label, help and error around any control of that id. */
export function Frame({
  name,
  label,
  help,
  problem,
  children,
}: {
  name: string;
  label: string;
  help?: string | undefined;
  problem: string | undefined;
  children: ComponentChildren;
}): VNode {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {help && (
        <p class="quiet" id={`${name}-help`}>
          {help}
        </p>
      )}
      {children}
      {problem && (
        <p class="fault" id={`${name}-fault`}>
          {problem}
        </p>
      )}
    </div>
  );
}
