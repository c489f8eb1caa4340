import type { EmbeddedForm } from '../../embed.schema.js';
import { el } from './dom.js';

type Control = HTMLInputElement | HTMLSelectElement;

/** A control with its label, and a place for its error. */
export interface Field {
  element: HTMLElement;
  control: Control;
  /** @param fault null clears it */
  complain: (fault: string | null) => void;
}

/** The error is read out with its control, and remains its description. */
function framed(name: string, label: string, control: Control, help?: string): Field {
  const fault = el('p', { class: 'fault', id: `${name}-fault`, hidden: true });
  const described = (withFault: boolean): void => {
    const ids = [help !== undefined && `${name}-help`, withFault && `${name}-fault`].filter(Boolean).join(' ');
    if (ids === '') control.removeAttribute('aria-describedby');
    else control.setAttribute('aria-describedby', ids);
  };
  described(false);
  return {
    control,
    element: el(
      'div',
      { class: 'field' },
      el('label', { for: name }, label),
      control,
      fault,
      help !== undefined && el('p', { class: 'quiet help', id: `${name}-help` }, help),
    ),
    complain: (text) => {
      fault.textContent = text ?? '';
      fault.hidden = text === null;
      if (text === null) control.removeAttribute('aria-invalid');
      else control.setAttribute('aria-invalid', 'true');
      described(text !== null);
    },
  };
}

const input = (
  name: string,
  label: string,
  autocomplete: string,
  max: number,
  type = 'text',
  help?: string,
  required = true,
): Field =>
  framed(
    name,
    label,
    el('input', { id: name, name, type, autocomplete, maxlength: max, required, part: 'field' }),
    help,
  );

/** The fields by the names the server uses. */
export function drawFields({ words, countries }: EmbeddedForm): Map<string, Field> {
  const text = (name: string): string => words.form[name] ?? name;
  const options = [{ code: '', name: text('chooseCountry') }, ...countries].map(({ code, name }) =>
    el('option', { value: code }, name),
  );
  const country = el(
    'select',
    { id: 'country', name: 'country', autocomplete: 'country', required: true, part: 'field' },
    ...options,
  );
  return new Map([
    ['givenName', input('givenName', text('givenName'), 'given-name', 100)],
    [
      'familyName',
      input('familyName', `${text('familyName')} (${text('optional')})`, 'family-name', 100, 'text', undefined, false),
    ],
    ['email', input('email', text('email'), 'email', 254, 'email', text('emailHelp'))],
    ['country', framed('country', text('country'), country)],
  ]);
}
