import { SingleBar } from 'cli-progress';
import type { CommonOptions } from './add-command.js';

/** How far long work has come. */
export interface Progress {
  /** @param total what it will come to, where that is known by now */
  add: (n: number, total?: number) => void;
  /** Leaves the line; also after a failure. */
  end: () => void;
}

/**
 * A bar on the error channel while a person looks on; else nothing.
 * @param what is counted, such as `rows read`
 * @param elsewhere `line`: without a terminal one line when the work begins, also for programs that asked for JSON: it is not on stdout
 */
export function progressOf({ json }: CommonOptions, what: string, elsewhere: 'line' | 'nothing' = 'nothing'): Progress {
  if (process.stderr.isTTY && !json) return barOf(what);
  return elsewhere === 'line' ? lineOf(what) : { add: () => undefined, end: () => undefined };
}

function lineOf(what: string): Progress {
  let told = false;
  return {
    add: (n) => {
      if (!told) console.error(`${n.toLocaleString('en')} ${what} …`);
      told = true;
    },
    end: () => undefined,
  };
}

function barOf(what: string): Progress {
  let bar: SingleBar | undefined;
  let known = false;
  return {
    add: (n, total) => {
      if (!bar || (total !== undefined && !known)) {
        const value = bar?.getProgress() === undefined ? 0 : doneOf(bar);
        bar?.stop();
        known = total !== undefined;
        bar = new SingleBar({
          stream: process.stderr,
          format: known ? `{bar} {value}/{total} ${what}` : `{value} ${what}`,
          hideCursor: true,
          clearOnComplete: true,
        });
        bar.start(total ?? 0, value);
      }
      bar.increment(n);
    },
    end: () => bar?.stop(),
  };
}

const doneOf = (bar: SingleBar): number => Math.round(bar.getProgress() * bar.getTotal());
