import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { plain, winmail, withPart } from '../support/inbound-mails.js';
import { freePort, startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const password = 'a long password for tests';
const answers = 'answers@example.org';

describe('the inbox of a running server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-inbox-'));
  let database: TestDatabase;
  let server: Server;
  let port: number;
  let cookie = '';
  let csrf = '';

  const send = async (raw: Buffer): Promise<void> => {
    const client = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    await client.sendMail({ envelope: { from: 'secret.writer@example.net', to: answers }, raw });
    client.close();
  };
  const page = (path: string) =>
    fetch(server.url + path, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' });
  const idOf = async (subject: string): Promise<string> =>
    new RegExp(`href="/admin/inbox/([0-9a-f-]{36})">${subject}<`).exec(
      await (await page('/admin/inbox')).text(),
    )?.[1] ?? '';

  beforeAll(async () => {
    database = await createStartedDatabase();
    port = await freePort();
    server = await startServer({
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      LETTERS_REPLY_TO: answers,
      INBOUND_SMTP_PORT: String(port),
      INBOUND_MAX_MB: '1',
    });
    await (await postForm(server.setupLink, { name: 'The owner', email: 'owner@example.org', password })).text();
    const answer = await postForm(`${server.url}/admin/sign-in`, { email: 'owner@example.org', password });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    csrf = /name="_csrf" value="([^"]+)"/.exec(await (await page('/admin/account')).text())?.[1] ?? '';
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows what came as plain text, however it was written, and runs nothing of it', async () => {
    await send(
      plain({
        from: '"<b>X</b>" <secret.writer@example.net>',
        subject: 'Evil',
        text: '</pre><script>alert(1)</script>',
      }),
    );
    const text = await (await page(`/admin/inbox/${await idOf('Evil')}`)).text();
    expect(text).toContain('&lt;/pre>&lt;script>alert(1)&lt;/script>');
    expect(text).not.toMatch(/<script>|<b>X/);
    expect(text).toContain('No letter was found for it.');
  });

  it('hands out files to be saved and never shown, under their names', async () => {
    const html = ['Content-Type: text/html; name="übel \\"x.html"', 'Content-Disposition: attachment'];
    await send(
      Buffer.from(withPart(html, '<script>alert(1)</script>').toString().replace('Re: A letter', 'With a file')),
    );
    await send(Buffer.from(winmail.toString().replace('Re: A letter', 'With a parcel')));
    const id = await idOf('With a file');
    for (const path of ['parts/0', 'message.eml']) {
      const file = await page(`/admin/inbox/${id}/${path}`);
      expect(file.status).toBe(200);
      expect(file.headers.get('content-type')).toBe('application/octet-stream');
      expect(file.headers.get('content-disposition')).toMatch(
        /^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w.%-]+$/,
      );
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
      expect(file.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
      expect(await file.text()).toContain('alert(1)');
    }
    expect((await page(`/admin/inbox/${id}/parts/7`)).status).toBe(404);
    expect(await (await page(`/admin/inbox/${await idOf('With a parcel')}`)).text()).toContain(
      'reader for winmail.dat',
    );
  });

  it('lets staff set a message aside with a reason, and says what is missing', async () => {
    const id = await idOf('Evil');
    const refused = await postForm(
      `${server.url}/admin/inbox/${id}/set-aside`,
      { _csrf: csrf, reason: '' },
      { cookie },
    );
    expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Is required.')]);
    const unknown = await postForm(
      `${server.url}/admin/inbox/${id}/assign`,
      { _csrf: csrf, reference: 'DEM-2027-0001-FR' },
      { cookie },
    );
    expect([unknown.status, await unknown.text()]).toEqual([409, expect.stringContaining('No sent letter')]);
    const done = await postForm(
      `${server.url}/admin/inbox/${id}/set-aside`,
      { _csrf: csrf, reason: 'Spam' },
      { cookie },
    );
    expect([done.status, done.headers.get('location')]).toEqual([303, `/admin/inbox/${id}`]);
    expect(await (await page(`/admin/inbox/${id}`)).text()).toContain('set aside');
  });

  it('stops receiving email at shutdown, and has logged no address', async () => {
    const open = connect(port, '127.0.0.1');
    open.on('error', () => undefined);
    await new Promise((resolve) => open.once('data', resolve));
    expect(await server.stop()).toBe(0);
    open.destroy();
    expect(server.output()).toContain('Email is received on port');
    expect(server.output()).not.toMatch(/secret\.writer|answers@/);
  });
});
