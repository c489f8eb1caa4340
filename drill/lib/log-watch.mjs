// Watches the public log of a petition as a suspicious visitor would, and verifies it whole at the end.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const verifier = fileURLToPath(new URL('../../dist/site/assets/demarche-verify.mjs', import.meta.url));

export class LogWatch {
  /** Size → roots seen at that size */
  roots = new Map();
  /** Sizes that were smaller than one seen before */
  shrunk = 0;
  #largest = 0;
  #running = true;
  #loop;

  /** @param address of the petition's page */
  constructor(address) {
    this.address = address;
    this.#loop = this.#watch();
  }

  async #watch() {
    while (this.#running) {
      const text = await fetch(`${this.address}/log/checkpoint`)
        .then((answer) => (answer.ok ? answer.text() : null))
        .catch(() => null);
      if (text !== null) this.#see(text.split('\n'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #see([, size, root]) {
    const n = Number(size);
    this.roots.set(n, (this.roots.get(n) ?? new Set()).add(root));
    if (n < this.#largest) this.shrunk++;
    this.#largest = Math.max(n, this.#largest);
  }

  /** Sizes at which two different heads were shown. */
  get forks() {
    return [...this.roots.values()].filter(({ size }) => size > 1).length;
  }

  async stop() {
    this.#running = false;
    await this.#loop;
  }

  /** @returns what the verifier says of the whole log, read over HTTP */
  async verify() {
    const { stdout } = await promisify(execFile)(process.execPath, [verifier, this.address]).catch((error) => error);
    return stdout;
  }
}
