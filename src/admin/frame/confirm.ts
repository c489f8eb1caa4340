import { InvalidInput } from '../../platform/errors.js';
import type { Texts } from './form.js';

/** How people write the same number or name: with separators, spaces, or other capitals. */
const plain = (typed: string): string => {
  const text = typed.normalize('NFC').trim().toLowerCase();
  return /^\d[\d\s.,'’]*$/.test(text) ? text.replace(/\D/g, '') : text;
};

/**
 * Goes on only if the number or name of what will happen was typed, so that nothing that cannot be undone happens by a slip.
 * @throws InvalidInput
 */
export function requireTyped(input: Texts, wanted: string | number, name = 'confirm'): void {
  if (plain(input[name] ?? '') === plain(String(wanted))) return;
  const detail = typeof wanted === 'number' ? 'is not the number that is shown' : 'is not what is shown';
  throw new InvalidInput([{ pointer: `/${name}`, code: 'confirm.mismatch', detail }]);
}
