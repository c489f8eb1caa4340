import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type Server } from '../support/server.js';
import { allRoutes } from '../support/staff-routes.js';
import { createStartedDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { postForm } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const password = 'a long password for tests';

/** A signed-in person as a browser without JavaScript. */
interface Person {
  cookie: string;
  csrf: string;
}

/** Pages that are for everybody who is signed in, or not yet. */
const forEverybody = /^(Join|SignIn|Overview|Account|SecondFactors|Passkeys|ConfirmIdentity)Controller$/;

const nobody = '0190aaaa-0000-7000-8000-000000000000';
const early = await createTestDatabase();
const { routes } = await allRoutes(early.url);
await early.drop();
/** What a viewer may send: a search, by POST so that what is looked for stands in no address, and what is the person's own. */
const harmless = /\/search$|^\/admin\/campaigns\/current$|\/filters(\/[^/]+\/delete)?$/;
/** Where the other forms of the pages are sent. */
const forms = routes
  .filter(
    ({ controller, method, pattern }) =>
      method === 'POST' && pattern.startsWith('/admin') && !forEverybody.test(controller),
  )
  .map(({ path }) => path)
  .filter((path) => !harmless.test(path));

describe('the desks of the staff over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-desks-'));
  let database: TestDatabase;
  let server: Server;
  let owner: Person;
  let campaigner: Person;
  let viewer: Person;
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await joins(server.setupLink, 'owner@example.org');
    campaigner = await joins(await invitation('campaigner'), 'campaigner@example.org');
    viewer = await joins(await invitation('viewer'), 'viewer@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Reads to the end: a connection with an unread answer would keep the server waiting when it stops. */
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
  const send = async (person: Person, path: string, fields: Record<string, string> = {}) =>
    read(await postForm(`${server.url}${path}`, { _csrf: person.csrf, ...fields }, { cookie: person.cookie }));

  async function joins(link: string, email: string): Promise<Person> {
    expect((await read(await postForm(link, { name: 'Somebody', email, password }))).status).toBe(303);
    const answer = await read(await postForm(`${server.url}/admin/sign-in`, { email, password }));
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { text } = await look({ cookie, csrf: '' }, '/admin');
    return { cookie, csrf: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '' };
  }

  async function invitation(role: string): Promise<string> {
    const { text } = await send(owner, '/admin/staff', { email: `${role}@example.org`, role });
    return /<code>([^<]+)<\/code>/.exec(text)?.[1] ?? '';
  }

  /** Ids of a milestone, a calendar entry and an event there are. */
  async function ids(): Promise<Record<'milestone' | 'date' | 'event', string>> {
    const [row] = await ask<Record<'milestone' | 'date' | 'event', string>>(
      database.url,
      `select (select id from milestone where key = 'freeze' and year = 2027)::text as milestone, (select id from calendar_entry limit 1)::text as date,
        (select id from treaty_event where iso = 'LT' and convention = 'APMBC' and kind = 'notice_received')::text as event`,
    );
    return row!;
  }

  it('show a viewer what is written there', async () => {
    const paths = [
      '',
      '/plan',
      '/plan/verify',
      '/plan/working-days',
      '/ledger',
      '/claims',
      '/claims/C28',
      '/calendar',
      '/texts',
      '/texts/four-april/preview',
      '/demands',
      '/demands/ukraine-announce-withdrawal',
      '/demands/parties-mines-reconsider?lang=ar',
      '/ministries',
      '/ministries/waiting',
      '/ministries/NO',
    ];
    for (const path of paths) {
      const answer = await look(viewer, `/admin${path}`);
      expect([path, answer.status]).toEqual([path, 200]);
      // The search and the way out are the only forms; the choice of a planned day only reads.
      const sentTo = [...answer.text.matchAll(/<form[^>]*method="post" action="([^"]*)"/g)].map(([, to]) => to);
      expect([path, sentTo]).toEqual([path, ['/admin/search', '/admin/sign-out']]);
    }
  });

  it('show a viewer no form for changing anything', async () => {
    const { milestone, date } = await ids();
    const paths = [
      '/ledger/new',
      `/plan/milestones/${milestone}`,
      `/calendar/${date}`,
      '/texts/new',
      '/demands/new',
      '/texts/four-april/edit',
      '/ministries/NO/facts',
      '/ministries/NO/channels',
      '/ministries/NO/holders',
      '/ministries/NO/decision',
      '/exports',
      '/audit',
      '/staff',
    ];
    for (const path of paths) expect([path, (await look(viewer, `/admin${path}`)).status]).toEqual([path, 403]);
    for (const path of paths.slice(0, -2))
      expect([path, (await look(campaigner, `/admin${path}`)).status]).toEqual([path, 200]);
  });

  it.each(forms)('%s takes nothing from a viewer', async (path) => {
    const before = await ask(database.url, 'select count(*)::int as n from audit_entry');
    expect((await send(viewer, path)).status).toBe(403);
    expect(await ask(database.url, 'select count(*)::int as n from audit_entry')).toEqual(before);
  });

  it.each(forms.filter((path) => /^\/admin\/(ledger|claims|plan|calendar|texts)\b/.test(path)))(
    '%s is open to a campaigner',
    async (path) => {
      expect((await send(campaigner, path)).status).not.toBe(403);
    },
  );

  it('answer nonsense with the form and its faults, never with an error of ours', async () => {
    const { milestone, date } = await ids();
    const event = {
      iso: 'SE',
      convention: 'APMBC',
      kind: 'armed_conflict_began',
      on: '',
      in: '2026-05',
      sourceTitle: 'A',
      sourceUrl: 'https://example.org/',
      asOf: '2026-05-31',
      confidence: 'low',
    };
    const planned = { year: '2027', title: 'T', key: 'one', offsetDays: '-3', workingDayRule: 'none', trigger: 'none' };
    const claim = { verdict: 'true', correctFact: 'A', expiresOn: '2027-01-01' };
    const entry = { startsOn: '2027-01-01', verification: 'verified', source: 'A' };
    const text = Object.fromEntries(
      ['en', 'fr', 'es', 'uk'].flatMap((locale) => [
        [`title_${locale}`, 'T'],
        [`body_${locale}`, 'B'],
      ]),
    );
    const origin = { source: 'A', confidence: 'low' };
    const holder = { name: 'A', gender: 'unknown', title: 'M', validFrom: '2027-01-01', ...origin };
    const nonsense: [path: string, fields: Record<string, string>, status?: number][] = [
      ['/ledger/new', { ...event, sourceTitle: 'a\0b' }],
      ['/ledger/new', { ...event, sourceUrl: 'https://example.org/\0' }],
      ['/ledger/new', { ...event, asOf: '0000-01-01' }],
      ['/ledger/new', { ...event, unheardOf: 'yes' }],
      ['/ledger/new', { ...event, supersedes: nobody, voids: 'yes' }],
      [`/plan/milestones/${milestone}`, { status: 'planned', owner: 'a\0' }],
      [`/plan/milestones/${milestone}`, { status: 'planned', evidenceUrl: 'javascript:alert(1)' }],
      [`/plan/milestones/${milestone}/fire`, { dueOn: 'today' }],
      ['/plan/milestones', { ...planned, key: 'prepare' }, 409],
      ['/plan/milestones', { ...planned, offsetDays: 'soon' }],
      ['/plan/milestones', { ...planned, offsetDays: '', fixedOn: '0000-01-01' }],
      ['/plan/milestones', { ...planned, year: '99999999' }],
      ['/plan/roll-over', { year: 'next' }],
      ['/plan/roll-over', { year: '2027' }, 409],
      ['/claims/C28/check', { ...claim, note: 'a\0' }],
      ['/claims/C28/check', { ...claim, expiresOn: '0000-01-01' }],
      ['/claims/C28/retire', { reason: 'because' }],
      [`/calendar/${date}`, { ...entry, place: 'a\0' }],
      [`/calendar/${date}`, { ...entry, startsOn: '0000-01-01' }],
      ['/texts', { slug: 'one', ...text, body_en: 'a\0' }],
      ['/texts', { slug: 'one', ...text, body_en: '[C06]' }],
      ['/ministries/NO/facts', { field: 'name_en', value: 'a\0b', ...origin }],
      ['/ministries/NO/facts', { field: '__proto__', value: 'a', ...origin }],
      ['/ministries/NO/facts', { field: 'website', value: 'javascript:alert(1)', ...origin }],
      ['/ministries/NO/channels', { kind: 'post', address: 'a\0', ...origin }],
      ['/ministries/NO/channels', { kind: 'email', address: `${'a'.repeat(2000)}@b.example`, ...origin }],
      ['/ministries/NO/holders', { ...holder, validFrom: '0000-01-01' }],
      ['/ministries/NO/holders', { ...holder, validTo: '2026-01-01' }],
      ['/ministries/NO/holders', { ...holder, checkedOn: '2199-01-01' }],
      ['/ministries/NO/decision', { decision: 'perhaps', reason: 'A' }],
      ['/ministries/NO/decision', { decision: 'contact_allowed', reason: ' ' }],
      ['/ministries/QQ/channels', { kind: 'email', address: 'a@b.example', ...origin }, 404],
      [`/ministries/NO/channels/${nobody}/verify`, {}, 404],
    ];
    for (const [path, fields, status = 422] of nonsense)
      expect([path, fields, (await send(owner, `/admin${path}`, fields)).status]).toEqual([path, fields, status]);
    for (const path of [
      '/plan?year=99999999',
      '/plan/working-days?on=9999-12-31&rule=next',
      '/plan/working-days?on=0000-01-01',
    ])
      expect([path, (await look(owner, `/admin${path}`)).status]).toEqual([path, 422]);
  });

  it('say beside the button why an own event, or one that was decided, is not decided again', async () => {
    const { event } = await ids();
    const again = await send(owner, `/admin/ledger/events/${event}/review`, { decision: 'verified' });
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('This event was already reviewed.')]);
    const fields = {
      iso: 'SE',
      convention: 'APMBC',
      kind: 'withdrawal_announced',
      on: '2026-05-04',
      sourceTitle: 'A',
      sourceUrl: 'https://example.org/',
      asOf: '2026-05-05',
      confidence: 'low',
    };
    expect((await send(owner, '/admin/ledger/new', fields)).status).toBe(303);
    const [own] = await ask<{ id: string }>(
      database.url,
      `select id::text from treaty_event where iso = 'SE' order by id desc limit 1`,
    );
    const mine = await send(owner, `/admin/ledger/events/${own?.id}/review`, { decision: 'verified' });
    expect([mine.status, mine.text]).toEqual([409, expect.stringContaining('Another person must verify it.')]);
  });

  it('roll a plan over, list what must be verified, and take the name of the new text', async () => {
    const rolled = await send(owner, '/admin/plan/roll-over', { year: '2028' });
    expect(rolled.headers.get('location')).toBe('/admin/plan/verify?year=2028');
    expect((await look(viewer, '/admin/plan/verify?year=2028')).text).toContain('name the text to be published');
    const [statement] = await ask<{ id: string }>(
      database.url,
      `select id::text from milestone where key = 'statement' and year = 2028`,
    );
    const fields = { status: 'planned', owner: '', evidenceUrl: '', triggerTarget: 'four-april-2028', verified: 'yes' };
    expect((await send(owner, `/admin/plan/milestones/${statement?.id}`, fields)).status).toBe(303);
    const board = (await look(viewer, '/admin/plan?year=2028')).text;
    expect(board).toContain('four-april-2028');
    expect(board).not.toContain('name the text to be published');
  });

  it('copy an event into the form of its correction, once', async () => {
    const { event } = await ids();
    const form = (await look(owner, `/admin/ledger/new?supersedes=${event}`)).text;
    expect(form).toContain(`name="supersedes" value="${event}"`);
    expect(form).toMatch(/name="on"[^>]*value="2025-06-27"/);
    const voided = {
      iso: 'LT',
      convention: 'APMBC',
      kind: 'notice_received',
      on: '2025-06-27',
      sourceTitle: 'A',
      sourceUrl: 'https://example.org/',
      asOf: '2026-02-03',
      confidence: 'low',
      supersedes: event,
      voids: 'yes',
    };
    const answer = await send(owner, '/admin/ledger/new', voided);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('Void those first.')]);
    expect((await look(owner, `/admin/ledger/new?supersedes=${nobody}`)).status).toBe(404);
  });
});
