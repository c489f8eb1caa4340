import type { ComponentChildren, VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Refused } from './form.js';

/** An error as a sentence beside its field: "Is shorter than 12 characters." */
export const sentence = ({ detail }: Fault): string => `${detail.charAt(0).toUpperCase()}${detail.slice(1)}.`;

export const faultOf = (faults: readonly Fault[], name: string): Fault | undefined =>
  faults.find(({ pointer }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`));

interface FieldProps {
  name: string;
  /** On the page, where several forms have a field of the name */
  id?: string;
  label: string;
  type?: 'text' | 'email' | 'password' | 'search' | 'date' | 'url' | 'number' | 'datetime-local' | undefined;
  value?: string | undefined;
  faults?: readonly Fault[];
  help?: string | undefined;
  autoComplete?: string;
  required?: boolean;
}

/** A label, its input, and its error. */
export function Field({
  name,
  id = name,
  label,
  type = 'text',
  value,
  faults = [],
  help,
  autoComplete = 'off',
  required = false,
}: FieldProps): VNode {
  return (
    <Framed id={id} name={name} label={label} help={help} faults={faults}>
      <input
        id={id}
        name={name}
        type={type}
        value={value}
        autoComplete={autoComplete}
        required={required}
        {...described(id, name, help, faults)}
      />
    </Framed>
  );
}

interface SelectProps {
  name: string;
  id?: string;
  label: string;
  options: readonly { value: string; label: string }[];
  value?: string | undefined;
  faults?: readonly Fault[];
  help?: string;
}

export function Select({ name, id = name, label, options, value, faults = [], help }: SelectProps): VNode {
  return (
    <Framed id={id} name={name} label={label} help={help} faults={faults}>
      <select id={id} name={name} {...described(id, name, help, faults)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Framed>
  );
}

interface AreaProps extends Omit<SelectProps, 'options'> {
  rows?: number;
  lang?: string;
}

/** Text of several lines. */
export const Area = ({ name, label, value, faults = [], help, rows = 3, lang }: AreaProps): VNode => (
  <Framed id={name} name={name} label={label} help={help} faults={faults}>
    <textarea id={name} name={name} rows={rows} lang={lang} {...described(name, name, help, faults)}>
      {value ?? ''}
    </textarea>
  </Framed>
);

interface CheckProps {
  name: string;
  label: string;
  checked?: boolean;
  faults?: readonly Fault[];
  required?: boolean;
}

export function Check({ name, label, checked = false, faults = [], required = false }: CheckProps): VNode {
  const fault = faultOf(faults, name);
  return (
    <div class="check">
      <input
        id={name}
        type="checkbox"
        name={name}
        value="yes"
        checked={checked}
        required={required}
        {...described(name, name, undefined, faults)}
      />
      <label for={name}>
        {label}
        {fault && (
          <span class="fault" id={`${name}-fault`}>
            {` ${sentence(fault)}`}
          </span>
        )}
      </label>
    </div>
  );
}

/** Ties an input to its help and its error. */
function described(id: string, name: string, help: string | undefined, faults: readonly Fault[]) {
  const fault = faultOf(faults, name);
  const ids = [help !== undefined && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ');
  return { 'aria-invalid': fault ? ('true' as const) : undefined, 'aria-describedby': ids || undefined };
}

interface FramedProps {
  id: string;
  name: string;
  label: string;
  help?: string | undefined;
  faults: readonly Fault[];
  children: ComponentChildren;
}

function Framed({ id, name, label, help, faults, children }: FramedProps): VNode {
  const fault = faultOf(faults, name);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {help !== undefined && (
        <p class="quiet" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children}
      {fault && (
        <p class="fault" id={`${id}-fault`}>
          {sentence(fault)}
        </p>
      )}
    </div>
  );
}

/** An error of the form as a whole; read out by screen readers at once. */
export const Problem = ({ message }: { message: string | null | undefined }): VNode | null =>
  message ? (
    <p class="error" role="alert">
      {message}
    </p>
  ) : null;

/** At the top of a long page, the link to the form with errors. */
export const RefusedBelow = ({ refused, form }: { refused: Refused | undefined; form: string }): VNode | null =>
  refused ? (
    <p class="error">
      Nothing was changed. <a href={`#${form}`}>Please check the form.</a>
    </p>
  ) : null;

/** Errors, including those not shown beside a field. @param fields names of the fields that show their own */
export function Refusal({
  refused,
  fields,
}: {
  refused: Refused | undefined;
  fields: readonly string[];
}): VNode | null {
  if (!refused) return null;
  const strays = refused.faults.filter(
    ({ pointer }) => !fields.some((name) => pointer === `/${name}` || pointer.startsWith(`/${name}/`)),
  );
  const shown = strays.filter(({ detail }) => !refused.problem.toLowerCase().includes(detail.toLowerCase()));
  return (
    <div class="error" role="alert">
      <p>{refused.problem}</p>
      {shown.length > 0 && (
        <ul>
          {shown.map((fault) => (
            <li>{sentence(fault)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
