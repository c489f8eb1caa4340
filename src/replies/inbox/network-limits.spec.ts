import { networkLimits } from './inbox.limits.js';
import { NetworkLimits } from './network-limits.js';

const times = <Result>(n: number, work: () => Result): Result[] => Array.from({ length: n }, work);

describe('NetworkLimits', () => {
  it('lets a network have so many connections, and others theirs', () => {
    const limits = new NetworkLimits();
    expect(times(networkLimits.connections + 1, () => limits.connect('203.0.113.7'))).toEqual([
      ...times(networkLimits.connections, () => true),
      false,
    ]);
    expect(limits.connect('203.0.113.200')).toBe(false);
    expect(limits.connect('198.51.100.1')).toBe(true);
    times(networkLimits.connections + 2, () => limits.close('203.0.113.7'));
    expect(limits.connect('203.0.113.7')).toBe(true);
  });

  it('lets a network hand over so many messages an hour, and others theirs', async () => {
    const limits = new NetworkLimits();
    const taken = await Promise.all(times(networkLimits.messages + 5, () => limits.message('2001:db8:1:100::1')));
    expect(taken.filter(Boolean)).toHaveLength(networkLimits.messages);
    expect(await limits.message('2001:db8:2:100::1')).toBe(true);
  });

  it.each(['127.0.0.1', '::1', '::ffff:10.1.2.3', '192.168.1.4', 'fd00::7'])(
    'takes what a relay of ours at %s brings',
    async (address) => {
      const limits = new NetworkLimits();
      expect(times(50, () => limits.connect(address))).not.toContain(false);
      expect(await Promise.all(times(50, () => limits.message(address)))).not.toContain(false);
    },
  );
});
