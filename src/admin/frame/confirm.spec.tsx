import { render } from 'preact-render-to-string';
import { InvalidInput } from '../../platform/errors.js';
import { requireTyped } from './confirm.js';
import { ConfirmField } from './confirm-field.js';

describe('what is typed to confirm', () => {
  it.each([
    ['1234', 1234],
    [' 1,234 ', 1234],
    ['1 234', 1234],
    ['0', 0],
    ['Reconsider', 'reconsider'],
    [' ada@example.org', 'Ada@example.org'],
  ])('%j is %j', (typed, wanted) => {
    expect(() => requireTyped({ confirm: typed }, wanted)).not.toThrow();
  });

  it.each([
    ['', 0],
    ['', 1234],
    ['123', 1234],
    ['12345', 1234],
    ['-1234', 1234],
    ['1234 letters', 1234],
    ['reconsid', 'reconsider'],
    ['adaexample.org', 'ada@example.org'],
  ])('%j is not %j', (typed, wanted) => {
    expect(() => requireTyped({ confirm: typed }, wanted)).toThrow(InvalidInput);
  });

  it('is refused with a stable code, beside the field of its form', () => {
    const fault = (input: Record<string, string>) => {
      try {
        requireTyped(input, 12, 'confirm_a');
      } catch (error) {
        return (error as InvalidInput).faults;
      }
      return [];
    };
    const faults = fault({ confirm: '12' });
    expect(faults).toEqual([
      { pointer: '/confirm_a', code: 'confirm.mismatch', detail: 'is not the number that is shown' },
    ]);
    const refused = { input: { confirm_a: '13' }, faults, problem: '' };
    const html = render(
      <ConfirmField wanted={1200} name="confirm_a" refused={refused}>
        1,200 letters are sent.
      </ConfirmField>,
    );
    expect(html).toContain('<label for="confirm_a">Type 1,200 to confirm</label>');
    expect(html).toMatch(/id="confirm_a"[^>]*value="13"[^>]*aria-invalid="true"/);
    expect(html).toContain('Is not the number that is shown.');
  });
});
