import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSync } from 'otplib';
import pg from 'pg';
import { KeptForms } from '../../src/access/kept-forms.service.js';
import { Tokens } from '../../src/platform/tokens.js';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';

const password = 'a long password for tests';
const secretKey = 'a secret only for tests, long enough to be one';
const typed = 'Three evenings of work,\r\nand a “quoted” <b>line</b>';

/** The hidden fields of a page, as a browser without JavaScript sends them back. */
function hiddenIn(text: string): [string, string][] {
  const plain = (value: string): string =>
    value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  return [...text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    plain(value),
  ]);
}
const keptIn = (text: string): string => new Map(hiddenIn(text)).get('kept') ?? '';

describe('a staff form that arrives after its session has ended', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-kept-'));
  let database: TestDatabase;
  let server: Server;
  let client: pg.Client;
  let owner: StaffVisitor;
  let ownerId: string;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder, SECRET_KEY: secretKey });
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    ownerId = await idOf('owner@example.org');
  });
  afterAll(async () => {
    await client.end();
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function idOf(email: string): Promise<string> {
    const { rows } = await client.query<{ id: string }>('select id from staff where email = $1', [email]);
    return rows[0]?.id ?? '';
  }

  const endSessions = (email: string) =>
    client.query('delete from staff_session where staff_id = (select id from staff where email = $1)', [email]);

  const kept = async (slug: string): Promise<string | null> => {
    const { rows } = await client.query<{ text: string }>(
      'select texts::text as text from campaign_text where slug = $1',
      [slug],
    );
    return rows[0]?.text ?? null;
  };

  async function signIn(email: string, more: Record<string, string>, step = '') {
    const fields = step === '' ? { email, password, ...more } : more;
    const answer = await postForm(`${server.url}/admin/sign-in${step}`, fields);
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return { status: answer.status, location: answer.headers.get('location'), cookie, text: await answer.text() };
  }

  const statement = (slug: string) => ({ slug, demand: '', title_en: 'Kept', body_en: typed });

  /** Writes a statement, and sends it after the session has ended. */
  async function sendsTooLate(person: StaffVisitor, email: string, fields: Record<string, string>) {
    await endSessions(email);
    return person.sends('/admin/texts', fields);
  }

  /** Presses the one button of the page with the form. */
  async function sendsAgain(text: string, cookie: string) {
    const action = /action="(\/admin\/texts)"/.exec(text)?.[1] ?? '';
    const body = new URLSearchParams(hiddenIn(text.slice(text.indexOf(`action="${action}"`))));
    return fetch(server.url + action, {
      method: 'POST',
      body,
      headers: { cookie, accept: 'text/html' },
      redirect: 'manual',
    });
  }

  it('comes back after the password, can be read, and is sent with one button', async () => {
    const late = await sendsTooLate(owner, 'owner@example.org', {
      ...statement('after-password'),
      password: 'hunter2',
    });
    expect(late.status).toBe(401);
    expect(late.text).toContain('You were signed out. Sign in, and the form comes back as you sent it.');
    expect(late.text).not.toContain('Three evenings');
    const wrong = await signIn('owner@example.org', { kept: keptIn(late.text), password: 'wrong' });
    expect([wrong.status, keptIn(wrong.text)]).toEqual([422, keptIn(late.text)]);
    const back = await signIn('owner@example.org', { kept: keptIn(wrong.text) });
    expect(back.status).toBe(200);
    expect(back.text).toContain('Your form is still here');
    expect(back.text.replaceAll('&quot;', '"')).toContain('and a “quoted” &lt;b>line&lt;/b>');
    expect(back.text).not.toContain('hunter2');
    expect(await kept('after-password')).toBeNull();
    const sent = await sendsAgain(back.text, back.cookie);
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/admin/texts/after-password/preview']);
    expect(await kept('after-password')).toContain('Three evenings of work,');
    expect(server.output()).not.toContain('Three evenings');
  });

  it('comes back after password and code', async () => {
    owner = await StaffVisitor.returns(server, 'owner@example.org');
    const email = 'campaigner@example.org';
    const person = await owner.invites('campaigner', email);
    const setUp = await person.sends('/admin/account/totp/begin');
    const secret = (/Key: <code>([^<]+)</.exec(setUp.text)?.[1] ?? '').replaceAll(' ', '');
    const code = (steps: number): string => generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 * steps });
    await person.sends('/admin/account/totp/confirm', { code: code(0) });
    const late = await sendsTooLate(person, email, statement('after-code'));
    const second = await signIn(email, { kept: keptIn(late.text) });
    expect(second.text).toContain('Two-step verification');
    const step = Object.fromEntries(hiddenIn(second.text));
    const wrong = await signIn(email, { ...step, code: '000000' }, '/second-step');
    expect([wrong.status, keptIn(wrong.text)]).toEqual([422, keptIn(late.text)]);
    const back = await signIn(email, { ...step, code: code(1) }, '/second-step');
    expect(back.text).toContain('Your form is still here');
    expect((await sendsAgain(back.text, back.cookie)).status).toBe(303);
    expect(await kept('after-code')).toContain('Three evenings of work,');
  });

  it('is not shown to somebody else who signs in there', async () => {
    await owner.invites('reviewer');
    const late = await sendsTooLate(owner, 'owner@example.org', statement('not-theirs'));
    const other = await signIn('reviewer@example.org', { kept: keptIn(late.text) });
    expect(other.cookie).not.toBe('');
    expect(other.text).toContain('The form you sent did not come back');
    expect(other.text).not.toContain('Three evenings');
  });

  it('does not come back from a seal that has expired, or was made elsewhere', async () => {
    const form = { path: '/admin/texts', fields: [['body_en', typed]] as const };
    const past = { now: () => new Date(Date.now() - 3_600_000) };
    const own = (key: string, clock = { now: () => new Date() }) =>
      new KeptForms(new Tokens(key), clock).seal(form, ownerId) ?? '';
    for (const bad of [own(secretKey, past), own(`${secretKey} of another`), 'forged']) {
      const answer = await signIn('owner@example.org', { kept: bad });
      expect([answer.status, answer.text.includes('did not come back')]).toEqual([200, true]);
      expect(answer.text).not.toContain('Three evenings');
    }
    expect((await signIn('owner@example.org', { kept: own(secretKey) })).text).toContain('Three evenings');
  });

  it('is kept only where one of our pages says whose it is; a button alone and strangers are asked to sign in', async () => {
    const send = async (fields: Record<string, string>, path = '/admin/texts') => {
      const answer = await postForm(server.url + path, fields);
      return [answer.status, answer.headers.get('location')];
    };
    const signInFirst = [303, '/admin/sign-in'];
    expect(await send(statement('x'))).toEqual(signInFirst);
    expect(await send({ ...statement('x'), _csrf: `x.${'A'.repeat(70)}` })).toEqual(signInFirst);
    expect(await send({ _csrf: owner.csrf }, '/admin/sign-out')).toEqual(signInFirst);
    const foreign = await postForm(
      `${server.url}/admin/texts`,
      { ...statement('x'), _csrf: owner.csrf },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.status).toBe(403);
  });

  it('comes back at once when its sender has signed in elsewhere meanwhile, however long it is', async () => {
    const noise = Array.from({ length: 4_000 }, (_, n) => Math.sin(n).toString(36).slice(3))
      .join(' ')
      .slice(0, 60_000);
    const long = { ...statement('signed-in-elsewhere'), body_fr: noise };
    const earlier = await StaffVisitor.returns(server, 'owner@example.org');
    const late = await sendsTooLate(earlier, 'owner@example.org', long);
    expect(late.status).toBe(401);
    expect(late.text).toContain('too long to be carried through the sign-in');
    const { cookie } = await signIn('owner@example.org', {});
    const fields = { ...long, _csrf: earlier.csrf };
    const reloaded = await postForm(`${server.url}/admin/texts`, fields, { cookie });
    const text = await reloaded.text();
    expect([reloaded.status, text.includes('Your form is still here')]).toEqual([403, true]);
    expect(text).toContain(noise);
    expect(await kept('signed-in-elsewhere')).toBeNull();
    const other = await signIn('reviewer@example.org', {});
    const theirs = await postForm(`${server.url}/admin/texts`, fields, { cookie: other.cookie });
    expect([theirs.status, (await theirs.text()).includes('Three evenings')]).toEqual([403, false]);
  });

  it('says that a file is not kept', async () => {
    await endSessions('owner@example.org');
    const { status, text } = await owner.uploads('/admin/petitions/reconsider/pictures', Buffer.from('x'));
    expect([status, text.includes('A form with a file is not kept')]).toEqual([401, true]);
  });

  describe('that needs its sender to confirm who they are', () => {
    let person: StaffVisitor;
    const stale = () => client.query(`update staff_session set stepped_up_at = now() - interval '1 hour'`);
    const confirms = (text: string, fields: Record<string, string> = { password }) =>
      postForm(
        `${server.url}/admin/confirm-identity`,
        { ...Object.fromEntries(hiddenIn(text)), _csrf: person.csrf, ...fields },
        { cookie: person.cookie },
      );
    beforeAll(async () => {
      person = await StaffVisitor.returns(server, 'owner@example.org');
    });

    it('comes back after that, and is sent with one button', async () => {
      await stale();
      const asked = await person.sends('/admin/staff', { email: 'kept@example.org', role: 'viewer' });
      expect([asked.status, asked.text.includes('your form comes back as you sent it')]).toEqual([403, true]);
      expect(asked.text).not.toContain('kept@example.org');
      const wrong = await confirms(asked.text, { password: 'wrong' });
      const again = await wrong.text();
      expect([wrong.status, keptIn(again)]).toEqual([422, keptIn(asked.text)]);
      const back = await confirms(again);
      const text = await back.text();
      expect([back.status, text.includes('Your form is still here'), text.includes('kept@example.org')]).toEqual([
        200,
        true,
        true,
      ]);
      const cookie = back.headers.get('set-cookie')?.split(';')[0] ?? '';
      const form = text.slice(text.indexOf('action="/admin/staff"'));
      const sent = await postForm(`${server.url}/admin/staff`, Object.fromEntries(hiddenIn(form)), { cookie });
      expect([sent.status, (await sent.text()).includes('The invitation was mailed')]).toEqual([200, true]);
      person = await StaffVisitor.returns(server, 'owner@example.org');
    });

    it('leads back to its page when nothing was typed', async () => {
      await stale();
      const { status, location } = await person.sends(`/admin/tokens/${ownerId}/approve`);
      expect([status, location]).toEqual([303, '/admin/confirm-identity?next=%2Fadmin%2Ftokens']);
    });
  });
});
