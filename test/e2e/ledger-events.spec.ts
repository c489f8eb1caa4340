import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { tokenFor } from '../support/token.js';
import { postJson } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

interface Problem {
  status: number;
  code: string;
  errors?: { pointer: string; code: string }[];
}

const event = {
  iso: 'CN',
  convention: 'APMBC',
  kind: 'consented',
  consentKind: 'accession',
  on: '2020-05-04',
  sourceTitle: 'Depositary notification',
  sourceUrl: 'https://treaties.un.org/notification',
  asOf: '2020-05-04',
  confidence: 'high',
};

describe('ledger events entered by API clients', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-events-'));
  let database: TestDatabase;
  let server: Server;
  let token: string;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    token = await tokenFor('ledger:write', { DATABASE_URL: database.url, DATA_DIR: folder });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = (body: unknown, token?: string) =>
    postJson(
      `${server.url}/api/v1/ledger/events`,
      body,
      token === undefined ? {} : { authorization: `Bearer ${token}` },
    );
  const problem = async (response: Response): Promise<Problem> => {
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const body = (await response.json()) as Problem;
    expect(body.status).toBe(response.status);
    return body;
  };

  it('need a token, and one that was made for this', async () => {
    expect(await problem(await send(event))).toMatchObject({ status: 401, code: 'auth.required' });
    expect(await problem(await send(event, 'dmr_invented'))).toMatchObject({ status: 401, code: 'auth.invalid' });
    expect(
      await problem(
        await send(event, await tokenFor('supporters:read', { DATABASE_URL: database.url, DATA_DIR: folder })),
      ),
    ).toMatchObject({ status: 403, code: 'auth.forbidden' });
  });

  it.each<[string, Record<string, unknown>, number, string, string | undefined]>([
    ['no source', { sourceUrl: undefined }, 422, 'request.invalid', '/sourceUrl field.required'],
    ['an empty source', { sourceUrl: '' }, 422, 'request.invalid', '/sourceUrl field.required'],
    ['a country that does not exist', { iso: 'QQ' }, 404, 'state.unknown', undefined],
    [
      'a day before the convention',
      { on: '1997-12-02' },
      422,
      'ledger.before_convention',
      '/on ledger.before_convention',
    ],
    [
      'a withdrawal before a consent',
      { kind: 'notice_received', consentKind: null },
      422,
      'ledger.withdrawal_before_consent',
      '/on ledger.withdrawal_before_consent',
    ],
    ['an event the ledger holds', { iso: 'UA', on: '2005-12-27' }, 422, 'ledger.duplicate', '/on ledger.duplicate'],
    ['a field there is not', { enteredBy: 'somebody else' }, 422, 'request.invalid', '/enteredBy field.unknown'],
  ])('are refused with %s, and not written', async (_, more, status, code, fault) => {
    const count = () => ask(database.url, 'select count(*) from treaty_event');
    const before = await count();
    const answer = await problem(await send({ ...event, ...more }, token));
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.errors?.map((error) => `${error.pointer} ${error.code}`)).toEqual(
      fault === undefined ? undefined : [fault],
    );
    expect(await count()).toEqual(before);
  });

  it('wait for a person, and are not public before', async () => {
    const response = await send(event, token);
    expect(response.status).toBe(201);
    const { id, ...rest } = (await response.json()) as { id: string; status: string };
    expect(rest).toEqual({ status: 'waiting' });
    expect(
      await ask(database.url, `select entered_by like 'token:%' as "byToken" from treaty_event where id = $1`, [id]),
    ).toEqual([{ byToken: true }]);
    const china = await (await fetch(`${server.url}/api/v1/states/CN`)).text();
    expect(china).not.toContain(id);
    expect(JSON.parse(china)).toMatchObject({
      conventions: [{ convention: 'APMBC', position: 'not_party' }, { convention: 'CCM' }],
    });
  });
});
