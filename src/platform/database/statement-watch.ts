import { Logger } from '@nestjs/common';
import type pg from 'pg';
import type { Metrics } from '../metrics.js';
import { currentWork, type Work } from '../tracing/current-work.js';
import type { Tracing } from '../tracing/tracing.js';

const longestText = 1_000;

/** Times every statement of a pool; slow ones are logged, counted and traced. COPY streams are ignored: they take as long as their reader. */
export class StatementWatch {
  private readonly log = new Logger('Database');

  /** @param slowMilliseconds from when a statement counts as slow; null: never */
  constructor(
    private readonly slowMilliseconds: number | null,
    private readonly metrics: Pick<Metrics, 'statementSeconds' | 'slowStatements'>,
    private readonly tracing: Tracing,
  ) {}

  watch(pool: pg.Pool): void {
    pool.on('connect', (client) => this.time(client));
  }

  private time(client: pg.PoolClient): void {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    /** Prisma loads the relations of a row all at once, also within a transaction; a connection runs one statement after the other. */
    let before: Promise<unknown> = Promise.resolve();
    const timed = (...args: unknown[]): unknown => {
      const text = textOf(args[0]);
      if (text === null) return query(...args);
      const work = currentWork.get();
      let begun = performance.now();
      const done = (): void => this.took(text, performance.now() - begun, work);
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const told = (...results: unknown[]): unknown => {
          done();
          return (callback as (...results: unknown[]) => unknown)(...results);
        };
        return query(...args.slice(0, -1), told);
      }
      const result = before.then(() => {
        begun = performance.now();
        return query(...args);
      });
      before = result.then(done, done);
      return result;
    };
    client.query = timed as typeof client.query;
  }

  private took(text: string, milliseconds: number, work: Work | undefined): void {
    this.metrics.statementSeconds.observe(milliseconds / 1000);
    if (this.slowMilliseconds === null || milliseconds < this.slowMilliseconds) return;
    this.metrics.slowStatements.inc();
    const shown = withoutLiterals(text);
    currentWork.runIn(work ?? {}, () => this.log.warn(`Slow statement, ${Math.round(milliseconds)} ms: ${shown}`));
    const startedAt = Date.now() - milliseconds;
    this.tracing
      .begin('slow statement', {
        kind: 'client',
        parent: work?.span,
        startedAt,
        attributes: { 'db.system.name': 'postgresql', 'db.query.text': shown },
      })
      ?.end();
  }
}

/** Null for streams. */
function textOf(query: unknown): string | null {
  if (typeof query === 'string') return query;
  const { text, submit } = (query ?? {}) as { text?: unknown; submit?: unknown };
  return typeof submit !== 'function' && typeof text === 'string' ? text : null;
}

/** One line, with every quoted value masked: a few statements are built with values in them. */
export const withoutLiterals = (text: string): string =>
  text
    .replace(/\bE'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'/gi, "'…'")
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestText);
