import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../src/access/audit.service.js';
import { minutes } from '../../src/platform/clock.js';
import { validate } from '../../src/platform/http/validation.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { PositionsService } from '../../src/treaties/positions.service.js';
import type { ConventionCode } from '../../src/treaties/position.status.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { newTreatyEvent } from '../../src/treaties/treaties.schema.js';
import { FakeClock } from '../support/fakes.js';
import { ledgerSum } from '../support/ledger.js';
import { World } from '../support/world.js';
import { ask } from '../support/whole-database.js';

const [ada, ben] = ['staff:ada', 'staff:ben'];
const nobody = '0190aaaa-0000-7000-8000-000000000000';

describe('the ledger', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({}, new FakeClock(new Date('2026-11-24T12:00:00Z')));
    await world.get(TreatiesReference).load();
  });
  afterAll(() => world.close());

  const enters = async (more: Record<string, unknown>, actor = ada): Promise<string> => {
    const event = await validate(newTreatyEvent, {
      convention: 'APMBC',
      kind: 'consented',
      consentKind: more.kind === undefined || more.kind === 'consented' ? 'accession' : null,
      on: more.in === undefined ? '2026-10-05' : null,
      sourceTitle: 'Depositary notification',
      sourceUrl: 'https://treaties.un.org/notification',
      asOf: '2026-11-23',
      confidence: 'high',
      ...more,
    });
    return (await world.get(LedgerService).record(event, actor)).id;
  };
  const reviews = (id: string, decision: 'verified' | 'rejected', actor = ben) =>
    world.get(LedgerService).review(id, { decision, note: null }, actor);
  /** Entered and verified. */
  const states = async (more: Record<string, unknown>): Promise<string> => {
    const id = await enters(more);
    await reviews(id, 'verified');
    return id;
  };
  /** What the public sees of a state. */
  const publicly = async (iso: string, on = '2026-11-24', convention: ConventionCode = 'APMBC') => {
    const found = (await world.get(PositionsService).ofState(iso, on)).find((one) => one.convention === convention);
    return { position: found?.position, since: found?.since, events: found?.events.map(({ id }) => id) };
  };
  const auditOf = async (eventId: string): Promise<string[]> =>
    (await world.get(AuditLog).list()).rows
      .filter(({ details }) => (details as { eventId?: string }).eventId === eventId)
      .map(({ actor, action }) => `${actor} ${action}`)
      .reverse();

  describe('two-person verification', () => {
    it('keep an event from the public until a second person has verified it, and record both', async () => {
      const id = await enters({ iso: 'US' });
      expect(await publicly('US')).toEqual({ position: 'not_party', since: null, events: [] });
      expect(await world.get(LedgerService).waiting()).toEqual([
        expect.objectContaining({ id, enteredBy: ada, decision: null }),
      ]);
      await expect(reviews(id, 'verified', ada)).rejects.toMatchObject({ code: 'ledger.own_event', httpStatus: 409 });
      await expect(reviews(id, 'rejected', ada)).rejects.toMatchObject({ code: 'ledger.own_event' });
      expect(await publicly('US')).toMatchObject({ position: 'not_party' });
      world.clock.advance(minutes(1));
      await reviews(id, 'verified');
      expect(await publicly('US')).toEqual({ position: 'contracting', since: '2026-10-05', events: [id] });
      expect(await world.get(LedgerService).waiting()).toEqual([]);
      expect((await world.get(LedgerService).changes(1)).map((change) => change.id)).toEqual([id]);
      expect(await auditOf(id)).toEqual([`${ada} ledger.event_recorded`, `${ben} ledger.event_verified`]);
    });

    it('never show what was rejected, which may be entered again', async () => {
      const id = await enters({ iso: 'CN' });
      await reviews(id, 'rejected');
      expect(await publicly('CN', '2030-01-01')).toMatchObject({ position: 'not_party', events: [] });
      expect((await world.get(LedgerService).changes(1000)).map((change) => change.id)).not.toContain(id);
      expect(await auditOf(id)).toContain(`${ben} ledger.event_rejected`);
      const again = await states({ iso: 'CN' });
      expect(await publicly('CN')).toMatchObject({ position: 'contracting', events: [again] });
    });

    it('look once', async () => {
      const id = await enters({ iso: 'RU' });
      await reviews(id, 'rejected');
      await expect(reviews(id, 'verified', 'staff:cleo')).rejects.toMatchObject({
        code: 'ledger.review_done',
        httpStatus: 409,
      });
      await expect(reviews(nobody, 'verified')).rejects.toMatchObject({
        code: 'ledger.event_not_found',
        httpStatus: 404,
      });
      expect(await publicly('RU')).toMatchObject({ position: 'not_party' });
    });

    it('are demanded by the database itself', async () => {
      const id = await enters({ iso: 'IN' });
      const insert = (enteredBy: string) =>
        ask(
          world.url,
          `insert into treaty_event_review (event_id, entered_by, decision, reviewed_by, reviewed_at) values ($1, $2, 'verified', $3, now())`,
          [id, enteredBy, ada],
        );
      await expect(insert(ada)).rejects.toMatchObject({ constraint: 'treaty_event_review_four_eyes' });
      await expect(insert(ben)).rejects.toMatchObject({ constraint: 'treaty_event_review_event_id_entered_by_fkey' });
      expect(await publicly('IN')).toMatchObject({ position: 'not_party' });
    });
  });

  describe('a correction', () => {
    it('replaces an event once it is verified, and the old event stays in the history', async () => {
      const old = await states({ iso: 'PK' });
      const corrected = await enters({ iso: 'PK', on: '2026-10-06', supersedes: old });
      expect(await publicly('PK')).toMatchObject({ since: '2026-10-05', events: [old] });
      await reviews(corrected, 'verified');
      expect(await publicly('PK')).toMatchObject({ since: '2026-10-06', events: [corrected] });
      const rows = await ask(
        world.url,
        `select to_char(happened_on, 'YYYY-MM-DD') as day, entered_by from treaty_event where iso = 'PK' order by id`,
      );
      expect(rows).toEqual(['2026-10-05', '2026-10-06'].map((day) => ({ day, entered_by: ada })));
    });

    it('of a correction replaces both', async () => {
      const first = await states({ iso: 'KP' });
      const second = await states({ iso: 'KP', on: '2026-10-06', supersedes: first });
      await expect(enters({ iso: 'KP', on: '2026-10-08', supersedes: first })).rejects.toMatchObject({
        code: 'ledger.supersedes_unknown',
      });
      const third = await states({ iso: 'KP', on: '2026-10-07', supersedes: second });
      expect(await publicly('KP')).toEqual({ position: 'contracting', since: '2026-10-07', events: [third] });
    });

    it('that was rejected leaves the old event standing, and open to another one', async () => {
      const old = await states({ iso: 'KR' });
      await reviews(await enters({ iso: 'KR', on: '2026-10-06', supersedes: old }), 'rejected');
      expect(await publicly('KR')).toMatchObject({ since: '2026-10-05', events: [old] });
      const better = await states({ iso: 'KR', on: '2026-10-07', supersedes: old });
      expect(await publicly('KR')).toMatchObject({ since: '2026-10-07', events: [better] });
    });

    it('can say that nothing happened', async () => {
      const old = await states({ iso: 'IL' });
      const voided = await enters({ iso: 'IL', supersedes: old, voids: true });
      expect(await publicly('IL')).toMatchObject({ position: 'contracting' });
      await reviews(voided, 'verified');
      expect(await publicly('IL')).toEqual({ position: 'not_party', since: null, events: [] });
    });

    it('leaves what answers the event where it is', async () => {
      const notice = await states({ iso: 'FR', kind: 'notice_received', on: '2026-04-10' });
      const effect = await states({ iso: 'FR', kind: 'withdrawal_effective', on: '2026-10-14' });
      const moved = await states({ iso: 'FR', kind: 'notice_received', on: '2026-04-13', supersedes: notice });
      expect((await publicly('FR')).events).toEqual(expect.arrayContaining([moved, effect]));
      expect(await publicly('FR', '2026-04-13')).toMatchObject({ position: 'notice_running', since: '2026-04-13' });
      expect((await publicly('FR', '2026-10-13')).position).not.toBe('withdrawn');
      expect(await publicly('FR', '2026-10-14')).toMatchObject({ position: 'withdrawn', since: '2026-10-14' });
      const effectMoved = await states({
        iso: 'FR',
        kind: 'withdrawal_effective',
        on: '2026-10-15',
        supersedes: effect,
      });
      expect(await publicly('FR')).toMatchObject({
        since: '2026-10-15',
        events: expect.arrayContaining([effectMoved]) as unknown,
      });
    });

    it('is refused where it would take the ground from other events', async () => {
      const consent = await states({ iso: 'IR', on: '2026-01-05' });
      const notice = await states({ iso: 'IR', kind: 'notice_received', on: '2026-02-10' });
      const revocation = await states({ iso: 'IR', kind: 'notice_revoked', on: '2026-03-10' });
      const before = await ledgerSum(world.url);
      const refused = (code: string, more: Record<string, unknown>) =>
        expect(enters({ iso: 'IR', ...more })).rejects.toMatchObject({ code, httpStatus: 422 });
      await refused('ledger.supersedes_unknown', { supersedes: nobody });
      await refused('ledger.supersedes_unknown', { iso: 'IQ', kind: 'notice_received', supersedes: notice });
      await refused('ledger.supersedes_other', { kind: 'withdrawal_announced', supersedes: notice });
      await refused('ledger.has_answers', { kind: 'notice_received', supersedes: notice, voids: true });
      await refused('ledger.too_late', { kind: 'notice_received', on: '2026-03-11', supersedes: notice });
      await refused('ledger.too_early', { kind: 'notice_revoked', on: '2026-02-09', supersedes: revocation });
      await refused('ledger.too_late', { on: '2026-02-11', supersedes: consent });
      await refused('ledger.has_answers', { supersedes: consent, voids: true });
      expect(await ledgerSum(world.url)).toEqual(before);
      expect(await publicly('IR')).toMatchObject({ position: 'party', since: '2026-07-01' });
    });
  });

  describe('refuses, and writes nothing:', () => {
    const tooOld = { on: '1997-12-02', asOf: '2026-11-23' };
    it.each([
      [
        'an event without the address of a source',
        { iso: 'SG', sourceUrl: undefined },
        'request.invalid',
        '/sourceUrl field.required',
      ],
      ['an event with an empty address', { iso: 'SG', sourceUrl: '' }, 'request.invalid', '/sourceUrl field.required'],
      [
        'an address nobody can follow',
        { iso: 'SG', sourceUrl: 'javascript:alert(1)' },
        'request.invalid',
        '/sourceUrl url.invalid',
      ],
      [
        'an event without the title of a source',
        { iso: 'SG', sourceTitle: ' ' },
        'request.invalid',
        '/sourceTitle field.required',
      ],
      ['an event without any time', { iso: 'SG', on: null }, 'request.invalid', '/on field.invalid'],
      [
        'an event with a day and a month',
        { iso: 'SG', on: '2026-10-05', in: '2026-10' },
        'request.invalid',
        '/on field.invalid',
      ],
      ['a day that does not exist', { iso: 'SG', on: '2026-02-30' }, 'request.invalid', '/on field.invalid'],
      [
        'a consent before the convention was open',
        { iso: 'SG', ...tooOld },
        'ledger.before_convention',
        '/on ledger.before_convention',
      ],
      [
        'a withdrawal before a consent',
        { iso: 'SG', kind: 'notice_received' },
        'ledger.withdrawal_before_consent',
        '/on ledger.withdrawal_before_consent',
      ],
      ['a country that does not exist', { iso: 'QQ' }, 'state.unknown', undefined],
      ['a code that is no code', { iso: 'SGP' }, 'request.invalid', '/iso state.unknown'],
      [
        'what the ledger holds',
        { iso: 'UA', on: '2005-12-27', consentKind: 'ratification' },
        'ledger.duplicate',
        '/on ledger.duplicate',
      ],
      ['what is in the future', { iso: 'SG', on: '2026-11-25' }, 'ledger.in_future', '/on ledger.in_future'],
    ])('%s', async (_, more, code, fault) => {
      const before = await ledgerSum(world.url);
      const refusal = await enters(more).catch(
        (error: { code: string; faults?: { pointer: string; code: string }[] }) => error,
      );
      if (typeof refusal === 'string') throw new Error('The event was taken.');
      expect(refusal.code).toBe(code);
      expect(refusal.faults?.map((one) => `${one.pointer} ${one.code}`)).toEqual(
        fault === undefined ? undefined : [fault],
      );
      expect(await ledgerSum(world.url)).toEqual(before);
    });
  });

  describe('lets nobody change it:', () => {
    const columns = {
      treaty_event: 'note',
      treaty_event_review: 'note',
      treaty_status_check: 'note',
      ledger_import: 'file_name',
    };
    const statements = Object.entries(columns).flatMap(([table, column]) => [
      [`update ${table} set ${column} = 'Something else.'`, table],
      [`delete from ${table}`, table],
      [`truncate ${table} cascade`, table],
    ]);
    it.each(statements)('%s', async (statement, table) => {
      const before = await ledgerSum(world.url);
      await expect(ask(world.url, statement)).rejects.toMatchObject({
        code: '23000',
        message: `${table} is append-only`,
      });
      expect(await ledgerSum(world.url)).toEqual(before);
    });
  });
});
