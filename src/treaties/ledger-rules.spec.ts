import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Day } from '../platform/day.js';
import type { EventKind } from './event.values.js';
import type { LedgerEvent } from './ledger-event.js';
import { checkEvent, type Candidate } from './ledger-rules.js';
import { LedgerRefused } from './treaties.errors.js';
import { event } from '../../test/support/ledger-event.js';

const held = (
  id: string,
  kind: EventKind,
  on: Day,
  relatesTo: string | null = null,
  more: Partial<LedgerEvent> = {},
): LedgerEvent => event(id, kind, on, { relatesTo, ...more });
const candidate = (kind: EventKind, on: Day | null, more: Partial<Candidate> = {}): Candidate => ({
  kind,
  on,
  in: null,
  asOf: '2026-11-20',
  consentKind: kind === 'consented' ? 'accession' : null,
  relatesTo: null,
  note: null,
  ...more,
});
const days = { adoptedOn: '1997-09-18', openedOn: '1997-12-03', today: '2026-11-24' };
const check = (event: Candidate, history: LedgerEvent[] = []): string | null => checkEvent(event, { history, ...days });

const signed = held('signature', 'signed', '1998-01-10');
const consented = held('consent', 'consented', '2004-05-12');
const entered = held('entry', 'entered_into_force', '2004-11-01', 'consent');
const noticed = held('notice', 'notice_received', '2025-06-27');
const left = held('effect', 'withdrawal_effective', '2025-12-27', 'notice');
const party = [signed, consented, entered];
const gone = [...party, noticed, left];
const war = held('war', 'armed_conflict_began', '2014-02-20');
const otherWar = held('other-war', 'armed_conflict_began', '2022-02-24');

