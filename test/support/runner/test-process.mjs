// One process that runs test files one after the other, seen from Jest's side.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./worker.mjs', import.meta.url));
const hooks = new URL('./register.mjs', import.meta.url).href;

/** What test files leave behind in a process adds up; over this it is replaced. */
const mostHeap = 900 * 1024 ** 2;

let started = 0;

export class TestProcess {
  /** Whether it may run another file. */
  fit = true;

  constructor() {
    const env = { ...process.env, JEST_WORKER_ID: String(++started) };
    const execArgv = ['--max-semi-space-size=64', '--enable-source-maps', `--import=${hooks}`];
    this.child = fork(script, [], {
      env,
      execArgv,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.said = '';
    for (const [stream, out] of [
      [this.child.stdout, process.stdout],
      [this.child.stderr, process.stderr],
    ])
      stream.on('data', (text) => {
        out.write(text);
        this.said = (this.said + text).slice(-2000);
      });
    this.child.on('error', () => (this.fit = false));
    this.ended = once(this.child, 'exit').then(([code, signal]) => {
      this.fit = false;
      return signal ? `by ${signal}` : `with code ${code}`;
    });
  }

  /** @returns {Promise<{ result?: import('@jest/test-result').TestResult, error?: { message: string, stack: string } }>} */
  async run(path, globalConfig, projectConfig) {
    const answer = new Promise((resolve) => this.child.once('message', resolve));
    this.said = '';
    this.child.send({ path, globalConfig, projectConfig }, () => undefined);
    const outcome = await Promise.race([answer, this.ended.then((how) => ({ died: how }))]);
    if (outcome.died) return { error: this.obituary(outcome.died) };
    if (outcome.heap > mostHeap) this.fit = false;
    return outcome;
  }

  /** A process that dies takes the verdict on its file with it, so that the file has failed. */
  obituary(how) {
    const said = this.said.trim();
    const message = `The process that ran this file ended ${how} before the file did.${said && `\nIt last said:\n${said}`}`;
    return { message, stack: message };
  }

  /** Its handles, if a file left some open, end with it. */
  async end() {
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
    await this.ended;
    clearTimeout(timer);
    for (const stream of [this.child.stdout, this.child.stderr]) stream.destroy();
  }
}
