import {
  faultsAfterRepeating,
  faultsAtTheEnd,
  faultsOfNumbers,
  type Counts,
  type LedgerRow,
} from '../drill/lib/mailing-verdict.mjs';

const row = (email: string, state: string, reason: string | null = null): LedgerRow => ({ email, state, reason });
const mailboxes = (...emails: string[]): Map<string, string[]> => {
  const mails = new Map<string, string[]>();
  for (const email of emails) mails.set(email, [...(mails.get(email) ?? []), `<${email}>`]);
  return mails;
};

describe('what the drill of updates says', () => {
  const look = (counts: Counts, more: { reached?: [number, number]; total?: number; state?: string } = {}) =>
    faultsOfNumbers(counts, { total: 10, amount: 10, reached: [5, 7], state: 'sending', isRepeating: false, ...more });

  it('finds nothing wrong with numbers that agree with the mailboxes', () => {
    expect(look({ waiting: 3, in_hand: 1, sent: 5, outcome_unknown: 1 })).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['do not add up', look({ waiting: 3, in_hand: 1, sent: 5 })],
    ['show another total', look({ waiting: 5, sent: 5 }, { total: 9 })],
    ['say “sent” of more than arrived', look({ waiting: 2, sent: 8 })],
    ['say “waiting” of what has arrived', look({ waiting: 6, sent: 4 })],
    ['say that all is done while some wait', look({ waiting: 4, sent: 6 }, { state: 'done' })],
  ])('notices numbers that %s', (_, faults) => {
    expect(faults).toHaveLength(1);
  });

  const rows = [row('a', 'sent'), row('b', 'sent'), row('c', 'outcome_unknown'), row('d', 'refused')];

  it.each<[string, LedgerRow[], string[]]>([
    ['an email that arrived twice', rows, ['a', 'b', 'b']],
    ['an email that arrived twice with a mark', rows, ['a', 'b', 'c', 'c']],
    ['a person without email and mark', rows, ['a']],
    ['an email that is said to be refused', rows, ['a', 'b', 'd']],
    ['an email to nobody', rows, ['a', 'b', 'x']],
    ['somebody who waits', [...rows.slice(0, 3), row('d', 'waiting')], ['a', 'b']],
    ['somebody missing from the ledger', rows.slice(0, 3), ['a', 'b']],
  ])('notices at the end %s', (_, ledger, mails) => {
    expect(faultsAtTheEnd(rows, mailboxes('a', 'b', 'c'), 4)).toEqual([]);
    expect(faultsAtTheEnd(rows, mailboxes('a', 'b'), 4)).toEqual([]);
    expect(faultsAtTheEnd(ledger, mailboxes(...mails), 4)).toHaveLength(1);
  });

  const again = [row('a', 'sent'), row('b', 'sent', 'sent_again')];
  const marked = new Set(['b']);

  it.each<[string, LedgerRow[], string[]]>([
    ['two emails to somebody who was not marked', again, ['a', 'a', 'b']],
    ['three emails', again, ['a', 'b', 'b', 'b']],
    ['a person without any', again, ['a']],
    ['a mark that is gone', [row('a', 'sent'), row('b', 'sent')], ['a', 'b']],
    ['somebody not sent to', [row('a', 'sent'), row('b', 'waiting', 'sent_again')], ['a', 'b']],
  ])('notices after sending again %s', (_, ledger, mails) => {
    expect(faultsAfterRepeating(again, mailboxes('a', 'b', 'b'), marked)).toEqual([]);
    expect(faultsAfterRepeating(ledger, mailboxes(...mails), marked)).toHaveLength(1);
  });
});
