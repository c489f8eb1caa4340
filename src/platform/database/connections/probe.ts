import type pg from 'pg';
import { isSilence } from '../sqlstate.js';
import { poolOf } from './connect.js';
import { Hosts, mayWriteSql } from './hosts.js';

/** `refused`: the database says that it cannot, or nobody is there. `silent`: no answer in time. */
export type Seen = 'writable' | 'refused' | 'silent';

/** Asks whether the database accepts writes, over one dedicated connection for each way to it. */
export class Probe {
  private readonly pools: pg.Pool[];

  /** @param milliseconds for connecting, and for the answer */
  constructor({ url, directUrl }: { url: string; directUrl: string }, milliseconds: number) {
    this.pools = [...new Set([url, directUrl])].map((address) =>
      poolOf(new Hosts(address), { max: 1, connectionTimeoutMillis: milliseconds, query_timeout: milliseconds }),
    );
  }

  async look(): Promise<Seen> {
    try {
      const answers = await Promise.all(
        this.pools.map((pool) => pool.query<{ writable: boolean }>(`select ${mayWriteSql} as writable`)),
      );
      return answers.every(({ rows }) => rows[0]?.writable) ? 'writable' : 'refused';
    } catch (error) {
      return isSilence(error) ? 'silent' : 'refused';
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.pools.map((pool) => pool.end()));
  }
}
