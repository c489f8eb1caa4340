import type { IncomingMessage } from 'node:http';
import { Forwarded } from './forwarded.js';
import { RequestIds, requestIdOf } from './request-ids.js';

const request = (remoteAddress: string, id?: string): IncomingMessage =>
  ({
    headers: id === undefined ? {} : { 'x-request-id': id },
    socket: { remoteAddress },
  }) as unknown as IncomingMessage;

describe('RequestIds', () => {
  const ids = new RequestIds(new Forwarded(['10.0.0.0/8', '::1', 'fd00::/8'], () => undefined));

  it.each(['10.1.2.3', '::ffff:10.1.2.3', '::1', 'fd00::7'])(
    'keeps the id that a trusted proxy (%s) gave',
    (address) => {
      const asked = request(address, 'edge-7f3a2b9c');
      ids.keep(asked, ids.choose(asked));
      expect(requestIdOf(asked)).toBe('edge-7f3a2b9c');
    },
  );

  it.each([
    ['from a stranger', '203.0.113.9', 'edge-7f3a2b9c'],
    ['that is none', '10.1.2.3', undefined],
    ['that is too short', '10.1.2.3', 'short'],
    ['that is endless', '10.1.2.3', 'x'.repeat(101)],
    ['that holds an address', '10.1.2.3', 'ada@example.org'],
    ['that breaks a line', '10.1.2.3', 'edge-7f3a\n2b9c'],
  ])('makes its own in place of one %s', (_, address, id) => {
    expect(ids.choose(request(address, id))).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  });
});
