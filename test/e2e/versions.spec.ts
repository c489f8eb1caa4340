import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import canonicalize from 'canonicalize';
import { locales } from '../../src/platform/http/locale.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { confirmLinkIn, postForm, postJson, signaturesPath } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

describe('the versions of a petition over HTTP', () => {
  const data = mkdtempSync(join(tmpdir(), 'demarche versions '));
  let database: TestDatabase;
  let server: Server;
  const read = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`);
    return { status: answer.status, text: await answer.text() };
  };
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: data, MIN_FILL_SECONDS: '0' });
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(data, { recursive: true, force: true });
  });

  it('are given with a hash that is that of their content', async () => {
    const { text } = await read('/api/v1/petitions/reconsider/versions');
    const [version] = JSON.parse(text) as { number: number; hash: string; content: object }[];
    expect(version?.number).toBe(1);
    expect(
      createHash('sha256')
        .update(canonicalize(version?.content) ?? '')
        .digest('hex'),
    ).toBe(version?.hash);
    expect((await read('/petitions/reconsider/versions/1?lang=en')).text).toContain(version?.hash);
  });

  it('are shown in every language, and say what is not there', async () => {
    for (const locale of locales) {
      const { status, text } = await read(`/petitions/reconsider/versions/1?lang=${locale}`);
      expect([locale, status]).toEqual([locale, 200]);
      expect(text).not.toContain('undefined');
    }
    expect((await read('/petitions/reconsider/versions/7')).status).toBe(404);
    expect((await read('/petitions/reconsider/versions/0')).status).toBe(422);
    expect((await read('/petitions/nothing/versions/1')).status).toBe(404);
  });

  it('go with the form, to the receipt behind the emailed link', async () => {
    const page = await read('/petitions/reconsider?lang=en');
    expect(page.text).toContain('<input type="hidden" name="version" value="1"/>');
    await (
      await postForm(`${server.url}/petitions/reconsider/signatures`, {
        givenName: 'Ada',
        email: 'ada@example.org',
        country: 'DE',
        locale: 'en',
        version: '1',
      })
    ).text();
    const link = confirmLinkIn((await server.mailTo('ada@example.org')).text);
    const confirm = await (await fetch(link)).text();
    expect(confirm).toContain('<a href="/petitions/reconsider/versions/1?lang=en">Version 1 of the text</a>');
    expect(await ask(database.url, 'select version from signature')).toEqual([{ version: 1 }]);
  });

  it.each([0, 2, 1.5, -1, '1'])('refuse a sign-up for version %j', async (version) => {
    const body = { givenName: 'Ada', email: 'no@example.org', country: 'DE', version };
    const answer = await postJson(`${server.url}${signaturesPath()}`, body);
    expect(answer.status).toBe(422);
    const { errors } = (await answer.json()) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/version']);
  });

  it('bring the form back, with the new text, when it was open while the petition changed', async () => {
    await ask(
      database.url,
      `insert into petition_version (petition_id, number, hash, content, change, reason, published_by, published_at)
       select petition_id, 2, repeat('0', 64), content, 'ask', 'We ask for more.', 'staff:1', now() from petition_version returning number`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    const answer = await postForm(`${server.url}/petitions/reconsider/signatures?lang=en`, {
      givenName: 'Eve',
      email: 'eve@example.org',
      country: 'DE',
      locale: 'en',
      version: '1',
    });
    const text = await answer.text();
    expect(answer.status).toBe(422);
    expect(text).toContain('The petition has changed since you opened this page.');
    expect(text).toContain('name="version" value="2"');
    expect(text).toContain('value="Eve"');
    expect((await read('/petitions/reconsider/versions/2?lang=en')).text).toContain('Reason: We ask for more.');
  });
});
