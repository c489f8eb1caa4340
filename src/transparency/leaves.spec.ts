import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { commitmentOf, entryOf, leafOf, recordText } from './leaves.js';

describe('leaves', () => {
  const text = fc.string({ unit: 'grapheme' });

  it('spell any record as RFC 8785 does', () => {
    const record = fc.record({
      ...{ log: text, version: text, givenName: text, familyName: text, country: text, confirmedOn: text },
      mailbox: fc.option(text, { nil: null }),
    });
    fc.assert(fc.property(record, (one) => recordText(one) === canonicalize(one)));
  });

  it('spell any signature as RFC 8785 does, and read it back', () => {
    const salt = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(salt, text, fc.nat(), (bytes, record, v) => {
        const leaf = { k: 'sign', v, c: commitmentOf(bytes, record) } as const;
        expect(entryOf(leaf).toString()).toBe(canonicalize(leaf));
        expect(leafOf(entryOf(leaf))).toEqual(leaf);
      }),
    );
  });
});
