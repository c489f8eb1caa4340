import { median } from '../lib/pairs.mjs';
import { startApp } from '../lib/processes.mjs';
import { seedAudit, seedLetters, seedSignatures } from '../lib/seed.mjs';
import { signInOwner } from '../lib/staff.mjs';

const searchMilliseconds = 10;
const listMilliseconds = 50;
const everythingMilliseconds = 50;
const otherListMilliseconds = 100;
const overviewMilliseconds = 100;
const figuresMilliseconds = 100;
/** Every signature of the period, or of the day, is read. */
const readMilliseconds = 3_000;

/**
 * The staff's list of supporters over HTTP, with a million there: a search by address, and pages far down by their cursor. Then the figures of the
 * petition: a period seen before, periods nobody has seen yet, and the hours of a day on which all million signed.
 */
export async function desk(bench) {
  const database = await bench.freshDatabase();
  const port = await bench.freePort();
  const app = await startApp({
    PORT: port,
    ROLE: 'all',
    MAILBOX_PORT: await bench.freePort(),
    DATABASE_URL: database.url,
    SECRET_KEY: bench.secretKey,
    DATA_DIR: bench.folder,
  });
  await seedSignatures(database.client, 'reconsider', bench.rows);
  // Seeded people have keys of their own; these signed through the program, so that the search can find them.
  const searched = await signed(app, bench.quick ? 30 : 100);
  const cookie = await signInOwner(app);
  const list = `${app.url}/admin/petitions/reconsider/supporters`;
  const page = async (query) => {
    const begun = performance.now();
    const answer = await fetch(`${list}?${new URLSearchParams(query)}`, { headers: { cookie }, redirect: 'manual' });
    const text = await answer.text();
    return { text, status: answer.status, milliseconds: performance.now() - begun };
  };
  const pages = await timesOf(
    await cursors(database.client, searched.length),
    (after) => page({ after }),
    (text) => rowsIn(text) === 50,
  );
  const filtered = await timesOf(
    await cursors(database.client, searched.length),
    (after) => page({ after, country: 'FR', consent: 'newsletter' }),
    (text) => rowsIn(text) === 50,
  );
  // The number of the desk's own forms; the one search over everything finds people, States, letters, petitions and claims.
  const csrf = /name="_csrf" value="([^"]+)"/.exec((await page({})).text)?.[1] ?? '';
  const search = async (path, fields) => {
    const begun = performance.now();
    const body = new URLSearchParams({ _csrf: csrf, _campaign: 'reconsider', ...fields });
    const answer = await fetch(app.url + path, { method: 'POST', headers: { cookie }, body });
    const text = await answer.text();
    return { text, status: answer.status, milliseconds: performance.now() - begun };
  };
  const searches = await timesOf(
    searched,
    (q) => search('/admin/petitions/reconsider/supporters/search', { q, status: 'all' }),
    (text, email) => text.includes(`>${email}<`),
  );
  const everywhere = (q) => search('/admin/search', { q });
  const byAddress = await timesOf(searched, everywhere, (text, email) => text.includes(email));
  const byName = await timesOf(
    searched.map((_, n) => ['lovelace', 'Ada Lovelace 4', 'a', 'lovelace 77', 'estonia'][n % 5]),
    everywhere,
    (text) => text.includes('class="hits"'),
  );
  const overviews = await timesOf(
    searched,
    async () => {
      const begun = performance.now();
      const answer = await fetch(`${app.url}/admin`, { headers: { cookie } });
      const text = await answer.text();
      return { text, status: answer.status, milliseconds: performance.now() - begun };
    },
    (text) => text.includes('What waits for me'),
  );
  const figures = (path) => async (query) => {
    const begun = performance.now();
    const address = `${app.url}/admin/petitions/reconsider/figures${path}?${new URLSearchParams(query)}`;
    const answer = await fetch(address, { headers: { cookie }, redirect: 'manual' });
    const text = await answer.text();
    return { text, status: answer.status, milliseconds: performance.now() - begun };
  };
  const seen = { from: '2026-06-01', to: '2026-06-30' };
  const isFull = (text) => text.includes('aria-labelledby="heading-by-source"') && text.includes('France');
  await figures('')(seen);
  const repeated = await timesOf(Array(40).fill(seen), figures(''), isFull);
  const days = Array.from({ length: bench.quick ? 12 : 15 }, (_, n) => ({ ...seen, to: `2026-07-${10 + n}` }));
  const unseen = await timesOf(days, figures(''), isFull);
  const byHour = await timesOf(Array(15).fill({ day: '2026-06-01' }), figures('/live'), (text) =>
    text.includes('data-part="chart"'),
  );
  const lists = await timesOfLists(app, cookie, database.client, bench.rows);
  await app.stop();
  await database.drop();
  const many = bench.rows.toLocaleString('en');
  return [
    row(`search by e-mail among ${many} supporters`, searchMilliseconds, searches),
    row(`search over everything by address, ${many} supporters`, everythingMilliseconds, byAddress),
    row(`search over everything by name or word, ${many} supporters`, everythingMilliseconds, byName),
    row(`overview of the staff, ${many} supporters`, overviewMilliseconds, overviews),
    row(`page of the list of ${many} supporters`, listMilliseconds, pages),
    row(`page of the filtered list of ${many} supporters`, listMilliseconds, filtered),
    row(`figures of a period with ${many} signatures, seen within five minutes`, figuresMilliseconds, repeated),
    row(`the same for a period nobody has seen`, readMilliseconds, unseen),
    row(`hours of a day with ${many} signatures`, readMilliseconds, byHour),
    ...lists,
  ];
}

