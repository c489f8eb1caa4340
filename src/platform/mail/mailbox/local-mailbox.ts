import { fork } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from '../../config/plain-environment.js';
import { StartupProblem } from '../../errors.js';

/** Tells other commands where the mailbox of a serving process accepts email. */
const noteIn = (dataDir: string): string => join(dataDir, 'mailbox.url');

/** Where the mailbox of a serving process accepts email; null when none is known. That process may have crashed. */
export function runningMailbox(dataDir: string): string | null {
  try {
    return readFileSync(noteIn(dataDir), 'utf8');
  } catch {
    return null;
  }
}

export interface LocalMailbox {
  smtpUrl: string;
  pageUrl: string;
  stop: () => void;
}

/** The first message of the mailbox process: where it accepts email, or why it does not. */
interface FirstWord {
  smtpPort?: number;
  problem?: string;
}

/**
 * Starts the mailbox that stands in for a mail server when SMTP_URL is unset.
 * @throws StartupProblem when the port of its page is taken
 */
export async function startLocalMailbox(dataDir: string, pagePort: number): Promise<LocalMailbox> {
  const child = fork(
    fileURLToPath(new URL('./mailbox.child.js', import.meta.url)),
    [join(dataDir, 'mailbox'), String(pagePort)],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [],
      env: plainEnvironment(),
      // Ctrl-C and a closed terminal reach the whole process group; the parent decides when the mailbox ends.
      detached: process.platform !== 'win32',
    },
  );
  const { smtpPort, problem } = await new Promise<FirstWord>((resolve) => {
    child.once('message', (message) => resolve(message as FirstWord));
    child.once('exit', (code) => resolve({ problem: `exit ${code ?? ''}` }));
  });
  if (smtpPort === undefined) {
    child.kill('SIGKILL');
    throw new StartupProblem(
      problem === 'EADDRINUSE'
        ? `Port ${pagePort} for the mailbox page is in use. Set MAILBOX_PORT to a free one.`
        : `The local mailbox did not start (${problem ?? 'no reason given'}).`,
    );
  }
  child.unref();
  child.channel?.unref();
  const smtpUrl = `smtp://127.0.0.1:${smtpPort}`;
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(noteIn(dataDir), smtpUrl);
  const stop = (): void => {
    rmSync(noteIn(dataDir), { force: true });
    child.kill('SIGKILL');
  };
  return { smtpUrl, pageUrl: `http://localhost:${pagePort}`, stop };
}
