// HAProxy before the web processes and before the primary, with the settings the operator's guide recommends.
import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';

const program = ['/usr/sbin/haproxy', '/usr/local/sbin/haproxy'].find(existsSync);
export const hasHaproxy = program !== undefined;

/** @param webs ports of web processes @param databases ports of PostgreSQL servers @param ports { web, database } to listen on */
export async function startHaproxy(folder, { webs, databases, ports, password }) {
  const checks = await Promise.all(databases.map((port) => primaryCheck(port, password)));
  const file = join(folder, 'haproxy.cfg');
  const lines = [
    'defaults',
    '  timeout connect 2s',
    '  timeout client 60s',
    '  timeout server 60s',
    '  default-server check inter 500ms fall 1 rise 1',
    'listen web',
    `  bind 127.0.0.1:${ports.web}`,
    '  mode http',
    '  option httpchk GET /health/ready',
    '  option redispatch 1',
    '  retries 3',
    '  retry-on conn-failure empty-response 503',
    ...webs.map((port, n) => `  server web${n} 127.0.0.1:${port}`),
    'listen database',
    `  bind 127.0.0.1:${ports.database}`,
    '  mode tcp',
    '  option httpchk OPTIONS /primary',
    '  timeout check 2s',
    '  default-server inter 1s fall 3 rise 1 on-marked-down shutdown-sessions',
    ...databases.map((port, n) => `  server db${n} 127.0.0.1:${port} check port ${checks[n].port}`),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const child = spawn(program, ['-q', '-db', '-f', file], { stdio: 'inherit' });
  return () => {
    child.kill('SIGKILL');
    for (const { close } of checks) close();
  };
}

/** Answers 200 while the server accepts writes: what Patroni's `/primary` does. */
async function primaryCheck(database, password) {
  const server = createServer(async (_request, response) => {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: database,
      user: 'owner',
      password,
      database: 'postgres',
      connectionTimeoutMillis: 1500,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query('select pg_is_in_recovery() as standby');
      response.writeHead(rows[0].standby ? 503 : 200).end();
    } catch {
      response.writeHead(503).end();
    } finally {
      client.connection.stream.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, close: () => server.close() };
}
