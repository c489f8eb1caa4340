import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as open } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { operationsOf, type ApiDescription } from '../support/api.js';
import { Dice, Fuzzer, type FuzzedRequest } from '../support/fuzz.js';
import { seed } from '../support/seed.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { tokenFor } from '../support/token.js';
import { ask } from '../support/whole-database.js';

/** `FUZZ=10000` for the long form; with `TEST_SEED=random` for other requests each time. */
const requests = Number(process.env.FUZZ ?? 1_500);
const atOnce = 12;
const patience = 15_000;

/** What an answer must never tell: stacks, files, statements, the words of drivers. */
const inner =
  /node_modules|\bat (?:async )?[\w.<>]+ \(|\.[jt]sx?:\d+|Prisma|SQLSTATE|syntax error at|relation "|duplicate key|violates|invalid input syntax|invalid byte sequence|unsupported Unicode|pg_/;
/** Refusals of the server itself, before a route is known. */
const general = ['404', '405', '408', '414', '431'];

describe('requests generated from the description, valid and invalid', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-fuzz-'));
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, RATE_LIMIT_SIGNUPS: 'off' });
  });
  afterAll(async () => {
    agent.destroy();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = ({ method, path, headers, body }: FuzzedRequest) =>
    new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
      const asked = open(
        { port: server.port, host: '127.0.0.1', method, path, headers, agent, timeout: patience },
        (answer) => {
          const parts: Buffer[] = [];
          answer.on('data', (part: Buffer) => parts.push(part));
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              type: answer.headers['content-type'] ?? '',
              text: Buffer.concat(parts).toString(),
            }),
          );
          answer.on('error', reject);
        },
      );
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')));
      asked.on('error', reject);
      asked.end(body);
    });

  it(`end in no fault of ours, no silence and no word about the inside (${requests} requests, seed ${seed})`, async () => {
    const api = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as ApiDescription;
    const operations = operationsOf(api);
    const scopes = [
      ...new Set(operations.flatMap((operation) => operation['x-scope'] ?? operation['x-scope-with-token'] ?? [])),
    ];
    const tokens = await Promise.all(
      scopes.map((scope) => tokenFor(scope, { DATABASE_URL: database.url, DATA_DIR: folder })),
    );
    const id = (await ask<{ id: string }>(database.url, 'select id from petition'))[0]?.id ?? '';
    const dice = new Dice(seed);
    const fuzzer = new Fuzzer(api, dice, tokens, { slug: 'reconsider', iso: 'FI', code: 'CCM', id, inner: id });
    const problems: string[] = [];
    const statuses = new Map<number, number>();
    let left = requests;
    const work = async (): Promise<void> => {
      while (left-- > 0 && problems.length < 10) {
        const operation = dice.one(operations);
        const asked = fuzzer.request(operation);
        const { status, type, text } = await send(asked).catch((error: Error) => ({
          status: 0,
          type: '',
          text: error.message,
        }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const problem = (what: string) =>
          problems.push(`${what}: ${status} to ${JSON.stringify(asked).slice(0, 1500)} → ${text.slice(0, 300)}`);
        // A busy process may say that it is not ready; that it is afterwards is checked below.
        const isBusy = asked.path === '/health/ready' && status === 503;
        if (status === 0 || (status >= 500 && !isBusy)) problem('a fault of ours');
        if (status >= 400 && inner.test(text)) problem('a word about the inside');
        if (
          status >= 400 &&
          asked.path.startsWith('/api/v1') &&
          !type.startsWith('application/problem+json') &&
          asked.method !== 'HEAD'
        )
          problem('an error in another form');
        const described = [...Object.keys(operation.responses), ...general, '204'];
        if (asked.method === operation.method.toUpperCase() && !described.includes(String(status)))
          problem('an answer that is not described');
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    expect(problems).toEqual([]);
    // Some got through, some did not: the requests are neither all right nor all wrong.
    expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 202, 400, 401, 403, 404, 422]));
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(server.output()).not.toMatch(/ failed \(|fuzz\d+@example\.org/);
  }, 600_000);
});
