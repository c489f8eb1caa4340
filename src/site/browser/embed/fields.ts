import type { EmbeddedForm } from '../../embed.schema.js';
import { el } from './dom.js';

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;
type Question = EmbeddedForm['fields']['questions'][number];

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
export function drawFields({ words, countries, fields }: EmbeddedForm): Map<string, Field> {
  const text = (name: string): string => words.form[name] ?? name;
  const options = [{ code: '', name: text('chooseCountry') }, ...countries].map(({ code, name }) =>
    el('option', { value: code }, name),
  );
  const country = el(
    'select',
    { id: 'country', name: 'country', autocomplete: 'country', required: true, part: 'field' },
    ...options,
  );
  const labelled = (label: string, isRequired: boolean): string =>
    isRequired ? label : `${label} (${text('optional')})`;
  const asked = (name: 'familyName' | 'postalCode', autocomplete: string, max: number): [string, Field][] => {
    const isRequired = fields[name] === 'required';
    const label = labelled(text(name), isRequired);
    return fields[name] === 'off' ? [] : [[name, input(name, label, autocomplete, max, 'text', undefined, isRequired)]];
  };
  return new Map([
    ['givenName', input('givenName', text('givenName'), 'given-name', 100)],
    ...asked('familyName', 'family-name', 100),
    ['email', input('email', text('email'), 'email', 254, 'email', text('emailHelp'))],
    ['country', framed('country', text('country'), country)],
    // Elsewhere a form is short: what may be left out is on the petition's own page.
    ...(fields.postalCode === 'required' ? asked('postalCode', 'postal-code', 20) : []),
    ...(fields.comment === 'required'
      ? [['comment', commentField(text('comment'), text('commentHelp'))] as const]
      : []),
    ...fields.questions.map((question): [string, Field] => {
      const name = `${answerPrefix}${question.key}`;
      const label = labelled(question.label, question.required);
      return [name, framed(name, label, answerControl(question, name, words), question.purpose)];
    }),
  ]);
}

/** Before the key of a question, in the name of its field. */
export const answerPrefix = 'answers/';

const commentField = (label: string, help: string): Field =>
  framed(
    'comment',
    label,
    el('textarea', { id: 'comment', name: 'comment', rows: 3, maxlength: 1000, required: true }),
    help,
  );

function answerControl({ kind, required, options }: Question, name: string, words: EmbeddedForm['words']): Control {
  const attributes = { id: name, name, required, part: 'field' };
  if (kind === 'text') return el('input', { type: 'text', maxlength: 500, autocomplete: 'off', ...attributes });
  const { yes, no, choose } = words.answers;
  const answers =
    kind === 'choice'
      ? options
      : [
          { key: 'yes', label: yes },
          { key: 'no', label: no },
        ];
  return el(
    'select',
    attributes,
    ...[{ key: '', label: choose }, ...answers].map(({ key, label }) => el('option', { value: key }, label)),
  );
}
