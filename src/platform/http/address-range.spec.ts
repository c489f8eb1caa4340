import { addressRange } from './address-range.js';

describe('addressRange', () => {
  it.each([
    ['203.0.113.7', '203.0.113.0/24'],
    ['203.0.113.255', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.0/24'],
    ['::ffff:cb00:7107', '203.0.113.0/24'],
    ['2001:db8:1:2ff:3:4:5:6', '2001:db8:1:200::/56'],
    ['2001:DB8:0001:0200::', '2001:db8:1:200::/56'],
    ['::1', '::/56'],
    ['not an address', 'unknown'],
    ['', 'unknown'],
  ])('%s is counted under %s', (ip, range) => {
    expect(addressRange(ip)).toBe(range);
  });
});
