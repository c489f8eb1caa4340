import fc from 'fast-check';
import { emptyInput, readForm, toSignup } from './signup-form.js';

describe('readForm', () => {
  it('reads what a browser posts', () => {
    const form = readForm({
      givenName: 'Ada',
      familyName: 'Lovelace',
      email: 'ada@example.org',
      country: 'GB',
      showName: 'true',
      consents: ['signature:1', 'newsletter:1'],
      website: '',
      stamp: 'a.b',
      altcha: '',
      locale: 'fr',
    });
    expect(form.input).toEqual({
      ...emptyInput,
      givenName: 'Ada',
      familyName: 'Lovelace',
      email: 'ada@example.org',
      country: 'GB',
      showName: true,
      consents: ['signature:1', 'newsletter:1'],
    });
    expect(form).toMatchObject({ locale: 'fr', honeypot: '', stamp: 'a.b', emailAsTyped: false });
  });

  it('takes the last of a field given twice, one consent as a list, and ignores what it does not know', () => {
    const { input } = readForm({ email: ['a@example.org', 'b@example.org'], consents: 'signature:1', isAdmin: '1' });
    expect(input).toEqual({ ...emptyInput, email: 'b@example.org', consents: ['signature:1'] });
  });

  it('makes of any body whatsoever a form of texts', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.dictionary(fc.constantFrom('email', 'consents', 'showName', 'answer_q1', '__proto__'), fc.anything()),
        ),
        (body) => {
          const { input } = readForm(body);
          for (const [name, value] of Object.entries(input)) {
            if (name === 'answers')
              expect(Object.values(value as object).every((one) => typeof one === 'string')).toBe(true);
            else if (name === 'consents')
              expect((value as unknown[]).every((one) => typeof one === 'string')).toBe(true);
            else expect(typeof value).toBe(name === 'showName' ? 'boolean' : 'string');
          }
        },
      ),
    );
  });
});

describe('toSignup', () => {
  it('has the shape of the JSON sign-up, without what only the page needs', () => {
    const form = readForm({
      givenName: 'Ada',
      consents: ['newsletter:2026-11', 'odd'],
      website: 'x',
      stamp: 's',
      locale: 'uk',
      altcha: 'proof',
    });
    expect(toSignup(form)).toEqual({
      givenName: 'Ada',
      familyName: '',
      email: '',
      country: '',
      postalCode: '',
      comment: '',
      source: '',
      answers: {},
      showName: false,
      locale: 'uk',
      altcha: 'proof',
      consents: [
        { purpose: 'newsletter', wording: '2026-11' },
        { purpose: 'odd', wording: '' },
      ],
    });
  });
});
