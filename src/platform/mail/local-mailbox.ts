import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../database/embedded-postgres.js';
import { StartupProblem } from '../errors.js';

export interface LocalMailbox {
  smtpUrl: string;
  pageUrl: string;
  stop: () => void;
}

/**
 * Starts the mailbox that stands in for a mail server when SMTP_URL is unset.
 * @throws StartupProblem when the port of its page is taken
 */
export async function startLocalMailbox(dataDir: string, pagePort: number): Promise<LocalMailbox> {
  const smtpPort = await freePort();
  const child = fork(
    fileURLToPath(new URL('./mailbox.child.js', import.meta.url)),
    [String(smtpPort), String(pagePort), join(dataDir, 'mailbox')],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
    },
  );
  const answer = await new Promise<string>((resolve) => {
    child.once('message', (message) => resolve(typeof message === 'string' ? message : 'odd answer'));
    child.once('exit', (code) => resolve(`exit ${code ?? ''}`));
  });
  if (answer !== 'ready') {
    child.kill('SIGKILL');
    throw new StartupProblem(
      answer === 'EADDRINUSE'
        ? `Port ${pagePort} for the mailbox page is in use. Set MAILBOX_PORT to a free one.`
        : `The local mailbox did not start (${answer}).`,
    );
  }
  child.unref();
  child.channel?.unref();
  return { smtpUrl: `smtp://127.0.0.1:${smtpPort}`, pageUrl: `http://localhost:${pagePort}`, stop: () => child.kill('SIGKILL') };
}
