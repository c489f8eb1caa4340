import { readConfig } from '../../platform/config/config.js';
import { newId } from '../../platform/ids.js';
import { Tokens } from '../../platform/tokens.js';
import { ReplyAddresses } from './reply-addresses.js';

const made = (settings: Record<string, string>, key = 'a secret only for tests, long enough to be one') =>
  new ReplyAddresses(readConfig(settings), new Tokens(key));
const domain = { LETTERS_REPLY_DOMAIN: 'Reply.Example.org' };

describe('reply addresses', () => {
  const letterId = newId();
  const { replyTo = '', envelopeFrom = '' } = made(domain).of(letterId);

  it('are two for each letter, short enough for every server, in lower case letters and digits', () => {
    for (const address of [replyTo, envelopeFrom]) {
      expect(address).toMatch(/^[rb]\.[0-9a-f]{32}\.[a-z2-7]{20}@reply\.example\.org$/);
      expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64);
    }
  });

  it('are read again, also when a server has changed their case', () => {
    expect(made(domain).read(replyTo.toUpperCase())).toEqual({ use: 'reply', letterId });
    expect(made(domain).read(envelopeFrom)).toEqual({ use: 'bounce', letterId });
  });

  it('are refused with a changed tag, for another use, letter or domain, and under another key', () => {
    const changed = replyTo.replace(/.@/, (end) => (end === 'a@' ? 'b@' : 'a@'));
    const forged = [
      changed,
      `b${replyTo.slice(1)}`,
      replyTo.replace(/\.[0-9a-f]{32}/, `.${newId().replaceAll('-', '')}`),
    ];
    for (const address of [
      ...forged,
      `${replyTo}.evil.org`,
      replyTo.replace('@', '@x.'),
      '',
      '@',
      'r.@',
      `x${replyTo}`,
    ])
      expect([address, made(domain).read(address)]).toEqual([address, null]);
    expect(made(domain, 'another secret that is long enough too').read(replyTo)).toBeNull();
  });

  it('are beside them the offices that a domain must have, in any case', () => {
    for (const address of [
      'postmaster@reply.example.org',
      'Postmaster@Reply.Example.Org',
      'ABUSE@reply.example.org',
      'Postmaster',
    ])
      expect([address, made(domain).read(address)]).toEqual([address, { use: 'shared' }]);
    for (const address of [
      'postmaster@example.org',
      'root@reply.example.org',
      'abuse',
      'x.postmaster@reply.example.org',
    ])
      expect([address, made(domain).read(address)]).toEqual([address, null]);
    expect(made({}).read('postmaster')).toBeNull();
  });

  it('are the one of the settings, or none, without a domain', () => {
    expect(made({ LETTERS_REPLY_TO: 'answers@example.org' }).of(letterId)).toEqual({ replyTo: 'answers@example.org' });
    expect(made({ LETTERS_REPLY_TO: 'answers@example.org' }).read('Answers@example.org')).toEqual({ use: 'shared' });
    expect(made({}).of(letterId)).toEqual({});
    expect(made({}).read(replyTo)).toBeNull();
  });
});
