// Something that is killed with kill -9 and started again.

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Milliseconds that others need to notice that it is there again. */
const grace = 5_000;
const attempts = 60;

export class Victim {
  kills = 0;
  handle;
  #upSince = null;

  /** @param start resolves with a handle once it serves @param kill ends the handle at once */
  constructor(name, start, kill) {
    this.name = name;
    this.begin = start;
    this.end = kill;
  }

  get isUp() {
    return this.#upSince !== null;
  }

  /** Whether it was up at this moment (performance.now()), and had been for long enough. */
  wasThere(at) {
    return this.#upSince !== null && this.#upSince + grace < at;
  }

  /** As a service manager does: a start that fails is tried again. */
  async start() {
    for (let attempt = 1; ; attempt++)
      try {
        this.handle = await this.begin();
        this.#upSince = performance.now();
        return;
      } catch (error) {
        if (attempt === attempts) throw error;
        await pause(500);
      }
  }

  async kill() {
    this.#upSince = null;
    this.kills++;
    await this.end(this.handle);
  }
}
