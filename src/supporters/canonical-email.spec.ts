import fc from 'fast-check';
import { canonicalEmail } from './canonical-email.js';

describe('canonicalEmail', () => {
  it.each([
    ['Ada.Lovelace+petition@gmail.com', 'adalovelace@gmail.com'],
    ['ada.lovelace@googlemail.com', 'adalovelace@gmail.com'],
    ['ada+x@outlook.com', 'ada@outlook.com'],
    ['ada.x@outlook.com', 'ada.x@outlook.com'],
    ['ada-shop@yahoo.com', 'ada@yahoo.com'],
    ['ada@me.com', 'ada@icloud.com'],
    ['ada@protonmail.com', 'ada@proton.me'],
    ['ada+one@example.org', 'ada+one@example.org'],
    ['ADA@example.org', 'ada@example.org'],
    ['+@gmail.com', '+@gmail.com'],
    ['...@gmail.com', '...@gmail.com'],
  ])('%s is %s', (address, canonical) => {
    expect(canonicalEmail(address)).toBe(canonical);
  });

  it('is the same when applied twice, for any local part and provider', () => {
    const local = fc.stringMatching(/^[a-zA-Z0-9.+_-]{1,30}$/);
    const domain = fc.constantFrom('gmail.com', 'yahoo.com', 'outlook.com', 'me.com', 'example.org');
    fc.assert(
      fc.property(local, domain, (name, at) => {
        const once = canonicalEmail(`${name}@${at}`);
        expect(canonicalEmail(once)).toBe(once);
      }),
    );
  });
});
