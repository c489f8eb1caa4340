import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { until } from './until.js';

const main = fileURLToPath(new URL('../../dist/run/main.js', import.meta.url));

export interface ReceivedMail {
  subject: string;
  text: string;
  html: string;
}

/** The built program in a process of its own. */
export interface Server {
  url: string;
  port: number;
  mailboxUrl: string;
  /** Where the figures are read. */
  metricsUrl: string;
  /** The one-time link that makes the first owner; empty when there is one. */
  setupLink: string;
  process: ChildProcess;
  output: () => string;
  /** SIGTERM, and waits. @returns the exit code */
  stop: () => Promise<number | null>;
  /** SIGKILL, and waits. */
  kill: () => Promise<void>;
  /** The newest email to an address in the local mailbox, once it is there. */
  mailTo: (address: string) => Promise<ReceivedMail>;
}

/** Below the ports that systems give to outgoing connections, and a stretch for each test process, so that two never choose the same. */
const stretch = { from: 12_000 + (Number(process.env.JEST_WORKER_ID ?? 0) % 90) * 200, length: 200 };
// Two runs beside each other on one machine rarely begin at the same place.
let chosen = process.pid;

/** A TCP port on loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = stretch.from + (chosen++ % stretch.length);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}

/** What a failed test leaves behind would keep the test runner, and its data folder, busy for ever. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts the server with nothing of this process's own settings and leaves it to run or to fail. */
export function spawnServer(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--max-semi-space-size=64', main], {
    env: { PATH, HOME, LOG_FORMAT: 'json', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output };
}

/** Starts the server on free ports and waits until it serves. */
export async function startServer(settings: Record<string, string> = {}): Promise<Server> {
  const [port, mailboxPort] = [
    settings.PORT ?? String(await freePort()),
    settings.MAILBOX_PORT ?? String(await freePort()),
  ];
  const metricsPort = settings.METRICS_PORT ?? String(await freePort());
  const { child, output } = spawnServer({
    ...settings,
    PORT: port,
    MAILBOX_PORT: mailboxPort,
    METRICS_PORT: metricsPort,
  });
  await until('the server serves', () => {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${output()}`);
    return output().includes('Demarche is running');
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    return code;
  };
  const mailboxUrl = `http://localhost:${mailboxPort}`;
  return {
    url: settings.PUBLIC_URL ?? `http://localhost:${port}`,
    port: Number(port),
    mailboxUrl,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    setupLink: /http\S+\/admin\/setup\/\S+/.exec(output())?.[0] ?? '',
    process: child,
    output,
    stop: () => end('SIGTERM'),
    kill: async () => void (await end('SIGKILL')),
    mailTo: (address) =>
      until(`a mail to ${address}`, async () => {
        const mails = (await (await fetch(`${mailboxUrl}/api/email`)).json()) as (ReceivedMail & {
          to: { address: string }[];
        })[];
        return mails.filter(({ to }) => to.some((one) => one.address === address)).at(-1) ?? null;
      }),
  };
}

/** Starts the server, expecting it to end automatically. @returns what it said and its exit code */
export async function failedStart(env: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const { child, output } = spawnServer(env);
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, said: output().trim() };
}
