import pg from 'pg';
import { advisoryLockSpaces } from '../database/advisory-locks.js';
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
    const client = new pg.Client({ connectionString: this.url, application_name: 'demarche mail', keepAlive: true });
    client.on('error', () => (this.client = undefined));
    client.on('end', () => (this.client = undefined));
    client.on('notification', this.onNotice);
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1, $2)', [advisoryLockSpaces.dispatcher, this.number]);
    await client.query(`listen ${outboxChannel}`);
    this.client = client;
    return true;
  }

  async end(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }
}
