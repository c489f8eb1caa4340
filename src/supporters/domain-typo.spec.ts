import { describe, expect, it } from '@jest/globals';
import { suggestEmail } from './domain-typo.js';

describe('suggestEmail', () => {
  it.each([
    'hotmail.nl',
    'hotmail.be',
    'hotmail.co.uk',
    'hotmail.it',
    'yahoo.ca',
    'yahoo.com.br',
    'yahoo.co.jp',
    'yahoo.pl',
    'yahoo.in',
    'orange.pl',
    'orange.es',
    'live.nl',
    'live.co.uk',
    'outlook.pt',
    'outlook.co.id',
    'gmx.at',
    'gmx.fr',
    'free.nl',
    'web.de',
    'gmail.com',
    'mail.com',
    'example.org',
    'aol.de',
    'icloud.com',
  ])('lets %s be', (domain) => {
    expect(suggestEmail(`ann@${domain}`)).toBeNull();
  });

  it.each([
    ['gmial.com', 'gmail.com'],
    ['gmail.con', 'gmail.com'],
    ['gmail.co', 'gmail.com'],
    ['hotmial.fr', 'hotmail.fr'],
    ['yaho.com', 'yahoo.com'],
    ['xn--gmal-nza.com', 'gmail.com'],
    ['xn--gmil-63d.com', 'gmail.com'],
  ])('takes %s for a slip of %s', (domain, meant) => {
    expect(suggestEmail(`ann@${domain}`)).toBe(`ann@${meant}`);
  });
});