// One case per line, so that the rules can be read as a table.
// prettier-ignore
const refusals: [what: string, code: string, field: string, event: Candidate, history: LedgerEvent[]][] = [
  ['a signature before the convention was opened', 'ledger.before_convention', 'on', candidate('signed', '1997-12-02'), []],
  ['an announcement before the convention was adopted', 'ledger.before_convention', 'on', candidate('withdrawal_announced', '1997-09-17'), party],
  ['a consent in a year before the convention', 'ledger.before_convention', 'on', candidate('consented', null, { in: '1996' }), []],
  ['a consent in a month before the convention', 'ledger.before_convention', 'on', candidate('consented', null, { in: '1997-11' }), []],
  ['an event of tomorrow', 'ledger.in_future', 'on', candidate('consented', '2026-11-25'), []],
  ['a source of tomorrow', 'ledger.in_future', 'asOf', candidate('consented', '2026-11-20', { asOf: '2026-11-25' }), []],
  ['a source older than the event', 'ledger.source_older', 'asOf', candidate('consented', '2026-11-20', { asOf: '2026-11-19' }), []],
  ['the same event again', 'ledger.duplicate', 'on', candidate('consented', '2004-05-12'), party],
  ['the same objection again', 'ledger.duplicate', 'on', candidate('objection', '2025-07-30', { note: 'By Norway.' }), [
    ...party,
    held('objection', 'objection', '2025-07-30', null, { note: 'By Norway.' }),
  ]],
  ['a signature after the consent', 'ledger.signed_after_consent', 'on', candidate('signed', '2004-05-13'), [consented]],
  ['a second consent', 'ledger.already_consented', 'on', candidate('consented', '2010-01-01'), party],
  ['a second consent while a notice is running', 'ledger.already_consented', 'on', candidate('consented', '2025-08-01'), [...party, noticed]],
  ['an earlier consent beside the one there is', 'ledger.already_consented', 'on', candidate('consented', '2003-01-01'), party],
  ['a notice before the consent', 'ledger.withdrawal_before_consent', 'on', candidate('notice_received', '2004-05-11'), party],
  ['a notice without any consent', 'ledger.withdrawal_before_consent', 'on', candidate('notice_received', '2025-06-27'), [signed]],
  ['an announcement without any consent', 'ledger.withdrawal_before_consent', 'on', candidate('withdrawal_announced', '2025-06-27'), []],
  ['a vote without any consent', 'ledger.withdrawal_before_consent', 'on', candidate('withdrawal_approved', '2025-06-27'), []],
  ['a suspension without any consent', 'ledger.withdrawal_before_consent', 'on', candidate('suspension_claimed', '2025-06-27'), []],
  ['a withdrawal without any consent', 'ledger.withdrawal_before_consent', 'on', candidate('withdrawal_effective', '2025-12-27'), []],
  ['a notice of a state that has left', 'ledger.withdrawal_before_consent', 'on', candidate('notice_received', '2026-01-10'), gone],
  ['a second notice while one is running', 'ledger.notice_running', 'on', candidate('notice_received', '2025-07-01'), [...party, noticed]],
  ['a second notice while one is held by a conflict', 'ledger.notice_running', 'on', candidate('notice_received', '2026-01-10'), [...party, noticed, war]],
  ['an answer to an event that is not there', 'ledger.relates_unknown', 'relatesTo', candidate('notice_revoked', '2025-08-01', { relatesTo: 'elsewhere' }), [...party, noticed]],
  ['an answer to an event of the wrong kind', 'ledger.relates_unknown', 'relatesTo', candidate('notice_revoked', '2025-08-01', { relatesTo: 'consent' }), [...party, noticed]],
  ['an end that could be that of two conflicts', 'ledger.relates_ambiguous', 'relatesTo', candidate('armed_conflict_ended', '2026-01-01'), [war, otherWar]],
  ['the end of a conflict that never began', 'ledger.nothing_answered', 'kind', candidate('armed_conflict_ended', '2026-01-01'), party],
  ['a withdrawal of a party without a notice', 'ledger.nothing_answered', 'kind', candidate('withdrawal_effective', '2025-12-27'), party],
  ['a second end of the same conflict', 'ledger.nothing_answered', 'kind', candidate('armed_conflict_ended', '2026-01-01'), [
    war,
    held('peace', 'armed_conflict_ended', '2020-01-01', 'war'),
  ]],
  ['an entry into force before an accession', 'ledger.too_early', 'on', candidate('entered_into_force', '2004-05-11'), [consented]],
  ['a withdrawal before its notice', 'ledger.too_early', 'on', candidate('withdrawal_effective', '2025-06-26'), [...party, noticed]],
  ['a revocation before its notice', 'ledger.too_early', 'on', candidate('notice_revoked', '2025-06-26'), [...party, noticed]],
  ['a second revocation of the same notice, though it is named', 'ledger.nothing_answered', 'relatesTo', candidate('notice_revoked', '2025-11-01', { relatesTo: 'notice' }), [...party, noticed, held('revocation', 'notice_revoked', '2025-10-01', 'notice')]],
  ['an effect of a notice that was revoked', 'ledger.nothing_answered', 'kind', candidate('withdrawal_effective', '2025-12-27', { asOf: '2025-12-01' }), [...party, noticed, held('revocation', 'notice_revoked', '2025-10-01', 'notice')]],
  ['a notice before one that would then have been a second', 'ledger.notice_running', 'on', candidate('notice_received', '2025-06-01'), [...party, noticed]],
  ['a signature of next year', 'ledger.in_future', 'on', candidate('signed', null, { in: '2027' }), []],
  ['an objection in a month after its source', 'ledger.source_older', 'asOf', candidate('objection', null, { in: '2026-11', asOf: '2026-10-31' }), party],
  ['a revocation on the day a conflict ended', 'ledger.revoked_too_late', 'on', candidate('notice_revoked', '2026-05-08'), [...party, noticed, war, held('peace', 'armed_conflict_ended', '2026-05-08', 'war')]],
  ['a revocation on the day of effect', 'ledger.revoked_too_late', 'on', candidate('notice_revoked', '2025-12-27'), gone],
  ['a revocation after the computed effect', 'ledger.revoked_too_late', 'on', candidate('notice_revoked', '2025-12-28'), [...party, noticed]],
];

