import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { TraceCollector } from '../support/trace-collector.js';
import { until } from '../support/until.js';
import { confirmLinkIn, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;
const address = 'grace.observed@example.org';

describe('what an operator sees of the running server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-seen-'));
  const collector = new TraceCollector();
  let database: TestDatabase;
  let server: Server;
  let link = '';
  const token = () => link.split('/').at(-1) ?? '';
  beforeAll(async () => {
    database = await createStartedDatabase();
    const endpoint = await collector.start();
    const settings = {
      TRUSTED_PROXIES: '127.0.0.1',
      SLOW_QUERY_MS: '1',
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      MIN_FILL_SECONDS: '0',
    };
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, ...settings });
  });
  afterAll(async () => {
    await server.stop();
    collector.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const idOf = (answer: Response) => answer.headers.get('x-request-id') ?? '';
  const lines = () =>
    server
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { message: string; context?: string; requestId?: string });

  it.each([
    ['a page', '/petitions/reconsider', {}],
    ['the same from memory', '/petitions/reconsider', {}],
    ['a page that is not there', '/nowhere', {}],
    ['an address that cannot be routed', '/%zz', {}],
    ['a program', '/api/v1/petitions/none', { accept: 'application/json' }],
    ['a website that may not ask', '/api/v1/petitions/reconsider', { origin: 'https://other.example' }],
    ['monitoring', '/health/live', {}],
  ])('gives the answer to %s an id of its own', async (_, path, headers) => {
    // By hand, because fetch would mend the address.
    const ids = await Promise.all(
      [1, 2].map(
        () =>
          new Promise<string>((resolve, reject) =>
            request(server.url, { path, headers }, (answer) => resolve(String(answer.resume().headers['x-request-id'])))
              .on('error', reject)
              .end(),
          ),
      ),
    );
    for (const id of ids) expect(id).toMatch(uuid);
    expect(new Set(ids).size).toBe(2);
  });

  it('keeps the id a trusted proxy gave, and puts it into the answer, the error and every line of the log', async () => {
    const asked = { 'x-request-id': 'edge-7f3a2b9c', accept: 'application/json' };
    expect(idOf(await fetch(`${server.url}/health/ready`, { headers: asked }))).toBe('edge-7f3a2b9c');
    await ask(database.url, 'alter table petition rename to petition_away');
    const broken = await fetch(`${server.url}/api/v1/petitions/another`, {
      headers: { ...asked, 'x-request-id': 'edge-broken-1' },
    });
    await ask(database.url, 'alter table petition_away rename to petition');
    expect([broken.status, idOf(broken), await broken.json()]).toEqual([
      500,
      'edge-broken-1',
      expect.objectContaining({ code: 'server.error', requestId: 'edge-broken-1' }),
    ]);
    await until('the log has the line', () =>
      lines().some(({ context, requestId }) => context === 'Http' && requestId === 'edge-broken-1'),
    );
  });

  it('keeps its metrics off the public port, whatever is sent along', async () => {
    for (const headers of [
      {},
      { authorization: 'Bearer ' },
      { authorization: 'Bearer x' },
      { 'x-forwarded-for': '127.0.0.1' },
    ] as Record<string, string>[]) {
      const answer = await fetch(`${server.url}/metrics`, { headers });
      expect([answer.status, await answer.text()]).toEqual([404, expect.not.stringContaining('demarche_')]);
    }
    expect((await fetch(server.metricsUrl.replace('/metrics', '/'))).status).toBe(404);
  });

  it('answers only its own page from the local mailbox, whose emails contain links that act', async () => {
    const { port } = new URL(server.mailboxUrl);
    const status = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) =>
        get({ host: '127.0.0.1', port, path: '/api/email', headers }, (answer) =>
          resolve(answer.resume().statusCode),
        ).on('error', reject),
      );
    expect(await status({ host: `localhost:${port}` })).toBe(200);
    expect(await status({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(200);
    expect(await status({ host: `localhost:${port}`, origin: 'https://evil.example' })).toBe(403);
    expect(await status({ host: `localhost:${port}`, origin: 'null' })).toBe(403);
    expect(await status({ host: `rebound.example:${port}` })).toBe(403);
  });

  it('logs slow statements by their text, never their values, under the id of their request', async () => {
    const answer = await signBy(server.url, address, { givenName: 'Grace', familyName: 'Observed' });
    expect([answer.status, idOf(answer)]).toEqual([202, expect.stringMatching(uuid)]);
    link = confirmLinkIn((await server.mailTo(address)).text);
    expect((await press(link)).status).toBeLessThan(400);
    const slow = lines().filter(({ message }) => message.startsWith('Slow statement, '));
    expect(slow.length).toBeGreaterThan(0);
    expect(slow.some(({ requestId }) => uuid.test(requestId ?? ''))).toBe(true);
    for (const word of [address, 'Grace', 'Observed', token()]) expect(server.output()).not.toContain(word);
    const figures = await (await fetch(server.metricsUrl)).text();
    for (const figure of [
      'demarche_database_slow_statements_total [1-9]',
      'demarche_jobs_waiting\\{state="due"\\} \\d',
      'demarche_database_connections\\{pool="rows",state="open"\\} [1-9]',
      'demarche_webhook_endpoints\\{status="paused"\\} 0',
      'demarche_letters\\{status="held"\\} 0',
      'demarche_outbox_oldest_seconds \\d',
      'demarche_figures_unread_total 0',
    ])
      expect(figures).toMatch(new RegExp(`^${figure}`, 'm'));
  });

  it('sends traces of requests, emails, jobs and slow statements, without a token and without an address', async () => {
    await until('a job was traced', () => collector.spans.some(({ name }) => name.startsWith('job ')));
    // What has not been sent is sent when the process stops.
    expect(await server.stop()).toBe(0);
    const names = new Set(collector.spans.map(({ name }) => name));
    for (const name of [
      'POST /api/v1/petitions/:slug/signatures',
      'POST /c/:token',
      'mail petitions.confirm',
      'slow statement',
    ])
      expect([...names]).toContain(name);
    const signing = collector.spans.find(({ name }) => name === 'POST /api/v1/petitions/:slug/signatures');
    expect(
      Object.fromEntries(
        signing?.attributes.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]) ?? [],
      ),
    ).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/v1/petitions/:slug/signatures',
      'http.response.status_code': 202,
      'demarche.request_id': expect.stringMatching(uuid) as unknown,
    });
    const requests = new Set(
      collector.spans.filter(({ name }) => /^(GET|POST) /.test(name)).map(({ spanId }) => spanId),
    );
    expect(
      collector.spans.some(({ name, parentSpanId }) => name === 'slow statement' && requests.has(parentSpanId ?? '')),
    ).toBe(true);
    expect(token().length).toBeGreaterThan(40);
    for (const word of [address, 'grace.observed', 'Grace', '@', token()]) expect(collector.raw).not.toContain(word);
  });

  it('loads nothing of OpenTelemetry where no collector is set', async () => {
    // The bare interface (`api`) is loaded by a library of ours that could be traced.
    const module = new URL('../../dist/commands/run-command.js', import.meta.url).href;
    const script = `await import('reflect-metadata'); await import('${module}'); await import('${new URL('../../dist/open.js', import.meta.url).href}');
      const { default: Module } = await import('node:module');
      console.log(JSON.stringify(Object.keys(Module._cache).filter((path) => /@opentelemetry.(?!api.)/.test(path)))); process.exit(0);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
