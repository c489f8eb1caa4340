import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mailboxesIn } from './mailboxes-in.js';

const found = (...texts: string[]): string[] => [...(mailboxesIn(texts, 100) ?? [])];

describe('mailboxesIn', () => {
  it.each([
    ["o'brien@example.org", "o'brien@example.org"],
    ['O’Brien@Example.org', "o'brien@example.org"],
    ["'ann@example.org'", 'ann@example.org'],
    ['a.b+x@gmail.com', 'ab@gmail.com'],
    ['A.B@googlemail.com', 'ab@gmail.com'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@BÜCHER.example', 'ann@xn--bcher-kva.example'],
    ['ann@bu\u0308cher.example', 'ann@xn--bcher-kva.example'],
    ['ann@xn--bcher-kva.example', 'ann@xn--bcher-kva.example'],
    ['лист: ann@пошта.укр.', 'ann@xn--80a1acn3a.xn--j1amh'],
    ['Ann <ann@example.org>', 'ann@example.org'],
    ['mailto:ann@example.org?subject=x', 'ann@example.org'],
    ['https://example.net/?e=ann%40example.org&x=1', 'ann@example.org'],
    ['ann&#64;example.org', 'ann@example.org'],
    ['ann (at) example.org', 'ann@example.org'],
    ['ann @ example.org', 'ann@example.org'],
    ['ann＠example.org', 'ann@example.org'],
    ['an\u200Bn@exam\u00ADple.org', 'ann@example.org'],
    ['"ann"@example.org', 'ann@example.org'],
    ['write to ann@example.org.Thanks', 'ann@example.org'],
    ['宛先ann@example.orgさん', 'ann@example.org'],
    ['bob@example.net;ann@example.org,', 'ann@example.org'],
    ['e-mail=ann@example.org/work', 'ann@example.org'],
  ])('finds in %j the mailbox %s', (text, mailbox) => {
    expect(found(text)).toContain(mailbox);
  });

  it('does not take a longer address for a shorter one', () => {
    expect(found('xann@example.org', 'ann@example.org.example')).not.toContain('xxann@example.org');
    expect(found('joann@example.org')).toEqual(['joann@example.org']);
    expect(found('ann@myexample.org')).toEqual(['ann@myexample.org']);
  });

  it('finds an address in any surroundings, as it would be read alone', () => {
    const before = fc.constantFrom('', ' ', '<', '(', '"', "'", ',', ';', 'mailto:', '> ', '«', '\u202A', '、');
    const after = fc.constantFrom('', ' ', '>', ')', '"', "'", ',', ';', '.', '?subject=x', '»', '\u202C', 'さん');
    const local = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,10}[a-z0-9]$/);
    fc.assert(
      fc.property(before, local, after, (start, name, end) => {
        expect(found(`${start}${name}@example.org${end}`)).toContain(found(`${name}@example.org`)[0]);
      }),
    );
  });

  it('gives up on texts of nothing but addresses instead of working without end', () => {
    expect(mailboxesIn(['a@b.c '.repeat(100_000)], 100)).toBeNull();
    expect(mailboxesIn(['@'.repeat(2_000)], 100)).toEqual(new Set());
  });
});
