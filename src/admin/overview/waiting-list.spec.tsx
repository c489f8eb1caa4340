import { describe, expect, it } from '@jest/globals';
import { render } from 'preact-render-to-string';
import { waits, type Waiting } from '../../platform/waiting.js';
import { lineOf } from '../waiting/waiting-line.js';
import { dueWords, WaitingList } from './waiting-list.js';

const now = new Date('2027-04-02T12:00:00Z');
const said = (...items: Partial<Waiting>[]): string => {
  const line = lineOf('claims', items.map(waits));
  return render(<WaitingList lines={line ? [line] : []} today="2027-04-02" now={now} />)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
};

describe('the list of what waits', () => {
  it.each([
    ['2027-03-31', -2, '2 days late'],
    ['2027-04-01', -1, '1 day late'],
    ['2027-04-02', 0, 'due today'],
    ['2027-04-03', 1, 'due tomorrow'],
    ['2027-04-04', 2, 'due 4 April'],
    ['2028-04-04', 368, 'due 4 April 2028'],
  ])('says of %s: %s', (day, left, words) => expect(dueWords(day, left)).toBe(words));

  it('says that nothing waits', () => expect(said()).toContain('Nothing waits for you.'));

  it('says how old the one is, or the oldest of several', () => {
    const since = new Date('2027-03-30T11:00:00Z');
    expect(said({ since })).toContain('for 3 days');
    expect(said({ since }, { since: now })).toContain('oldest 3 days');
    expect(said({ since: now })).toContain('new today');
    expect(said({})).not.toMatch(/day/);
  });

  it('says what, how many, until when and which', () => {
    const items = ['One', 'Two', 'Three', 'Four'].map((title) => ({ title, due: '2027-04-04' }));
    expect(said(...items)).toMatch(/4 claims to check again due 4 April One; Two; Three; 1 more/);
  });
});
