import type { CommonOptions } from './add-command.js';

/** Progress of a long operation. */
export interface Progress {
  /** @param total the expected total, where known by now */
  add: (n: number, total?: number) => void;
  /** Clears the line; also after a failure. */
  end: () => void;
}

/**
 * A progress bar on stderr at a terminal; else nothing.
 * @param what is counted, e.g. `rows read`
 * @param elsewhere `line`: without a terminal one line when the work begins, also with JSON output: it is not on stdout
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

/** Drawn at most once in this many milliseconds: a terminal takes no more. */
const redrawEvery = 100;
const barWidth = 40;

/** One line that is overwritten, and cleared at the end. @param stream a terminal */
export function barOf(what: string, stream: Pick<NodeJS.WriteStream, 'write'> = process.stderr): Progress {
  let done = 0;
  let whole: number | undefined;
  let drawnAt = -Infinity;
  return {
    add: (n, total) => {
      done += n;
      whole = total ?? whole;
      if (performance.now() - drawnAt < redrawEvery) return;
      drawnAt = performance.now();
      stream.write(`\r\x1b[K${lineFor(done, whole, what)}`);
    },
    end: () => void (drawnAt > 0 && stream.write('\r\x1b[K')),
  };
}

function lineFor(done: number, whole: number | undefined, what: string): string {
  if (whole === undefined) return `${done} ${what}`;
  const filled = whole === 0 ? barWidth : Math.min(barWidth, Math.floor((barWidth * done) / whole));
  return `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done}/${whole} ${what}`;
}
