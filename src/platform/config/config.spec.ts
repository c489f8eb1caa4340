import { StartupProblem } from '../errors.js';
import { readConfig } from './config.js';

/** The lines an operator reads, without the heading. */
function problemsOf(variables: Record<string, string>): string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (!(error instanceof StartupProblem)) throw error;
    return error.message.split('\n').slice(1);
  }
}

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://u@db/x',
  SMTP_URL: 'smtp://mail',
  SECRET_KEY: 'x'.repeat(32),
};

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      PUBLIC_URL: 'http://localhost:3000',
      ROLE: 'all',
      MAILBOX_PORT: 1080,
      MAIL_RATE: null,
      RATE_LIMIT_SIGNUPS: { limit: 20, seconds: 600 },
      TRUSTED_PROXIES: [],
    });
    expect([readConfig({}).DATABASE_URL, readConfig({}).SMTP_URL]).toEqual([undefined, undefined]);
  });

  it('receives email only with an address to receive it for, and with both certificate settings or none', () => {
    expect(problemsOf({ INBOUND_SMTP_PORT: '2525' })).toEqual([
      expect.stringContaining('needs LETTERS_REPLY_DOMAIN or LETTERS_REPLY_TO'),
    ]);
    expect(problemsOf({ INBOUND_TLS_KEY_FILE: 'key.pem' })).toEqual([expect.stringContaining('go together')]);
    expect(problemsOf({ LETTERS_REPLY_DOMAIN: 'not a domain', INBOUND_IMAP_URL: 'https://x.example' })).toHaveLength(2);
    expect(
      readConfig({ INBOUND_SMTP_PORT: '2525', LETTERS_REPLY_DOMAIN: 'Reply.Example.org' }).LETTERS_REPLY_DOMAIN,
    ).toBe('reply.example.org');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', DKIM_DOMAIN: '', TRUSTED_PROXIES: '' })).toEqual(readConfig({}));
  });

  it.each([
    ['20/10m', { limit: 20, seconds: 600 }],
    ['1/1s', { limit: 1, seconds: 1 }],
    ['5/2h', { limit: 5, seconds: 7200 }],
    ['100/1d', { limit: 100, seconds: 86_400 }],
    ['off', null],
  ])('reads the sign-up limit %s', (text, rate) => {
    expect(readConfig({ RATE_LIMIT_SIGNUPS: text }).RATE_LIMIT_SIGNUPS).toEqual(rate);
  });

  it('makes an absolute data folder and drops the slash at the end of the public address', () => {
    const config = readConfig({ DATA_DIR: 'some folder', PUBLIC_URL: 'https://campaign.example.org/' });
    expect([config.DATA_DIR, config.PUBLIC_URL]).toEqual([
      `${process.cwd()}/some folder`,
      'https://campaign.example.org',
    ]);
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '70000'],
    ['PORT', 'three thousand'],
    ['ROLE', 'boss'],
    ['DATABASE_URL', 'mysql://db'],
    ['SMTP_URL', 'http://mail'],
    ['PUBLIC_URL', 'javascript:alert(1)'],
    ['RATE_LIMIT_SIGNUPS', '20 per minute'],
    ['RATE_LIMIT_SIGNUPS', '0/1m'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', 'all'],
    ['MAIL_RATE', '-1'],
    ['MAIL_PER_ADDRESS_PER_DAY', '0'],
    ['SECRET_KEY', 'too short'],
    ['FILES_URL', 'https://s3.example.org/bucket'],
    ['FILES_URL', 'relative/folder'],
  ])('refuses %s=%s and names the setting', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(`- ${name} `)]);
  });

  it('reports all problems together', () => {
    const lines = problemsOf({ PORT: 'x', ROLE: 'boss', SMTP_URL: 'nonsense', LOG_LEVEL: 'loud' });
    expect(lines.map((line) => /- (\w+)/.exec(line)?.[1])).toEqual(['PORT', 'ROLE', 'SMTP_URL', 'LOG_LEVEL']);
  });

  it('reports incompatible settings along with invalid ones', () => {
    const lines = problemsOf({ NODE_ENV: 'production', PORT: 'x', DKIM_DOMAIN: 'campaign.example.org' }).join('\n');
    for (const name of ['PORT', 'SECRET_KEY', 'DATABASE_URL', 'SMTP_URL', 'DKIM_SELECTOR'])
      expect(lines).toContain(name);
  });

  it('repeats no secret in what it says', () => {
    const lines = problemsOf({
      SECRET_KEY: 'hunter2',
      DATABASE_URL: 'mysql://user:hunter2@db/x',
      SMTP_URL: 'imap://user:hunter2@mail',
    });
    expect(lines).toHaveLength(3);
    expect(lines.join()).not.toContain('hunter2');
  });

  it('wants real parts and a key of its own in production, unless the embedded ones are allowed', () => {
    expect(problemsOf(production)).toEqual([]);
    expect(problemsOf({ NODE_ENV: 'production' })).toHaveLength(3);
    expect(problemsOf({ NODE_ENV: 'production', EMBEDDED: 'allow' })).toEqual([expect.stringContaining('SECRET_KEY')]);
    expect(problemsOf({ ...production, ROLE: 'web', SMTP_URL: '' })).toEqual([]);
    expect(problemsOf({ ...production, ROLE: 'worker', SMTP_URL: '' })).toEqual([expect.stringContaining('SMTP_URL')]);
  });

  it('takes a bucket only with its credentials', () => {
    const bucket = { FILES_URL: 's3://bucket/folder?endpoint=https://s3.example.org' };
    expect(problemsOf(bucket)).toEqual([expect.stringContaining('FILES_SECRET_ACCESS_KEY')]);
    const credentials = { FILES_ACCESS_KEY_ID: 'a', FILES_SECRET_ACCESS_KEY: 'b' };
    expect(problemsOf({ ...bucket, ...credentials })).toEqual([]);
    for (const FILES_URL of ['s3://bucket/folder', 's3://a:b@bucket/?endpoint=https://s3.example.org'])
      expect(problemsOf({ ...credentials, FILES_URL })).toEqual([expect.stringContaining('- FILES_URL must be like')]);
  });

  it('takes the three settings of DKIM together or not at all', () => {
    expect(problemsOf({ DKIM_DOMAIN: 'a.example', DKIM_SELECTOR: 's' })).toEqual([
      expect.stringContaining('DKIM_PRIVATE_KEY_FILE'),
    ]);
    expect(problemsOf({ DKIM_DOMAIN: 'a.example', DKIM_SELECTOR: 's', DKIM_PRIVATE_KEY_FILE: 'key.pem' })).toEqual([]);
  });
});