/** The other lists that grow with the public: in each order and with each kind of filter, also one that finds nothing. */
async function timesOfLists(app, cookie, client, rows) {
  const [entries, letters] = [Math.ceil(rows / 2), Math.ceil(rows / 20)];
  await seedAudit(client, entries);
  await seedLetters(client, 'reconsider', letters);
  const supporters = '/admin/petitions/reconsider/supporters';
  const list = async (name, path, isRight) => {
    const ask = async () => {
      const begun = performance.now();
      const answer = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
      const text = await answer.text();
      return { text, status: answer.status, milliseconds: performance.now() - begun };
    };
    return row(name, otherListMilliseconds, await timesOf(Array(30).fill(null), ask, isRight));
  };
  const many = rows.toLocaleString('en');
  const isFull = (text) => rowsIn(text) === 50;
  const isEmpty = (text) => text.includes('Nothing matches.');
  return [
    await list(`${many} supporters, oldest first`, `${supporters}?sort=signed`, isFull),
    await list(`${many} supporters by confirmation`, `${supporters}?sort=-confirmed`, isFull),
    await list(`${many} supporters of a country without any`, `${supporters}?country=TV`, isEmpty),
    await list(`${many} supporters of two countries, one without any`, `${supporters}?country=TV,FR`, isFull),
    await list(`${many} supporters with a consent nobody gave`, `${supporters}?consent=government/TV`, isEmpty),
    await list(`${many} supporters, those waiting`, `${supporters}?status=pending`, isFull),
    await list(`${many} supporters since a day without any`, `${supporters}?since=2030-01-01`, isEmpty),
    await list(`audit log of ${entries.toLocaleString('en')}`, '/admin/audit', isFull),
    await list('audit log, one actor, oldest first', '/admin/audit?actor=cli&sort=time', isFull),
    await list('audit log, an act that never happened', '/admin/audit?action=nothing.happened', isEmpty),
    await list('audit log since a day', '/admin/audit?since=2026-06-03', isFull),
    await list('fraud review', '/admin/petitions/reconsider/fraud', (text) => text.includes('No rules yet')),
    await list(`${letters.toLocaleString('en')} letters by supporters`, '/admin/supporter-letters', (text) =>
      text.includes('3 letters to NO that are alike'),
    ),
  ];
}

async function signed(app, amount) {
  const emails = Array.from({ length: amount }, (_, n) => `searched${n}@example.org`);
  for (const email of emails) {
    const details = { givenName: 'Ada', familyName: 'Searched', email, country: 'GB' };
    const answer = await fetch(`${app.url}/api/v1/petitions/reconsider/signatures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(details),
    });
    if (answer.status !== 202) throw new Error(`A sign-up answered ${answer.status}.`);
  }
  return emails;
}

/** Places all over the list. */
async function cursors(client, amount) {
  const { rows } = await client.query(
    'select id from signature tablesample system (1) repeatable (4) where id is not null limit 5000',
  );
  return rows.filter((_, n) => n % Math.ceil(rows.length / amount) === 0).map(({ id }) => id);
}

const rowsIn = (text) => text.split('role="rowheader"').length - 1;

async function timesOf(inputs, ask, isRight) {
  const wrong = [];
  const times = [];
  for (const [n, input] of inputs.entries()) {
    const { text, status, milliseconds } = await ask(input);
    if (status !== 200 || !isRight(text, input)) wrong.push(`answer ${n}: status ${status}`);
    // The first ten warm up connections and compiler.
    if (n >= 10) times.push(milliseconds);
  }
  return { wrong: wrong.slice(0, 3), times };
}

function row(name, limit, { wrong, times }) {
  const milliseconds = median(times);
  return {
    name: `${name} (limit: ${limit} ms)`,
    ours: 1000 / milliseconds,
    limit: 1000 / limit,
    ratio: limit / milliseconds,
    atLeast: 1,
    note: `median ${milliseconds.toFixed(1)} ms, slowest ${Math.max(...times).toFixed(1)} ms`,
    wrong,
  };
}
