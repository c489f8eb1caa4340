import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { csvOf } from '../support/import-files.js';
import { startServer, type Server } from '../support/server.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';
import { countAt, postForm } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const password = 'a long password for tests';
const cli = fileURLToPath(new URL('../../dist/run/cli.js', import.meta.url));

interface Person {
  cookie: string;
  csrf: string;
}

describe('imports at the built server', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-imports-'));
  let database: TestDatabase;
  let server: Server;
  let owner: Person;
  let viewer: Person;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await joins(server.setupLink, 'owner@example.org');
    const { text } = await read(
      await postForm(
        `${server.url}/admin/staff`,
        { _csrf: owner.csrf, email: 'viewer@example.org', role: 'viewer' },
        { cookie: owner.cookie },
      ),
    );
    viewer = await joins(/<code>([^<]+)<\/code>/.exec(text)?.[1] ?? '', 'viewer@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  const read = async (answer: Response) => ({
    status: answer.status,
    headers: answer.headers,
    text: await answer.text(),
  });
  const look = async (person: Person, path: string) =>
    read(
      await fetch(`${server.url}${path}`, {
        headers: { cookie: person.cookie, accept: 'text/html' },
        redirect: 'manual',
      }),
    );
  async function joins(link: string, email: string): Promise<Person> {
    await read(await postForm(link, { name: 'Somebody', email, password }));
    const answer = await read(await postForm(`${server.url}/admin/sign-in`, { email, password }));
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { text } = await look({ cookie, csrf: '' }, '/admin');
    return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '' };
  }

  const path = '/admin/petitions/reconsider/imports';
  const header = ['Prénom', 'Nom', 'Pays', 'Courriel'];
  const people = (n: number, mark: string) =>
    csvOf(
      [
        header,
        ...Array.from({ length: n }, (_, index) => ['Ada', `L${mark}${index}`, 'FR', `${mark}${index}@example.org`]),
      ],
      ';',
    );
  let sending: Record<string, string> = {};
  /** Sends the form as a browser does, fields first. */
  const upload = async (
    person: Person,
    content: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ _csrf: person.csrf, kind: 'paper', note: 'Market', ...fields }))
      form.set(name, value);
    form.set('file', new Blob([content]), 'list.csv');
    return read(
      await fetch(server.url + path, {
        method: 'POST',
        body: form,
        headers: { cookie: person.cookie, accept: 'text/html', ...sending, ...headers },
        redirect: 'manual',
      }),
    );
  };
  const imports = async () =>
    (await ask<{ n: number }>(database.url, 'select count(*)::int as n from signature_import'))[0]?.n;

  it('brings a list in, with a worker of its own accord, and takes it back', async () => {
    const before = await countAt(server.url);
    const answer = await upload(owner, people(1_500, 'web'));
    expect(answer.status).toBe(303);
    const at = answer.headers.get('location') ?? '';
    expect((await look(owner, at)).text).toContain('Map columns');
    const send = async (action: string, fields: Record<string, string>) =>
      (
        await read(
          await postForm(`${server.url}${at}/${action}`, { _csrf: owner.csrf, ...fields }, { cookie: owner.cookie }),
        )
      ).status;
    expect(await send('mapping', { given_name: '', family_name: '', country: '2' })).toBe(422);
    expect(await send('mapping', { given_name: '0', family_name: '1', country: '2', email: '3' })).toBe(303);
    await until('all rows are read', async () => (await look(owner, at)).text.includes('New: 1,500'));
    expect(await send('apply', {})).toBe(422);
    expect(await send('apply', { attest: 'yes' })).toBe(303);
    await until('all rows are in', async () => (await look(owner, at)).text.includes('1,500 rows imported'));
    await until('the count shows it', async () => (await countAt(server.url)) === before + 1_500);
    expect(await send('undo', {})).toBe(422);
    expect(await send('undo', { confirm: '1501' })).toBe(422);
    expect((await look(owner, at)).text).toContain('1,500 rows imported');
    expect(await countAt(server.url)).toBe(before + 1_500);
    expect(await send('undo', { confirm: '1,500' })).toBe(303);
    await until('it is undone', async () => (await look(owner, at)).text.includes('1,500 rows were erased'));
    await until('the count shows that', async () => (await countAt(server.url)) === before);
    expect(server.output()).not.toMatch(/web1@|Lweb/);
  });

  it.each<[string, () => ReturnType<typeof upload>, number, string]>([
    ['without the token of the session', () => upload({ ...owner, csrf: '' }, 'a,b\n1,2'), 403, 'auth.forged'],
    ['with the token after the file', () => uploadLate(), 403, 'auth.forged'],
    ['from somebody who may not', () => upload(viewer, 'a,b\n1,2'), 403, 'auth.forbidden'],
    ['from a stranger', () => upload({ cookie: '', csrf: '' }, 'a,b\n1,2'), 401, 'auth.required'],
    ['without saying where it comes from', () => upload(owner, 'a,b\n1,2', { note: ' ' }), 422, 'request.invalid'],
    ['that is no table', () => upload(owner, '<html>'), 422, 'import.not_a_table'],
  ])('refuses a file %s and keeps nothing of it', async (_, send, status, code) => {
    const before = await imports();
    sending = { accept: 'application/json' };
    const answer = await send();
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, expect.objectContaining({ code })]);
    expect(await imports()).toBe(before);
    expect(readdirSync(join(folder, 'imports'))).toEqual([]);
  });
  async function uploadLate() {
    const form = new FormData();
    form.set('file', new Blob(['a,b\n1,2']), 'list.csv');
    form.set('_csrf', owner.csrf);
    return read(
      await fetch(server.url + path, { method: 'POST', body: form, headers: { cookie: owner.cookie, ...sending } }),
    );
  }

  it('takes files nowhere else', async () => {
    const form = new FormData();
    form.set('givenName', 'Ada');
    for (const other of [
      '/api/v1/petitions/reconsider/signatures',
      '/admin/sign-in',
      `${path}/0190aaaa-0000-7000-8000-000000000000/apply`,
    ])
      expect((await read(await fetch(server.url + other, { method: 'POST', body: form }))).status).toBe(415);
  });

  /** Sends 200 MB, saying so or not. @returns the answer, and how much had to be sent for it */
  const flood = (says: boolean) =>
    new Promise<{ status: number; sent: number; text: string }>((resolve, reject) => {
      const total = 200 * 1024 * 1024;
      const headers = {
        cookie: owner.cookie,
        accept: 'application/json',
        'content-type': 'multipart/form-data; boundary=x',
        ...(says && { 'content-length': total }),
      };
      let sent = 0;
      let answered = false;
      const sender = request(server.url + path, { method: 'POST', headers }, (answer) => {
        answered = true;
        let text = '';
        answer
          .on('data', (chunk: Buffer) => (text += chunk.toString()))
          .on('end', () => {
            resolve({ status: answer.statusCode ?? 0, sent, text });
            sender.destroy();
          });
      });
      sender.on('error', (error) => (answered ? undefined : reject(error)));
      const field = (name: string, value: string) =>
        `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
      sender.write(
        `${field('_csrf', owner.csrf)}${field('kind', 'list')}${field('note', 'n')}--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n`,
      );
      const piece = Buffer.alloc(1024 * 1024, 'x');
      const more = (): void => {
        while (!answered && sent < total) {
          sent += piece.length;
          if (!sender.write(piece)) return void sender.once('drain', more);
        }
      };
      more();
    });
  /** In MiB; 0 where the system does not tell. */
  const resident = (): number => {
    const status = `/proc/${server.process.pid}/status`;
    return existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024 : 0;
  };

  it.each([true, false])('answers 200 MB with 413 at once and stores nothing (Content-Length: %s)', async (says) => {
    const before = resident();
    const { status, sent, text } = await flood(says);
    expect([status, JSON.parse(text)]).toEqual([413, expect.objectContaining({ code: 'import.too_large' })]);
    expect(sent / 1024 / 1024).toBeLessThan(says ? 20 : 80);
    expect(resident() - before).toBeLessThan(150);
    expect(readdirSync(join(folder, 'imports'))).toEqual([]);
    expect((await look(owner, path)).status).toBe(200);
  });

  const run = (...args: string[]): Promise<{ code: number; said: string; complained: string }> => {
    const { PATH = '', HOME = '' } = process.env;
    const env = {
      PATH,
      HOME,
      DATABASE_URL: database.url,
      DATA_DIR: folder,
      SECRET_KEY: readFileSync(join(folder, 'secret.key'), 'utf8').trim(),
    };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [cli, 'signatures:import', '--petition', 'reconsider', ...args],
        { env },
        (error, stdout, stderr) =>
          resolve({
            code: error === null ? 0 : Number(error.code),
            said: stdout,
            complained: stderr.trim().replace(/\n\([a-z_.]+\)$/, ''),
          }),
      );
    });
  };

  it('does the same on the command line: previews, imports, writes refused rows to a file', async () => {
    const file = join(folder, 'list.csv');
    const errors = join(folder, 'errors.csv');
    writeFileSync(file, `Vorname;Nachname;Mail\nAda;Cli${'x'.repeat(5)};cli@example.org\n;Bo;bo@example.org\n`);
    const args = [
      '--file',
      file,
      '--note',
      'Stall',
      '--map',
      'given_name=vorname',
      '--map',
      'email=Mail',
      '--country',
      'de',
    ];
    const before = await countAt(server.url);
    const dry = await run(...args, '--dry-run');
    expect([dry.code, dry.said]).toEqual([
      0,
      'Rows: 2\n  new: 1\n  already signed, or repeated: 0\n  refused, field.required: 1\nDry run. Nothing was stored.\n',
    ]);
    expect(await countAt(server.url)).toBe(before);
    expect((await run(...args)).complained).toMatch(/Add --attest/);
    expect(await run(...args, '--attest', '--map', 'source=Nowhere')).toMatchObject({
      code: 1,
      complained: expect.stringContaining('no column "Nowhere"') as unknown,
    });
    const done = await run(...args, '--attest', '--json', '--errors', errors);
    expect(JSON.parse(done.said)).toMatchObject({ status: 'applied', rowsTaken: 1, rowsRefused: 1 });
    expect(done.complained).toContain('2 rows examined …');
    expect(readFileSync(errors, 'utf8')).toContain(
      '"3","Vorname: is required (field.required)","","Bo","bo@example.org"',
    );
    await until('the count shows it', async () => (await countAt(server.url)) === before + 1);
    expect((await run(...args, '--attest')).complained).toContain('uploaded before');
  });
});
