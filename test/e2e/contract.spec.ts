import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { readPetition, sign } from '../../examples/typed-client/client.js';
import { calls as plainCalls, osdiCalls, type Call, metricsToken, publishedUpdate } from '../support/contract-calls.js';
import { breaches } from '../support/api-promise.js';
import { operationsOf, SchemaCheck, type ApiDescription, type DescribedOperation } from '../support/api.js';
import { logged } from '../support/served-log.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { tokenFor } from '../support/token.js';

describe('the description of the API', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-contract-'));
  let database: TestDatabase;
  let server: Server;
  let api: ApiDescription;
  let operations: DescribedOperation[];
  let check: SchemaCheck;
  let calls: Record<string, Call[]>;
  const tokens: Record<string, string> = {};

  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      RATE_LIMIT_SIGNUPS: 'off',
      METRICS_TOKEN: metricsToken,
    });
    api = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as ApiDescription;
    operations = operationsOf(api);
    check = new SchemaCheck(api);
    const settings = { DATABASE_URL: database.url, DATA_DIR: folder };
    for (const scope of [
      'ledger:write',
      'petitions:write',
      'updates:write',
      'supporters:export',
      'supporters:read',
      'letters:read',
    ])
      tokens[scope] = await tokenFor(scope, settings);
    tokens['supporters:write'] = await tokenFor(['supporters:write', 'supporters:read'], settings);
    await publishedUpdate(database.url);
    await logged(server, database.url, 'reconsider');
    calls = { ...plainCalls, ...(await osdiCalls(server, database.url, tokens['supporters:write'])) };
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends a call and holds the answer against the document. @returns the status */
  async function send(
    operation: DescribedOperation,
    call: Call,
    more: RequestInit & { token?: string } = {},
  ): Promise<number> {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.path?.[name] ?? ''));
    const answer = await fetch(`${server.url}${path}${call.query ? `?${call.query}` : ''}`, {
      method: operation.method.toUpperCase(),
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...more,
      headers: {
        ...(call.body !== undefined && { 'content-type': 'application/json' }),
        ...(more.token !== undefined && { authorization: `Bearer ${more.token}` }),
        ...(more.headers as Record<string, string>),
      },
    });
    const what = `${operation.operationId} ${answer.status}`;
    const described = operation.responses[String(answer.status)];
    expect([what, described === undefined ? 'is not described' : 'is described']).toEqual([what, 'is described']);
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const media = described?.content?.[type];
    if (described?.content === undefined) return answer.status;
    expect([what, Object.keys(described.content)]).toEqual([what, expect.arrayContaining([type])]);
    if (/[/+]json$/.test(type) && media)
      expect([what, check.faults(media.schema, await answer.json())]).toEqual([what, []]);
    else await answer.arrayBuffer();
    return answer.status;
  }

  const nobody = '0190aaaa-0000-7000-8000-0000000000ff';
  const isOsdi = ({ path }: DescribedOperation): boolean => path.startsWith('/api/osdi');
  const scopeOf = (operation: DescribedOperation): string | undefined =>
    operation['x-scope'] ?? operation['x-scope-with-token'];
  const withToken = (operation: DescribedOperation) => ({
    ...(scopeOf(operation) !== undefined && { token: tokens[scopeOf(operation) ?? ''] ?? '' }),
  });

  it('is valid OpenAPI 3.1 in the eyes of an independent validator', async () => {
    expect(api.openapi).toBe('3.1.0');
    expect(await new Validator().validate({ ...structuredClone(api) })).toEqual({ valid: true });
  });

  it('has an example of every JSON body, and every example fits its schema', () => {
    const bodies = operations.flatMap((operation) =>
      [operation.requestBody ?? {}, ...Object.values(operation.responses)].map((body) => ({ operation, body })),
    );
    const media = bodies.flatMap(({ operation, body }) =>
      Object.entries(body.content ?? {})
        .filter(([type]) => /[/+]json$/.test(type))
        .map(([, one]) => ({ name: operation.operationId, ...one })),
    );
    expect(media.length).toBeGreaterThan(100);
    for (const { name, schema, example, examples } of media) {
      const shown = examples ? Object.values(examples).map(({ value }) => value) : [example];
      for (const value of shown) expect([name, check.faults(schema, value)]).toEqual([name, []]);
    }
  });

  it('names every operation once, with a summary and a tag', () => {
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(calls).sort());
  });

  it('is kept by every operation that is called as it should be', async () => {
    for (const operation of operations)
      for (const call of calls[operation.operationId] ?? [])
        expect([
          operation.operationId,
          (await send(operation, call, { ...withToken(operation), ...(call.token && { token: call.token }) })) < 300,
        ]).toEqual([operation.operationId, true]);
  });

  it('is kept by operations with a token that get none, a false one, or one for something else', async () => {
    const guarded = operations.filter((operation) => operation['x-scope']);
    expect(guarded.length).toBeGreaterThan(1);
    for (const operation of guarded) {
      const call = calls[operation.operationId]?.[0] ?? {};
      const others = tokens[operation['x-scope'] === 'letters:read' ? 'ledger:write' : 'letters:read'];
      expect([
        await send(operation, call),
        await send(operation, call, { token: 'x' }),
        await send(operation, call, { token: others ?? '' }),
      ]).toEqual([401, 401, 403]);
    }
  });

  it('is kept by operations that get a body which is broken, of another kind, too large, or empty', async () => {
    const posting = operations.filter(({ requestBody }) => requestBody);
    expect(posting.length).toBeGreaterThan(2);
    for (const operation of posting) {
      const { path } = calls[operation.operationId]?.[0] ?? {};
      const call = { ...(path && { path }) };
      const body = (text: string, type = 'application/json') =>
        send(operation, call, { ...withToken(operation), body: text, headers: { 'content-type': type } });
      expect([
        operation.operationId,
        await body('{'),
        await body('<a/>', 'text/xml'),
        await body(JSON.stringify({ a: 'x'.repeat(70_000) })),
        await body('{}'),
      ]).toEqual([
        operation.operationId,
        ...(isOsdi(operation) ? [400, 400, 413, operation.method === 'put' ? 200 : 400] : [400, 415, 413, 422]),
      ]);
    }
  });

  it('is kept by operations with unknown resources or invalid parameters', async () => {
    const unknown = { slug: 'no-such-thing', iso: 'QQ', code: 'XYZ', id: nobody, inner: nobody };
    for (const operation of operations.filter(({ path, method }) => path.includes('{') && method === 'get'))
      expect([
        operation.operationId,
        await send(operation, { ...calls[operation.operationId]?.[0], path: unknown }, withToken(operation)),
      ]).toEqual([operation.operationId, 404]);
    for (const operation of operations.filter(({ parameters }) =>
      parameters?.some(({ name }) => name === 'format' || name === 'lang'),
    ))
      expect([
        operation.operationId,
        await send(
          operation,
          { path: { slug: 'reconsider', iso: 'FI', code: 'CCM' }, query: `format=pdf&lang=${'x'.repeat(101)}` },
          withToken(operation),
        ),
      ]).toEqual([operation.operationId, 422]);
  });

  it('says which answers carry an ETag, and those are not sent twice', async () => {
    const cached = operations.filter(({ responses }) => '304' in responses);
    expect(cached.length).toBeGreaterThan(10);
    for (const operation of cached) {
      const call = calls[operation.operationId]?.[0] ?? {};
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => call.path?.[name] ?? '');
      const etag = (await fetch(server.url + path)).headers.get('etag') ?? '';
      const again = await fetch(server.url + path, { headers: { 'if-none-match': etag } });
      // The form carries the moment it was drawn.
      if (operation.operationId !== 'getPetitionForm')
        expect([operation.operationId, again.status]).toEqual([operation.operationId, 304]);
    }
  });

  describe('as it is published', () => {
    const file = fileURLToPath(new URL('../../docs/openapi.json', import.meta.url));
    const published = (): ApiDescription => JSON.parse(readFileSync(file, 'utf8')) as ApiDescription;

    it('keeps what version 1 promised', () => {
      expect(breaches(published(), api)).toEqual([]);
    });

    it('would notice a broken promise', () => {
      const without = structuredClone(api);
      delete without.paths['/api/v1/states'];
      delete (without.components.schemas.PetitionCount as { properties: Record<string, unknown> }).properties.goal;
      (without.components.schemas.NewSignature as { required: string[] }).required.push('comment');
      expect(breaches(api, without)).toEqual([
        'listStates: gone',
        'getPetitionCount: 200/goal gone',
        'signPetition: field comment demanded',
      ]);
    });

    it('is what the server serves; UPDATE_API=1 writes it again', () => {
      if (process.env.UPDATE_API) writeFileSync(file, `${JSON.stringify(api, null, 1)}\n`);
      expect(published()).toEqual(api);
    });

    it('makes a client whose calls the compiler checks', async () => {
      const { wording, text } = await readPetition(server.url, 'reconsider');
      expect(text.length).toBeGreaterThan(100);
      const signer = {
        givenName: 'Typed',
        familyName: 'Example',
        email: 'typed@example.org',
        country: 'FR',
        consents: [{ purpose: 'signature', wording }],
      };
      expect(await sign(server.url, 'reconsider', { showName: false, ...signer })).toBeNull();
      expect(await sign(server.url, 'reconsider', { showName: false, ...signer, email: 'nobody' })).toEqual({
        code: 'request.invalid',
        fields: ['/email'],
      });
      expect(await sign(server.url, 'no-such-thing', { showName: false, ...signer })).toEqual({
        code: 'petition.not_found',
        fields: [],
      });
    });
  });

  it('can be read by people', async () => {
    const page = await fetch(`${server.url}/api/docs`);
    const html = await page.text();
    expect(page.status).toBe(200);
    for (const { operationId } of operations) expect(html).toContain(`id="${operationId}"`);
  });
});
