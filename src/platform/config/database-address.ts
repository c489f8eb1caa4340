/** `postgresql://user:password@a:5432,b/database?options`: the part before the servers, the servers, and the rest. */
const pattern = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^@/?#]*)((?:\/[^?#]*)?(?:\?[^#]*)?)$/;

/**
 * The servers of a PostgreSQL address, which may name several as libpq's does: `a:5432,b:5432`.
 * @returns one address for each of them
 * @throws TypeError when it is no such address
 */
export function serversOf(address: string): string[] {
  const parts = pattern.exec(address);
  if (parts === null) throw new TypeError('No PostgreSQL address');
  const [, before = '', servers = '', after = ''] = parts;
  return servers.split(',').map((server) => {
    if (server === '' && servers !== '') throw new TypeError('A server without a name');
    return new URL(`${before}${server}${after}`).href;
  });
}

export function isDatabaseAddress(address: string): boolean {
  try {
    return serversOf(address).length > 0;
  } catch {
    return false;
  }
}

/** Where the server of an address with one server listens. */
export function endpointOf(server: string): { host: string; port: number } {
  const { hostname, port } = new URL(server);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 5432 : Number(port) };
}
