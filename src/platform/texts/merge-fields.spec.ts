import fc from 'fast-check';
import { mergeFields } from './merge-fields.js';

const merge = (base: string, mine: string, theirs: string, name = 'body') => {
  const { fields, conflicts } = mergeFields({ [name]: base }, { [name]: mine }, { [name]: theirs });
  return conflicts.length > 0 ? null : fields[name];
};
const blocks = (...all: string[]) => all.join('\n\n');

describe('two people who change the same text', () => {
  it.each([
    ['one of them alone', blocks('a', 'b', 'c'), blocks('a', 'b', 'c'), blocks('a', 'B', 'c'), blocks('a', 'B', 'c')],
    ['different blocks', blocks('a', 'b', 'c'), blocks('A', 'b', 'c'), blocks('a', 'b', 'C'), blocks('A', 'b', 'C')],
    [
      'a new block and a removed one',
      blocks('a', 'b', 'c'),
      blocks('n', 'a', 'b', 'c'),
      blocks('a', 'b'),
      blocks('n', 'a', 'b'),
    ],
    ['the same change', blocks('a', 'b'), blocks('a', 'B'), blocks('a', 'B'), blocks('a', 'B')],
  ])('keep both: %s', (_, base, mine, theirs, both) => {
    expect(merge(base, mine, theirs)).toBe(both);
  });

  it('decide themselves where they changed the same block, or put two into one place', () => {
    expect(merge(blocks('a', 'b'), blocks('a', 'x'), blocks('a', 'y'))).toBeNull();
    expect(merge(blocks('a', 'b'), blocks('a', 'x', 'b'), blocks('a', 'y', 'b'))).toBeNull();
    expect(merge('A title', 'My title', 'Their title', 'title')).toBeNull();
  });

  const text = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { maxLength: 7 })
    .map((all) => blocks(...all));
  it('never lose a block that one of them added, and never bring one back that one of them removed', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const merged = merge(base, mine, theirs);
        if (merged === null) return;
        const count = (all: string | undefined, block: string) =>
          (all ?? '').split('\n\n').filter((one) => one === block).length;
        for (const block of 'abcdefg') {
          const [was, own, other] = [count(base, block), count(mine, block), count(theirs, block)];
          // The same change by both counts once, so the sum is the most that can be expected.
          const sum = was + (own - was) + (other - was);
          expect(count(merged, block)).toBeGreaterThanOrEqual(Math.min(own, other, sum));
          expect(count(merged, block)).toBeLessThanOrEqual(Math.max(own, other, sum));
        }
      }),
    );
  });

  it('get the same whoever of them saves first', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) =>
        expect(merge(base, mine, theirs)).toBe(merge(base, theirs, mine) ?? null),
      ),
    );
  });
});
