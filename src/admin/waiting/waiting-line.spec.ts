import { describe, expect, it } from '@jest/globals';
import { mostWaiting, waits } from '../../platform/waiting.js';
import { countWords, lineOf } from './waiting-line.js';

const [early, late] = [new Date('2027-01-01T12:00:00Z'), new Date('2027-02-01T12:00:00Z')];
const milestones = (n: number) =>
  Array.from({ length: n }, (_, at) => waits({ title: `Step ${at}`, at: `step-${at}` }));

describe('a line of what waits', () => {
  it('is none where nothing waits', () => expect(lineOf('claims', [])).toBeNull());

  it('leads to the one thing that waits, and to the list of several', () => {
    expect(lineOf('claims', [waits({ at: 'C28' })])).toMatchObject({
      label: '1 claim to check again',
      href: '/admin/claims/C28',
    });
    const two = [waits({ at: 'C28', title: 'One' }), waits({ at: 'C29', title: 'Two' })];
    expect(lineOf('claims', two)).toMatchObject({
      label: '2 claims to check again',
      href: '/admin/claims#queue',
      entries: [
        { title: 'One', href: '/admin/claims/C28' },
        { title: 'Two', href: '/admin/claims/C29' },
      ],
      more: 0,
    });
  });

  it('states the first day and the greatest age, whatever has them, and names the most urgent first', () => {
    const line = lineOf('milestones', [
      waits({ title: 'Old', since: early }),
      waits({ title: 'Later', due: '2027-03-02', since: late }),
      waits({ title: 'Soon', due: '2027-03-01', since: late }),
    ]);
    expect(line).toMatchObject({ due: '2027-03-01', oldest: early });
    expect(line?.entries.map(({ title }) => title)).toEqual(['Soon', 'Later', 'Old']);
  });

  it('names three, each once, long ones shortened, and says how many more there are', () => {
    expect(lineOf('milestones', milestones(5))).toMatchObject({ count: 5, more: 2 });
    const same = lineOf('held', [waits({ title: 'Norway', at: 'a' }), waits({ title: 'Norway', at: 'b' })]);
    expect(same).toMatchObject({ count: 2, more: 0, entries: [{ title: 'Norway' }] });
    expect(lineOf('claims', [waits({ title: 'x'.repeat(200) })])?.entries[0]?.title).toBe(`${'x'.repeat(79)}…`);
  });

  it('counts up to a hundred', () => {
    expect([countWords(99), countWords(mostWaiting), countWords(500)]).toEqual(['99', '99+', '99+']);
    expect(lineOf('claims', milestones(mostWaiting))?.label).toBe('99+ claims to check again');
  });
});
