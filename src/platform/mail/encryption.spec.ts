import { isLoopback, needsEncryption } from './encryption.js';

it.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['mail.localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['[::1]', true],
  ['localhost.example.org', false],
  ['127.0.0.1.example.org', false],
  ['10.0.0.5', false],
  ['mail.example.org', false],
  ['mailpit', false],
])('%s is this machine: %s', (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
  const url = `smtp://user:password@${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:587`;
  expect([needsEncryption(url, 'required'), needsEncryption(url, 'off')]).toEqual([!expected, false]);
});