describe('the ledger', () => {
  it.each(refusals)('refuses %s with %s at %s', (_, code, field, event, history) => {
    let refusal: unknown;
    try {
      check(event, history);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(LedgerRefused);
    expect(refusal).toMatchObject({ code, httpStatus: 422, faults: [{ pointer: `/${field}`, code }] });
    expect((refusal as LedgerRefused).message).toMatch(/^[A-Z].*\.$/);
  });

  it('has no refusal that is not shown here', () => {
    const source = readFileSync(fileURLToPath(new URL('./ledger-rules.ts', import.meta.url)), 'utf8');
    const codes = new Set([...source.matchAll(/LedgerRefused\(\s*'([^']+)'/g)].map(([, code]) => code));
    expect(codes.size).toBeGreaterThan(10);
    expect([...codes].sort()).toEqual([...new Set(refusals.map(([, code]) => code))].sort());
  });

  it.each<[string, Candidate, LedgerEvent[], string | null]>([
    ['a signature on the opening day', candidate('signed', '1997-12-03'), [], null],
    ['a consent in the year of opening', candidate('consented', null, { in: '1997' }), [], null],
    ['a consent on the day of its source', candidate('consented', '2026-11-20'), [signed], null],
    [
      'an entry into force that is in the future',
      candidate('entered_into_force', '2027-05-01'),
      [consented],
      'consent',
    ],
    [
      'a withdrawal that is stated ahead',
      candidate('withdrawal_effective', '2027-05-20'),
      [...party, held('late', 'notice_received', '2026-11-20')],
      'late',
    ],
    [
      'an entry into force before a succession',
      candidate('entered_into_force', '2004-01-01'),
      [{ ...consented, consentKind: 'succession' }],
      'consent',
    ],
    ['a conflict older than the convention', candidate('armed_conflict_began', '1990-01-01'), [], null],
    [
      'the end of the one conflict that is open',
      candidate('armed_conflict_ended', '2026-01-01'),
      [war, held('peace', 'armed_conflict_ended', '2020-01-01', 'war'), otherWar],
      'other-war',
    ],
    [
      'the end of the conflict that is named',
      candidate('armed_conflict_ended', '2026-01-01', { relatesTo: 'war' }),
      [war, otherWar],
      'war',
    ],
    [
      'a revocation while a conflict holds the notice',
      candidate('notice_revoked', '2026-05-07'),
      [...party, noticed, war],
      'notice',
    ],
    [
      'a revocation on the day of expiry, which a conflict holds',
      candidate('notice_revoked', '2025-12-27'),
      [...party, noticed, war],
      'notice',
    ],
    [
      'a revocation after a day stated in advance, which a conflict holds',
      candidate('notice_revoked', '2026-02-01'),
      [...party, noticed, war, held('ahead', 'withdrawal_effective', '2025-12-27', 'notice', { asOf: '2025-07-03' })],
      'notice',
    ],
    ['a revocation on the last day', candidate('notice_revoked', '2025-12-26'), gone, 'notice'],
    [
      'a second objection of the same day, by another state',
      candidate('objection', '2025-07-30', { note: 'By Austria.' }),
      [
        ...party,
        held('suspension', 'suspension_claimed', '2025-07-18'),
        held('objection', 'objection', '2025-07-30', 'suspension', { note: 'By Norway.' }),
      ],
      'suspension',
    ],
    ['an objection that answers nothing in particular', candidate('objection', '2025-07-30'), party, null],
    ['a second accession after leaving', candidate('consented', '2026-05-01'), gone, null],
    [
      'a new notice after the first was revoked',
      candidate('notice_received', '2026-01-10'),
      [...party, noticed, held('revocation', 'notice_revoked', '2025-10-01', 'notice')],
      null,
    ],
  ])('takes %s', (_, event, history, answered) => {
    expect(check(event, history)).toBe(answered);
  });

  it('names the chain of corrections, not its newest link, as what is answered', () => {
    const corrected = held('notice-corrected', 'notice_received', '2025-06-27', null, { root: 'notice' });
    expect(
      check(candidate('notice_revoked', '2025-08-01', { relatesTo: 'notice-corrected' }), [...party, corrected]),
    ).toBe('notice');
    expect(check(candidate('notice_revoked', '2025-08-01'), [...party, corrected])).toBe('notice');
  });
});
