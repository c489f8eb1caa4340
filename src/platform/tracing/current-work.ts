import { AsyncLocalStorage } from 'node:async_hooks';

/** Names and small facts; never personal data, a token, an address or a requested path. */
export type Attributes = Record<string, string | number>;

/** A piece of work that takes time. */
export interface Span {
  end(attributes?: Attributes, failed?: boolean): void;
}

/** What is being done: a request or a job. Log lines and slow statements name it. */
export interface Work {
  requestId?: string;
  /** Staff or an API client: it waits in a separate lane, so that it never keeps the public waiting. */
  desk?: true;
  /** Only reads, and may do so at a standby. */
  standby?: true;
  /** None when tracing is off. */
  span?: Span;
}

/**
 * Follows a request or a job through everything it awaits. Node 20 and 22 pay for that with hooks on every callback of the process, a sixth of what
 * a page from memory costs; so nothing is followed while no work is in progress.
 */
export class CurrentWork {
  private readonly storage = new AsyncLocalStorage<Work>();
  private inProgress = 0;

  /** The work that led here; undefined outside of all work, and for what goes on after the last of it has ended. */
  get(): Work | undefined {
    return this.storage.getStore();
  }

  /** Work whose parts `runIn` runs. @returns what ends it; more than one call is one */
  begin(): () => void {
    this.inProgress++;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      if (--this.inProgress === 0) this.storage.disable();
    };
  }

  /** A part of work that has begun; of work that has ended, no longer than until it returns. */
  runIn<Result>(work: Work, part: () => Result): Result {
    try {
      return this.storage.run(work, part);
    } finally {
      if (this.inProgress === 0) this.storage.disable();
    }
  }

  /** The whole of a work, until its promise settles. */
  async run<Result>(work: Work, whole: () => Promise<Result>): Promise<Result> {
    const end = this.begin();
    try {
      return await this.runIn(work, whole);
    } finally {
      end();
    }
  }
}

export const currentWork = new CurrentWork();
