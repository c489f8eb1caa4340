import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';

interface Row {
  iso: string;
  name: string;
  position: string;
  since: string | null;
  provisional: boolean;
  sources: { title: string; url: string | null; asOf: string }[];
}
interface Problem {
  status: number;
  code: string;
  errors?: { pointer: string; code: string }[];
}

const parties = ['contracting', 'party', 'notice_running', 'held_by_armed_conflict'];

describe('the ledger as open data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-open-data-'));
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}/api/v1${path}`, { headers });
  async function json<Body>(path: string): Promise<Body> {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json; charset=utf-8']);
    return (await response.json()) as Body;
  }
  /** The lines of a download; each must carry the licence, and so must the header. */
  async function csv(path: string, fileName: string): Promise<Record<string, string>[]> {
    const response = await get(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${fileName}"`);
    expect(response.headers.get('link')).toMatch(/opendatacommons\.org\S+>; rel="license"/);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    expect(rows.filter(({ licence }) => !licence?.includes('ODbL 1.0'))).toEqual([]);
    return rows;
  }
  const problem = async (response: Response): Promise<Problem> => {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const body = (await response.json()) as Problem;
    expect(body.status).toBe(response.status);
    return body;
  };
  const positionsOn = async (code: string, on: string) =>
    (await json<{ positions: Row[] }>(`/conventions/${code}/positions?on=${on}`)).positions;

  it.each([
    ['APMBC', '2026-02-03', 162],
    ['APMBC', '2026-11-24', 162],
    ['APMBC', '2025-06-26', 166],
    ['APMBC', '2025-12-27', 163],
    ['APMBC', '2026-02-21', 161],
    ['CCM', '2026-02-03', 112],
    ['CCM', '2026-11-24', 112],
    ['CCM', '2025-03-07', 111],
  ])('counts the parties of %s on %s row by row: %i of 199 states', async (code, on, n) => {
    const rows = await positionsOn(code, on);
    expect(new Set(rows.map(({ iso }) => iso)).size).toBe(199);
    expect(rows.filter(({ position }) => parties.includes(position))).toHaveLength(n);
    const lines = await csv(`/conventions/${code}/positions?on=${on}&format=csv`, `${code}-positions-${on}.csv`);
    expect(lines.filter(({ position = '' }) => parties.includes(position))).toHaveLength(n);
    expect(lines.map(({ iso, since }) => [iso, since])).toEqual(rows.map(({ iso, since }) => [iso, since ?? '']));
  });

  it('moves exactly Estonia, Latvia and Lithuania between 26 and 27 December 2025', async () => {
    const [before, after] = [await positionsOn('APMBC', '2025-12-26'), await positionsOn('apmbc', '2025-12-27')];
    const moved = before.filter((row) => after.find(({ iso }) => iso === row.iso)?.position !== row.position);
    expect(moved.map(({ iso, position }) => `${iso} ${position}`).sort()).toEqual([
      'EE notice_running',
      'LT notice_running',
      'LV notice_running',
    ]);
    expect(after.filter(({ since }) => since === '2025-12-27').map(({ position }) => position)).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
  });

  it('gives each row its six fields, the two that came later, and at least one source', async () => {
    for (const row of await positionsOn('APMBC', '2026-11-24')) {
      expect(Object.keys(row)).toEqual([
        'iso',
        'name',
        'position',
        'since',
        'sinceIn',
        'provisional',
        'specialStatus',
        'sources',
      ]);
      expect([
        row.sources.length > 0,
        row.sources.every(({ title, asOf }) => title !== '' && /^\d{4}-\d\d-\d\d$/.test(asOf)),
      ]).toEqual([true, true]);
    }
  });

  it('lists all states with both positions, as JSON and as a table', async () => {
    const { states } = await json<{ states: { iso: string; name: string; conventions: { position: string }[] }[] }>(
      '/states?on=2026-11-24',
    );
    expect(states).toHaveLength(199);
    expect(
      states.filter(({ conventions }) => conventions.some(({ position }) => parties.includes(position))),
    ).toHaveLength(164);
    const lines = await csv('/states?on=2026-11-24&format=csv', 'states-2026-11-24.csv');
    expect(lines.map((line) => [line.iso, line.name, line.APMBC_position, line.CCM_position])).toEqual(
      states.map(({ iso, name, conventions }) => [iso, name, ...conventions.map(({ position }) => position)]),
    );
  });

  it('shows Ukraine under both spellings of its code, and names nobody who entered it', async () => {
    const upper = await (await get('/states/UA?on=2026-11-24')).text();
    expect(await (await get('/states/ua?on=2026-11-24')).text()).toBe(upper);
    const { iso, name, conventions } = JSON.parse(upper) as {
      iso: string;
      name: string;
      conventions: (Row & { convention: string; events: { kind: string }[] })[];
    };
    expect([iso, name]).toEqual(['UA', 'Ukraine']);
    const [apmbc, ccm] = conventions;
    expect(apmbc).toMatchObject({
      convention: 'APMBC',
      position: 'party',
      since: '2006-06-01',
      provisional: false,
      clock: null,
    });
    expect(apmbc?.events.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['consented', 'suspension_claimed', 'objection']),
    );
    expect(ccm).toMatchObject({ convention: 'CCM', position: 'not_party', since: null, events: [] });
    expect(upper).not.toMatch(/entered.?by|"reference"|"release"/i);
    const lines = await csv('/states/UA?format=csv', 'UA-events.csv');
    expect(lines.map(({ kind }) => kind)).toEqual(apmbc?.events.map(({ kind }) => kind));
  });

  it('says how far totals were checked, and gives no day where none is known', async () => {
    const { on, totals } = await json<{ on: string; totals: { verifiedThrough: string; parties: number } }>(
      '/conventions/APMBC',
    );
    expect(totals).toMatchObject({ parties: 162, inForce: 161, verifiedThrough: '2026-02-03', notAdmissible: 2 });
    expect(totals.verifiedThrough < on).toBe(true);
    expect(await json('/states')).toMatchObject({ verifiedThrough: '2026-02-03' });
    expect(await json('/conventions/CCM/positions')).toMatchObject({ totals: { verifiedThrough: '2026-02-03' } });
    const lebanon = await (await get('/states/LB')).text();
    const { conventions } = JSON.parse(lebanon) as { conventions: Row[] };
    expect(conventions[0]).toMatchObject({ position: 'contracting', since: null, sinceIn: '2026', provisional: true });
    for (const path of [
      '/states/LB',
      '/states/LB?format=csv',
      '/conventions/APMBC',
      '/conventions/APMBC/positions?format=csv',
      '/states?format=csv',
    ])
      expect(await (await get(path)).text()).not.toContain('2026-11-23');
  });

  it('shows beside the position what Ukraine claims about it', async () => {
    const rows = await json<{ positions: { iso: string; specialStatus: string | null }[] }>(
      '/conventions/APMBC/positions',
    );
    expect(rows.positions.filter(({ specialStatus }) => specialStatus !== null)).toMatchObject([
      { iso: 'UA', specialStatus: 'suspension_claimed' },
    ]);
    const lines = await csv('/conventions/APMBC/positions?on=2026-11-24&format=csv', 'APMBC-positions-2026-11-24.csv');
    expect(lines.find(({ iso }) => iso === 'UA')?.specialStatus).toBe('suspension_claimed');
  });

  it('speaks the language one asks for', async () => {
    const nameOf = async (path: string, headers: Record<string, string> = {}) =>
      ((await (await get(path, headers)).json()) as { name: string }).name;
    expect(await nameOf('/states/DE?lang=fr')).toBe('Allemagne');
    expect(await nameOf('/states/DE', { 'accept-language': 'es' })).toBe('Alemania');
    expect(await nameOf('/states/DE?lang=xx')).toBe('Germany');
  });

  it.each([
    ['/states/QQ', 404, 'state.unknown', undefined],
    ['/states/UKR', 422, 'request.invalid', '/iso state.unknown'],
    ['/states/%00', 422, 'request.invalid', '/iso state.unknown'],
    ["/states/'%20or%201=1--", 422, 'request.invalid', '/iso state.unknown'],
    ['/states?on=yesterday', 422, 'request.invalid', '/on field.invalid'],
    ['/states?on=2026-02-30', 422, 'request.invalid', '/on field.invalid'],
    ['/states?on=2026-02-03&on=2026-02-04', 422, 'request.invalid', '/on field.type'],
    ['/states?format=xml', 422, 'request.invalid', '/format field.invalid'],
    ['/states/UA?format=xml', 422, 'request.invalid', '/format field.invalid'],
    [`/states?lang=${'x'.repeat(101)}`, 422, 'request.invalid', '/lang field.too_long'],
    ['/conventions/NPT', 404, 'convention.unknown', undefined],
    ['/conventions/NPT/positions', 404, 'convention.unknown', undefined],
    ['/conventions/NPT/events?format=csv', 404, 'convention.unknown', undefined],
    ['/conventions/__proto__/positions', 422, 'request.invalid', '/code field.invalid'],
    ['/conventions/APMBC/positions?on=2025-13-01', 422, 'request.invalid', '/on field.invalid'],
    ['/conventions/APMBC/positions?on=2025-12-27T00:00:00Z', 422, 'request.invalid', '/on field.invalid'],
    ['/conventions/APMBC/positions?format=pdf', 422, 'request.invalid', '/format field.invalid'],
  ])('answers %s with %i %s', async (path, status, code, fault) => {
    const answer = await problem(await get(path));
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.errors?.map((error) => `${error.pointer} ${error.code}`)).toEqual(
      fault === undefined ? undefined : [fault],
    );
  });

  it.each(['0001-01-01', '1997-09-17', '9999-12-31'])('counts on any day, e.g. %s', async (on) => {
    const bound = on.startsWith('9') ? 161 : 0;
    expect((await positionsOn('APMBC', on)).filter(({ position }) => position === 'party')).toHaveLength(bound);
  });
});
