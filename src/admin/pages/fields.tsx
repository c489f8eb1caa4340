import type { ComponentChildren, VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';

/** A fault as a sentence beside its field: "Is shorter than 12 characters." */
const sentence = ({ detail }: Fault): string => `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;

export const faultOf = (faults: readonly Fault[], name: string): Fault | undefined =>
  faults.find(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`));

interface FieldProps {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'date';
  value?: string | undefined;
  faults?: readonly Fault[];
  help?: string;
  autoComplete?: string;
  required?: boolean;
}

/** A label, its input, and beside it what is wrong with it. */
export function Field({ name, label, type = 'text', value, faults = [], help, autoComplete = 'off', required = false }: FieldProps): VNode {
  const fault = faultOf(faults, name);
  const described = [help !== undefined && `${name}-help`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return (
    <Framed name={name} label={label} help={help} faults={faults}>
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        autoComplete={autoComplete}
        required={required}
        aria-invalid={fault ? 'true' : undefined}
        aria-describedby={described || undefined}
      />
    </Framed>
  );
}

interface SelectProps {
  name: string;
  label: string;
  options: readonly { value: string; label: string }[];
  value?: string | undefined;
  faults?: readonly Fault[];
}

export function Select({ name, label, options, value, faults = [] }: SelectProps): VNode {
  const fault = faultOf(faults, name);
  return (
    <Framed name={name} label={label} faults={faults}>
      <select id={name} name={name} aria-invalid={fault ? 'true' : undefined} aria-describedby={fault ? `${name}-fault` : undefined}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Framed>
  );
}

interface FramedProps {
  name: string;
  label: string;
  help?: string | undefined;
  faults: readonly Fault[];
  children: ComponentChildren;
}

function Framed({ name, label, help, faults, children }: FramedProps): VNode {
  const fault = faultOf(faults, name);
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {help !== undefined && (
        <p class="quiet" id={`${name}-help`}>
          {help}
        </p>
      )}
      {children}
      {fault && (
        <p class="fault" id={`${name}-fault`}>
          {sentence(fault)}
        </p>
      )}
    </div>
  );
}

/** What went wrong with the form as a whole; read out by screen readers at once. */
export const Problem = ({ message }: { message: string | null | undefined }): VNode | null =>
  message ? (
    <p class="error" role="alert">
      {message}
    </p>
  ) : null;
