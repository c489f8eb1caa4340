import { isOwnForm } from './same-origin.guard.js';

const publicUrl = 'https://campaign.example.org';

describe('a form', () => {
  it.each([
    ['sent from our page', { host: 'campaign.example.org', origin: publicUrl, 'sec-fetch-site': 'same-origin' }],
    [
      'sent under our referrer policy',
      { host: 'campaign.example.org', origin: 'null', 'sec-fetch-site': 'same-origin' },
    ],
    ['sent by hand', { host: 'campaign.example.org' }],
    ['sent behind a proxy that rewrites Host', { host: '10.0.0.7:3000', origin: publicUrl }],
    ['sent to another name of ours', { host: 'localhost:3000', origin: 'http://localhost:3000' }],
  ])('%s is ours', (_, headers) => {
    expect(isOwnForm(headers, publicUrl)).toBe(true);
  });

  it.each([
    ['sent from another site', { host: 'campaign.example.org', origin: 'https://evil.example' }],
    [
      'sent from a neighbour',
      { host: 'campaign.example.org', origin: 'https://blog.example.org', 'sec-fetch-site': 'same-site' },
    ],
    [
      'sent from a frame without origin',
      { host: 'campaign.example.org', origin: 'null', 'sec-fetch-site': 'cross-site' },
    ],
    ['sent from another port', { host: 'localhost:3000', origin: 'http://localhost:3001' }],
    ['sent with nonsense', { host: 'campaign.example.org', origin: 'campaign.example.org' }],
  ])('%s is not', (_, headers) => {
    expect(isOwnForm(headers, publicUrl)).toBe(false);
  });
});
