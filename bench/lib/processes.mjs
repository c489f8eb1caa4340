// Child processes of the benchmark: the application under test, load generators and the limits it is held against.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Starts the built application and waits until it serves. @param errors where what it says on stderr goes */
export async function startApp(env, errors = 'inherit') {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', join(root, 'dist/run/main.js')], {
    env: { ...process.env, LOG_LEVEL: 'warn', LOG_FORMAT: 'json', RATE_LIMIT_SIGNUPS: 'off', ...env },
    stdio: ['ignore', 'pipe', errors],
  });
  let output = '';
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      output += chunk;
      if (output.includes('Demarche is running')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`The application ended with ${code}: ${output}`)));
  });
  return {
    pid: child.pid,
    /** The one-time link that makes the first owner. */
    setupPath: () => /\/admin\/setup\/\S+/.exec(output)?.[0],
    url: `http://127.0.0.1:${env.PORT}`,
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Runs a script of this folder in a process of its own and resolves with the one message it sends. */
export async function runChild(script, input) {
  const child = fork(join(root, 'bench/lib', script), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(input);
  const [message] = await once(child, 'message');
  child.kill();
  return message;
}

/** Starts a script that serves until it is stopped; resolves with what it reports first. */
export async function startChild(script, input) {
  const child = fork(join(root, 'bench/lib', script), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(input);
  const [ready] = await once(child, 'message');
  const ask = async (question) => {
    child.send(question);
    const [answer] = await once(child, 'message');
    return answer;
  };
  return { ...ready, ask, stop: () => child.kill('SIGKILL') };
}

/** Resident memory of a process in MiB; null where the system does not tell. */
export function residentMiB(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
  } catch {
    return null;
  }
}
