import { MailSink } from '../support/mail-sink.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { countAt, postForm } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

/** Bodies as email clients post them: RFC 8058 asks for multipart, others send what they like. */
const multipart =
  '--b0undary\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b0undary\r\n' +
  'Content-Disposition: form-data; name="a"; filename="a.bin"\r\nContent-Type: application/octet-stream\r\n\r\n\xff\r\n--b0undary--\r\n';
const bodies: [string, string | undefined, string][] = [
  ['multipart/form-data', 'multipart/form-data; boundary=b0undary', multipart],
  ['multipart/form-data without a boundary', 'multipart/form-data', multipart],
  ['multipart/mixed', 'multipart/mixed; boundary=b0undary', multipart],
  ['an octet stream', 'application/octet-stream', 'List-Unsubscribe=One-Click'],
  ['bytes that are no text', 'application/octet-stream', '\xff\xfe\0'],
  ['a form', 'application/x-www-form-urlencoded; charset=utf-8', 'List-Unsubscribe=One-Click'],
  ['a form with broken bytes', 'application/x-www-form-urlencoded', 'x=%FF'],
  ['no type', undefined, 'List-Unsubscribe=One-Click'],
  ['a type that is none', 'One-Click', 'List-Unsubscribe=One-Click'],
  ['plain text', 'text/plain', 'List-Unsubscribe=One-Click'],
  ['JSON', 'application/json', '{"List-Unsubscribe":"One-Click"}'],
  ['broken JSON', 'application/json; charset=utf-8', '{'],
  ['XML', 'text/xml', '<a/>'],
  ['nothing at all', 'application/json', ''],
];

describe('an emailed link', () => {
  let database: TestDatabase;
  let sink: MailSink;
  let server: Server;
  beforeAll(async () => {
    database = await createStartedDatabase();
    sink = await MailSink.start();
    server = await startServer({
      DATABASE_URL: database.url,
      SMTP_URL: sink.url,
      RATE_LIMIT_SIGNUPS: '1000/10m',
      MIN_FILL_SECONDS: '0',
    });
  });
  afterAll(async () => {
    await server.stop();
    await sink.stop();
    await database.drop();
  });

  const linksOf = async (email: string) => {
    const person = {
      givenName: 'Ada',
      familyName: 'Lovelace',
      country: 'GB',
      consents: ['signature:2026-11'],
      locale: 'en',
    };
    const page = await (await fetch(`${server.url}/petitions/reconsider`)).text();
    await postForm(`${server.url}/petitions/reconsider/signatures`, {
      ...person,
      email,
      stamp: /name="stamp" value="([^"]+)"/.exec(page)?.[1] ?? '',
    });
    const mail = await until(`a mail to ${email}`, () => sink.to(email).at(-1));
    const link = (path: string) => new RegExp(`https?:\\S+/${path}/[\\w-]+`).exec(mail.text ?? '')?.[0] ?? '';
    return { confirm: link('c'), disown: link('d'), unsubscribe: link('u') };
  };
  const post = async (url: string, type: string | undefined, body: string): Promise<number> => {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: Buffer.from(body, 'latin1'),
      ...(type !== undefined && { headers: { 'content-type': type } }),
    });
    return answer.status;
  };

  it.each(bodies)('does what it is for when %s is posted', async (name, type, body) => {
    const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.org`;
    const { confirm, disown, unsubscribe } = await linksOf(email);
    const before = await countAt(server.url);
    const [{ n: stopped }] = (await ask(database.url, 'select count(*)::int as n from mail_suppression')) as [
      { n: number },
    ];
    expect(await post(confirm, type, body)).toBe(303);
    expect(await countAt(server.url)).toBe(before + 1);
    expect(await post(unsubscribe, type, body)).toBe(200);
    expect(await ask(database.url, 'select count(*)::int as n from mail_suppression')).toEqual([{ n: stopped + 1 }]);
    expect(await post(disown, type, body)).toBe(200);
    expect(await countAt(server.url)).toBe(before);
  });

  it('confirms what the page showed and nothing else, whatever type the form is posted in', async () => {
    const { confirm } = await linksOf('shown@example.org');
    const wrong = '--b\r\nContent-Disposition: form-data; name="shown"\r\n\r\nanother page\r\n--b--\r\n';
    expect(await post(confirm, 'multipart/form-data; boundary=b', wrong)).toBe(409);
    expect(await post(confirm, 'application/x-www-form-urlencoded', 'shown=another+page')).toBe(409);
    expect(await post(confirm, 'application/json', '{"shown":"another page"}')).toBe(409);
    const shown = /name="shown" value="([^"]+)"/.exec(await (await fetch(confirm)).text())?.[1] ?? '';
    expect(await post(confirm, 'application/x-www-form-urlencoded', new URLSearchParams({ shown }).toString())).toBe(
      303,
    );
  });
});
