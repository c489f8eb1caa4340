import fc from 'fast-check';
import { newSecret, sha256, Tokens, type TokenPurpose } from './tokens.js';

const tokens = new Tokens('a secret of at least thirty-two characters');
const now = new Date('2027-04-04T00:00:00Z');
const later = new Date('2027-04-11T00:00:00Z');
const purposes: TokenPurpose[] = ['confirm', 'disown', 'unsubscribe', 'staff-setup', 'staff-invite'];

describe('Tokens', () => {
  it('reads back the id it was made for, for that purpose and no other', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...purposes), fc.constantFrom(...purposes), (id, made, used) => {
        const reading = tokens.read(used, tokens.issue(made, id, later), now);
        expect(reading).toEqual(made === used ? { outcome: 'valid', id } : { outcome: 'invalid' });
      }),
    );
  });

  it('expires at its second', () => {
    const id = '0190a000-0000-7000-8000-000000000001';
    const token = tokens.issue('confirm', id, later);
    expect(tokens.read('confirm', token, new Date(later.getTime() - 1)).outcome).toBe('valid');
    expect(tokens.read('confirm', token, later)).toEqual({ outcome: 'expired', id });
  });

  it('takes no text for a token that it did not issue, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(tokens.read('confirm', text, now)).toEqual({ outcome: 'invalid' }),
      ),
    );
  });

  it('accepts one spelling of a token only', () => {
    const token = tokens.issue('confirm', '0190a000-0000-7000-8000-000000000001', later);
    const asBase64 = Buffer.from(token, 'base64url').toString('base64');
    for (const other of [`${token}=`, `${token}\n`, ` ${token}`, `${asBase64}==`])
      expect(tokens.read('confirm', other, now).outcome).toBe('invalid');
  });

  it('depends on the key', () => {
    const others = new Tokens('another secret of at least thirty-two characters');
    const id = '0190a000-0000-7000-8000-000000000001';
    expect(others.read('confirm', tokens.issue('confirm', id, later), now).outcome).toBe('invalid');
    expect(others.keyedHash('mailbox', 'a')).not.toEqual(tokens.keyedHash('mailbox', 'a'));
    expect(others.sign('form-stamp', 'a')).not.toBe(tokens.sign('form-stamp', 'a'));
  });

  it('keeps the domains of hashes and signatures apart', () => {
    expect(tokens.keyedHash('mailbox', 'a')).not.toEqual(tokens.keyedHash('range', 'a'));
    expect(tokens.verify('form-stamp', 'a', tokens.sign('form-stamp', 'a'))).toBe(true);
    expect(tokens.verify('csrf', 'a', tokens.sign('form-stamp', 'a'))).toBe(false);
    expect(tokens.verify('form-stamp', 'b', tokens.sign('form-stamp', 'a'))).toBe(false);
    expect(tokens.verify('form-stamp', 'a', '')).toBe(false);
  });
});

describe('newSecret', () => {
  it('is 256 bits under its prefix, never twice the same, with the hash that is stored in its place', () => {
    const [one, two] = [newSecret('dem_'), newSecret('dem_')];
    expect(one.secret).toMatch(/^dem_[\w-]{43}$/);
    expect(one.secret).not.toBe(two.secret);
    expect(one.hash).toEqual(sha256(one.secret));
  });
});
