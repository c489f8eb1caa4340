import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { locales } from '../../src/platform/http/locale.js';
import { MailSink } from '../support/mail-sink.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { postForm, signBy } from '../support/visitor.js';

const cli = fileURLToPath(new URL('../../dist/run/cli.js', import.meta.url));
const password = 'a long password for tests';
const pages = ['/about', '/contact', '/privacy', '/legal', '/accessibility'];
const facts = {
  organisation: 'Example Association',
  address: '1 Example Street\r\n12345 Example Town',
  country: 'DE',
  representative: 'Ada Example, chair',
  email: 'hello@example.org',
  privacyContact: 'privacy@example.org',
  supervisoryAuthority: 'Example Authority',
  hosting: 'Example Hosting, Germany',
  mailProvider: 'our own server',
  backupDays: '30',
  funding_en: 'Donations of our members.',
  signatory: 'Ada Example',
  signatoryTitle: 'Chair',
};

describe('the legal pages of a site in production', () => {
  const data = mkdtempSync(join(tmpdir(), 'demarche legal '));
  let database: TestDatabase;
  let sink: MailSink;
  let server: Server;
  let cookie = '';
  let csrf = '';
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`http://localhost:${server.port}${path}`, { headers, redirect: 'manual' });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const save = async (input: Record<string, string>) => {
    const answer = await postForm(
      `http://localhost:${server.port}/admin/settings`,
      { ...input, _csrf: csrf },
      { cookie },
    );
    return { status: answer.status, text: await answer.text() };
  };
  let settings: Record<string, string>;
  const command = (...args: string[]): string => {
    const { PATH = '', HOME = '' } = process.env;
    return execFileSync(process.execPath, [cli, ...args], { env: { PATH, HOME, ...settings }, encoding: 'utf8' });
  };
  beforeAll(async () => {
    [database, sink] = await Promise.all([createStartedDatabase(), MailSink.start()]);
    settings = {
      NODE_ENV: 'production',
      DATABASE_URL: database.url,
      DATA_DIR: data,
      SMTP_URL: sink.url,
      SECRET_KEY: 'a secret only for tests, long enough to be one',
    };
    server = await startServer(settings);
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all([sink.stop(), database.drop()]);
    rmSync(data, { recursive: true, force: true });
  });

  it.each(pages)(
    '%s is there in every language before anything is entered, and says what is not known',
    async (path) => {
      for (const locale of locales) {
        const { status, text } = await read(`${path}?lang=${locale}`);
        expect([locale, status]).toEqual([locale, 200]);
        expect(text).toContain(`<html lang="${locale}"`);
        expect(text).not.toMatch(/undefined|\[object|<span lang="en" dir="ltr">/);
        for (const other of pages) expect(text).toContain(`href="${other}?lang=${locale}"`);
      }
      if (path !== '/accessibility') expect((await read(`${path}?lang=en`)).text).toContain('Not stated yet.');
    },
  );

  it('has no security.txt without an address', async () => {
    expect((await read('/.well-known/security.txt')).status).toBe(404);
  });

  it('tells the doctor and staff what is missing, on the petition too, and the public nothing', async () => {
    const link = /http\S+\/admin\/setup\/\S+/.exec(command('staff:setup-link'))?.[0] ?? '';
    const at = new URL(link).pathname;
    const email = 'owner@example.org';
    await (await postForm(`http://localhost:${server.port}${at}`, { name: 'Somebody', email, password })).text();
    const signedIn = await postForm(`http://localhost:${server.port}/admin/sign-in`, { email, password });
    await signedIn.text();
    cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const overview = await read('/admin', { cookie });
    csrf = /name="_csrf" value="([^"]+)"/.exec(overview.text)?.[1] ?? '';
    expect(overview.text).toMatch(/13 facts missing on the legal pages[^]*the organisation; its postal address/);
    expect((await read('/petitions/reconsider')).text).not.toContain('Only staff see this');
    const seen = await read('/petitions/reconsider', { cookie });
    expect(seen.text).toContain('Only staff see this');
    expect(seen.headers.get('cache-control')).toBe('no-store');
    expect((await read('/petitions/reconsider', { cookie: '__Host-demarche=made-up' })).text).not.toContain(
      'Only staff see this',
    );
    expect(() => command('doctor')).toThrow();
  });

  it('shows an error beside its field, keeps the input, and stores nothing', async () => {
    const { status, text } = await save({ ...facts, email: 'nobody', revision: '0' });
    expect(status).toBe(422);
    expect(text).toContain('Is not an email address.');
    expect(text).toContain('value="Example Association"');
    expect((await read('/legal?lang=en')).text).not.toContain('Example Association');
  });

  it('shows what staff have entered on every page it belongs to, in consents, and in every mail', async () => {
    expect((await save({ ...facts, revision: '0' })).status).toBe(303);
    for (const path of ['/about', '/contact', '/legal', '/privacy'])
      expect((await read(`${path}?lang=en`)).text).toContain('Example Association');
    expect((await read('/about?lang=uk')).text).toContain('<div lang="en" dir="ltr"><p>Donations of our members.');
    expect((await read('/petitions/reconsider?lang=en')).text).toContain(
      'I explicitly consent to Example Association (Germany) processing',
    );
    expect((await read('/petitions/reconsider', { cookie })).text).not.toContain('Only staff see this');
    await signBy(`http://localhost:${server.port}`, 'ada@example.org');
    await until('the mail', () => sink.to('ada@example.org').length > 0);
    const [mail] = sink.to('ada@example.org');
    expect(mail?.text).toContain('Example Association, 1 Example Street, 12345 Example Town, Germany');
    expect(mail?.text).toMatch(/\/privacy\?lang=en/);
    expect(mail?.text).toMatch(/\/me\?lang=en/);
  });

  it('takes texts in every language, as long as each may be', async () => {
    const long = Object.fromEntries(
      ['about', 'funding'].flatMap((name) => locales.map((locale) => [`${name}_${locale}`, 'ї'.repeat(1000)])),
    );
    expect((await save({ ...facts, ...long, revision: '1' })).status).toBe(303);
    expect((await save({ ...facts, revision: '2' })).status).toBe(303);
  });

  it('unfolds the rare fields of the settings in which something is wrong', async () => {
    const folds = (text: string) => text.match(/<details[^>]*><summary>If you have it/g);
    const { status, text } = await save({ organisation: 'Example Association', pressEmail: 'nobody', revision: '2' });
    expect(status).toBe(422);
    expect(text).toContain('id="pressEmail-fault"');
    expect(folds(text)).toEqual(['', ' open', ''].map((open) => `<details${open}><summary>If you have it`));
  });

  it('refuses what somebody else has changed meanwhile', async () => {
    const { status, text } = await save({ ...facts, telephone: '1', revision: '0' });
    expect(status).toBe(409);
    expect(text).toContain('Somebody else has changed these settings');
  });

  it('keeps the versions of the privacy notice', async () => {
    expect((await read('/privacy?lang=en')).text).toContain('Version 2');
    const first = (await read('/privacy/versions/1?lang=en')).text;
    expect(first).toContain('This is an earlier version.');
    expect(first).not.toContain('Example Association');
    expect((await read('/privacy/versions/9')).status).toBe(404);
    expect((await read('/privacy/versions/x')).status).toBe(422);
  });

  it('has a security.txt as RFC 9116 asks', async () => {
    const { text, headers } = await read('/.well-known/security.txt');
    expect(headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('Contact: mailto:hello@example.org\n');
    const expires = new Date(/^Expires: (.+)$/m.exec(text)?.[1] ?? '');
    expect(expires.getTime()).toBeGreaterThan(Date.now() + 30 * 86_400_000);
    expect(expires.getTime()).toBeLessThan(Date.now() + 366 * 86_400_000);
  });
});
