import type pg from 'pg';
import { advisoryLockSpaces } from '../database/advisory-locks.js';
import { connect } from '../database/connections/connect.js';
import { outboxChannel } from './outbox.sql.js';

/** The connection on which a dispatcher is notified of new emails, and holds the lock that shows it is alive. */
export class DispatcherListener {
  private client: pg.Client | undefined;

  constructor(
    private readonly url: string,
    /** Of the dispatcher. */
    private readonly number: number,
    private readonly onNotice: () => void,
  ) {}

  /** @returns whether a new connection was made */
  async connect(): Promise<boolean> {
    if (this.client) return false;
    const client = await connect(this.url, { application_name: 'demarche mail' });
    // An older connection may end after a newer one has taken its place.
    const forget = (): void => {
      if (this.client === client) this.client = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    client.on('notification', this.onNotice);
    try {
      await client.query('select pg_advisory_lock_shared($1, $2)', [advisoryLockSpaces.dispatcher, this.number]);
      await client.query(`listen ${outboxChannel}`);
    } catch (error) {
      void client.end().catch(() => undefined);
      throw error;
    }
    this.client = client;
    return true;
  }

  async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}
