import pg from 'pg';
import { sqlstate } from '../sqlstate.js';
import { endpointOf } from '../../config/database-address.js';
import { Hosts } from './hosts.js';

/** A server that falls silent is noticed by the system after this; PostgreSQL's own default is two hours. */
const keepAliveMilliseconds = 5_000;
const connectMilliseconds = 5_000;
/** For a connection that no request waits for. A process that starts is busy loading itself and reads the answer late. */
export const patientMilliseconds = 20_000;

const common = {
  connectionTimeoutMillis: connectMilliseconds,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAliveMilliseconds,
  application_name: 'demarche',
};

/** PostgreSQL says that this session cannot write: it is of no use to anyone, whatever comes after. */
const spent: string[] = [sqlstate.readOnlyTransaction, sqlstate.adminShutdown, sqlstate.cannotConnectNow];

/** A class of clients that connect to the server which `hosts` finds; for pools, which make their own clients. */
export function clientsOf(hosts: Hosts): typeof pg.Client {
  return class extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, connectionString: hosts.first });
      this.on('error', () => hosts.doubt());
      this.connection.on('errorMessage', ({ code }: { code?: string }) => {
        if (!spent.includes(code ?? '')) return;
        hosts.doubt();
        // After the statement has got its error
        setImmediate(() => this.connection.stream.destroy());
      });
    }

    override connect(): Promise<this>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<this> | void {
      const connecting = hosts
        .find()
        .then((server) => {
          if (hosts.areSeveral) Object.assign(this, endpointOf(server));
          return super.connect();
        })
        .catch((error: unknown) => {
          hosts.doubt();
          throw error;
        })
        .then(() => this);
      if (callback === undefined) return connecting;
      connecting.then(() => (callback as () => void)(), callback);
    }
  };
}

/** A pool of connections to the server that `hosts` finds. @param check is done with each new one, which is closed when it throws */
export function poolOf(
  hosts: Hosts,
  options: pg.PoolConfig,
  check: (client: pg.ClientBase) => Promise<void> = () => Promise.resolve(),
): pg.Pool {
  // The pool waits for a promise, which its types do not say.
  const onConnect = check as unknown as pg.PoolConfig['onConnect'];
  const pool = new pg.Pool({ ...common, idleTimeoutMillis: 30_000, ...options, onConnect, Client: clientsOf(hosts) });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * One connection that belongs to no pool, to the server of the address that accepts writes.
 * @throws the error of the connection, or NoWritableServer
 */
export async function connect(address: string, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new (clientsOf(new Hosts(address)))({
    ...common,
    connectionTimeoutMillis: patientMilliseconds,
    ...options,
  });
  await client.connect();
  return client;
}
