// What the measurement and the smoke test share: the built program in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(String(port)));
    });
  });
}

/** Settings with ports that were free a moment ago. */
export const freePorts = async () => ({
  PORT: await freePort(),
  MAILBOX_PORT: await freePort(),
  METRICS_PORT: await freePort(),
});

/** Deletes a data folder, and the database of one that root has made, which lies elsewhere. */
export function removeData(folder) {
  const note = join(folder, 'postgres-home');
  if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Starts what `npm start` starts, by the Node.js that runs this script, and waits until it serves.
 * @param env settings; `PORT` and `MAILBOX_PORT` among them
 * @throws Error with what it said when it ends instead
 */
export async function startProgram(env) {
  const child = spawn(process.execPath, ['--max-semi-space-size=64', 'scripts/start.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const serves = new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += chunk;
        if (said.includes('Demarche is running')) resolve();
      });
    child.once('exit', (code) => reject(new Error(`The program ended with ${code}: ${said}`)));
  });
  await serves;
  return {
    url: `http://localhost:${env.PORT}`,
    mailboxUrl: `http://localhost:${env.MAILBOX_PORT}`,
    /** @returns the exit code */
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}
