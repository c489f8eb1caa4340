import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../platform/day.js';
import { demandStatus, demandStatuses, type Asked, type DemandEvent } from './demand.status.js';

const asked: Asked = { acts: ['announce', 'call_on_others'], since: '2026-11-30', due: '2027-04-04' };
const sent: DemandEvent = { on: '2027-01-10', in: null, what: 'sent', reference: 'DEM-2027-0001' };
const answer = (on: string, meaning: 'acknowledges' | 'answers' | 'refuses'): DemandEvent => ({
  on,
  in: null,
  what: 'answer',
  meaning,
  stance: null,
});
const ledger = (on: string, kind: (DemandEvent & { what: 'ledger' })['kind']): DemandEvent => ({
  on,
  in: null,
  what: 'ledger',
  kind,
});
const called: DemandEvent = {
  on: '2027-04-04',
  in: null,
  what: 'evidence',
  act: 'call_on_others',
  statement: 'It called on all members.',
  source: { title: 'A source', url: 'https://example.org' },
};
const announced = ledger('2027-03-30', 'withdrawal_announced');
const of = (events: DemandEvent[], on: string, terms: Partial<Asked> = {}) =>
  demandStatus({ ...asked, ...terms }, events, on);

describe('the status of a demand', () => {
  // prettier-ignore
  it.each([
    ['nothing has happened', [], '2026-12-24', 'stated', '2026-11-30'],
    ['a letter has left', [sent], '2027-01-10', 'sent', '2027-01-10'],
    ['its receipt is acknowledged', [sent, answer('2027-01-12', 'acknowledges')], '2027-02-01', 'acknowledged', '2027-01-12'],
    ['it is answered', [sent, answer('2027-01-12', 'answers'), answer('2027-01-20', 'acknowledges')], '2027-02-01', 'answered', '2027-01-12'],
    ['it is refused', [sent, answer('2027-01-12', 'answers'), answer('2027-01-20', 'refuses')], '2027-02-01', 'refused', '2027-01-20'],
    ['an answer came before the letter', [answer('2027-01-05', 'answers'), sent], '2027-02-01', 'sent', '2027-01-10'],
    ['one of two things is done', [sent, announced], '2027-04-01', 'partly_met', '2027-03-30'],
    ['both are done', [announced, called], '2027-04-04', 'met', '2027-04-04'],
    ['the day has come', [sent], '2027-04-04', 'sent', '2027-01-10'],
    ['the day has passed', [sent, answer('2027-01-12', 'refuses'), announced], '2027-04-05', 'lapsed', '2027-04-04'],
    ['it is met late', [announced, { ...called, on: '2027-05-01' }], '2027-05-02', 'met', '2027-05-01'],
  ] as const)('when %s', (_, events, on, status, since) => {
    expect(of([...events], on)).toMatchObject({ status, since });
  });

  it('is not met by what happened before it was stated, nor by what may have', () => {
    const early = [ledger('2025-06-29', 'withdrawal_announced'), { ...announced, on: '2026-12-31', in: '2026' }];
    expect(of(early, '2027-01-01').status).toBe('stated');
    const later = { ...announced, on: '2027-01-31', in: '2027-01' };
    expect(of([later], '2027-02-01', { acts: ['announce'] })).toMatchObject({
      status: 'met',
      since: null,
      sinceIn: '2027-01',
    });
  });

  it('is open again when the notice that met it is revoked', () => {
    const terms = { acts: ['give_notice'], due: null } as const;
    const given = ledger('2027-04-04', 'notice_received');
    expect(of([given], '2027-06-01', terms).status).toBe('met');
    expect(of([given, ledger('2027-05-01', 'notice_revoked')], '2027-06-01', terms).status).toBe('stated');
  });

  it('is refused by a ratification where none was asked for', () => {
    const terms = { acts: ['not_ratify'], due: null } as const;
    expect(of([ledger('2027-02-01', 'consented')], '2027-03-01', terms)).toMatchObject({
      status: 'refused',
      since: '2027-02-01',
    });
  });

  const day = fc.integer({ min: -40, max: 200 }).map((n) => addDays('2026-11-30', n));
  const event: fc.Arbitrary<DemandEvent> = fc.oneof(
    day.map((on): DemandEvent => ({ ...sent, on })),
    fc.tuple(day, fc.constantFrom('acknowledges', 'answers', 'refuses')).map(([on, meaning]) => answer(on, meaning)),
    fc
      .tuple(day, fc.constantFrom('withdrawal_announced', 'notice_received', 'notice_revoked', 'withdrawal_approved'))
      .map(([on, kind]) => ledger(on, kind)),
    day.map((on): DemandEvent => ({ ...called, on })),
  );

  it('does not depend on the order in which events are told', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), day, fc.nat(), (events, on, turn) => {
        const turned =
          events.length === 0 ? [] : [...events.slice(turn % events.length), ...events.slice(0, turn % events.length)];
        expect(of(turned.reverse(), on)).toEqual(of(events, on));
      }),
    );
  });

  it('knows nothing of what comes after the day, and is never dated after it', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), fc.integer({ min: 0, max: 200 }), (events, n) => {
        const on = addDays('2026-11-30', n);
        const found = of(events, on);
        expect(found).toEqual(
          of(
            events.filter((one) => one.on <= on),
            on,
          ),
        );
        expect(demandStatuses).toContain(found.status);
        expect((found.since ?? '') <= on).toBe(true);
        expect((found.since ?? on) >= asked.since).toBe(true);
      }),
    );
  });
});
