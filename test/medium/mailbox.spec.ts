import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { mailboxLimits } from '../../src/platform/mail/mailbox/limits.js';
import { TrialMailbox } from '../support/mailbox.js';
import { freePort } from '../support/server.js';
import { until } from '../support/until.js';

const mailbox = new TrialMailbox();
afterAll(() => mailbox.destroy());

const subjects = async (search = ''): Promise<string[]> => (await mailbox.mails(search)).map(({ subject }) => subject);
const files = (): string[] => readdirSync(mailbox.folder);

describe('the local mailbox', () => {
  beforeAll(() => mailbox.open());
  afterEach(() => mailbox.post('/delete-all'));
  afterAll(() => mailbox.close());

  it('says on an empty page that there is no email, and what it keeps', async () => {
    const page = await mailbox.page('/');
    expect(page).toContain('No email yet');
    expect(page).toContain('The newest 2,000 emails are kept, 200 MB at most; older ones are dropped.');
  });

  it('lists what came, the newest first, and what was opened is no longer new', async () => {
    for (const subject of ['First', 'Second', 'Third'])
      expect(await mailbox.send({ subject, text: subject })).toMatch(/^250 /);
    expect(await subjects()).toEqual(['First', 'Second', 'Third']);
    const listed = async () => [
      ...(await mailbox.page('/')).matchAll(/<li( class="new")?>.*?<a href="\/mails\/[\w-]+">(\w+)<\/a>/g),
    ];
    expect((await listed()).map(([, isNew, subject]) => [subject, isNew !== undefined])).toEqual([
      ['Third', true],
      ['Second', true],
      ['First', true],
    ]);
    const { id } = (await mailbox.mails())[1] ?? { id: '' };
    expect((await mailbox.get(`/mails/${id}`)).status).toBe(200);
    expect((await listed()).map(([, isNew]) => isNew !== undefined)).toEqual([true, false, true]);
  });

  it('shows a hundred emails per page', async () => {
    for (let number = 1; number <= 101; number++) await mailbox.sendRaw([`Subject: mail-${number}`, '', 'x']);
    const numbersOn = async (path: string) =>
      [...(await mailbox.page(path)).matchAll(/>mail-(\d+)<\/a>/g)].map(([, number]) => Number(number));
    const [first, second] = [await numbersOn('/?search=mail'), await numbersOn('/?search=mail&page=2')];
    expect([first.length, first[0], first[99], second]).toEqual([100, 101, 2, [1]]);
    expect(await mailbox.page('/?search=mail')).toContain('href="/?search=mail&amp;page=2"');
  });

  it('accepts raw SMTP for several recipients, and stores the envelope', async () => {
    const socket = connect(mailbox.smtpPort, '127.0.0.1').setEncoding('utf8');
    const answers: string[] = [];
    const say = async (line: string) => {
      socket.write(`${line}\r\n`);
      answers.push(((await once(socket, 'data')) as [string])[0].slice(0, 3));
    };
    await once(socket, 'data');
    for (const line of [
      'HELO here',
      'MAIL FROM:<>',
      'RCPT TO:<ada@example.org>',
      'RCPT TO:<hidden@example.org>',
      'DATA',
    ])
      await say(line);
    await say('To: ada@example.org\r\nSubject: By hand\r\n\r\n..a line\r\n.');
    await say('QUIT');
    expect(answers).toEqual(['250', '250', '250', '250', '354', '250', '221']);
    const mail = await mailbox.newest();
    expect([mail.subject, mail.text.trim(), mail.deliveredTo]).toEqual([
      'By hand',
      '.a line',
      ['ada@example.org', 'hidden@example.org'],
    ]);
    expect(await mailbox.page(`/mails/${mail.id}`)).toContain('<dt>Delivered to</dt><dd>hidden@example.org</dd>');
  });

  it('shows HTML in a frame without rights, the text, and the source byte for byte', async () => {
    const raw = [
      'From: campaign@example.org',
      'To: ada@example.org',
      'Subject: Both',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'The <text> part',
      '--b',
      'Content-Type: text/html',
      '',
      '<!doctype html><p id="own">The HTML part</p><link rel=preconnect href=//elsewhere.example><LINK/><linked>',
      '--b--',
      '',
    ];
    await mailbox.sendRaw(raw);
    const { id } = await mailbox.newest();
    const page = await mailbox.page(`/mails/${id}`);
    expect(page).toContain(`<iframe src="/mails/${id}/content" sandbox="allow-popups allow-popups-to-escape-sandbox"`);
    expect(page).not.toContain('id="own"');
    expect(await mailbox.page(`/mails/${id}/content`)).toBe(
      '<!doctype html><base target="_blank"><p id="own">The HTML part</p><x-link rel=preconnect href=//elsewhere.example><x-link/><linked>',
    );
    expect(await mailbox.page(`/mails/${id}/text`)).toContain('The &lt;text> part');
    expect(await mailbox.page(`/mails/${id}/source`)).toContain('Content-Type: multipart/alternative; boundary=b');
    const saved = await mailbox.get(`/mails/${id}/message.eml`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(await saved.text()).toBe(
      ['Return-Path: <campaign@example.org>', 'Delivered-To: ada@example.org', ...raw].join('\r\n'),
    );
  });

  it('lists every link once, by label, and opens only safe ones', async () => {
    const html = `<a href="https://campaign.example.org/c/token?a=1&amp;b=2">Confirm <b>now</b></a> <a href="javascript:alert(1)">Win</a>
      <a href="data:text/html,x">Data</a> <a href="#top">Up</a> <a href="mailto:staff@example.org"><img src="cid:x" alt="Write to us"></a>`;
    const text = 'Confirm (https://campaign.example.org/c/token?a=1&b=2). Or see https://campaign.example.org/plain.';
    await mailbox.send({ html, text });
    const { id, links } = await mailbox.newest();
    expect(links).toEqual([
      { url: 'https://campaign.example.org/c/token?a=1&b=2', label: 'Confirm now' },
      { url: 'javascript:alert(1)', label: 'Win' },
      { url: 'data:text/html,x', label: 'Data' },
      { url: 'mailto:staff@example.org', label: 'Write to us' },
      { url: 'https://campaign.example.org/plain', label: '' },
    ]);
    const page = await mailbox.page(`/mails/${id}`);
    expect(page).toContain(
      '<a href="https://campaign.example.org/c/token?a=1&amp;b=2" target="_blank" rel="noreferrer">',
    );
    expect(page).toContain('<code>javascript:alert(1)</code>');
    expect(page).not.toMatch(/href="(?:javascript|data:text)/);
  });

  it('gives attachments to be saved, whatever they say they are, the picture in the text included', async () => {
    const large = Buffer.alloc(5_000_000, 'Ж');
    await mailbox.send({
      html: '<img src="cid:logo@x">',
      attachments: [
        { filename: 'page.html', content: '<script>alert(1)</script>', contentType: 'text/html' },
        { filename: 'Лист "1".pdf', content: large },
        { filename: 'logo.png', content: Buffer.from('png'), cid: 'logo@x', contentType: 'image/png' },
      ],
    });
    const { id, attachments } = await mailbox.newest();
    expect(attachments.map(({ filename, size }) => [filename, size])).toEqual([
      ['logo.png', 3],
      ['page.html', 25],
      ['Лист "1".pdf', 5_000_000],
    ]);
    for (const number of [1, 2, 3]) {
      const { headers } = await mailbox.get(`/mails/${id}/attachments/${number}`);
      expect([
        headers.get('content-type'),
        headers.get('x-content-type-options'),
        headers.get('content-security-policy'),
      ]).toEqual(['application/octet-stream', 'nosniff', "default-src 'none'; sandbox"]);
      expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    }
    const second = await mailbox.get(`/mails/${id}/attachments/3`);
    expect(second.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('Лист "1".pdf')}`,
    );
    expect(Buffer.from(await second.arrayBuffer()).equals(large)).toBe(true);
    expect(await mailbox.page(`/mails/${id}/content`)).toContain(
      `src="data:image/png;base64,${Buffer.from('png').toString('base64')}"`,
    );
    for (const number of ['0', '4', 'x', '1.5'])
      expect((await mailbox.get(`/mails/${id}/attachments/${number}`)).status).toBe(404);
    // Of a long source the page shows the beginning.
    const source = await mailbox.page(`/mails/${id}/source`);
    expect([source.length < 300_000, source.includes('This is the beginning.')]).toEqual([true, true]);
  });

  it('finds words in subjects, addresses and texts, in any script and case, and all words together', async () => {
    await mailbox.send({ subject: 'Підтвердьте підпис', text: 'Дякуємо, Аділе', to: '"Ада" <ada@example.org>' });
    await mailbox.send({
      subject: 'Please confirm',
      text: 'Thank you, Grace',
      to: 'grace@example.org',
      cc: 'Café <cafe@example.org>',
    });
    await mailbox.send({ subject: 'Only markup', html: '<p>hidden <b>treasure</b></p>' });
    expect(await subjects('ПІДТВЕРДЬТЕ')).toEqual(['Підтвердьте підпис']);
    expect(await subjects('дякуємо')).toEqual(['Підтвердьте підпис']);
    expect(await subjects('GRACE@')).toEqual(['Please confirm']);
    expect(await subjects('cafe\u0301')).toEqual(['Please confirm']);
    expect(await subjects('treasure')).toEqual(['Only markup']);
    expect(await subjects('confirm thank')).toEqual(['Please confirm']);
    expect(await subjects('confirm treasure')).toEqual([]);
    expect(await subjects()).toHaveLength(3);
    const page = await mailbox.page(`/?${new URLSearchParams({ search: '<script>' }).toString()}`);
    expect(page).toContain('No email contains all of these words.');
    expect(page).toContain('0 of 3 emails match “&lt;script>”');
    expect((await mailbox.get('/?search=a&search=b')).status).toBe(200);
  });

  it('deletes one email, and all, from the disk too', async () => {
    for (const subject of ['Stays', 'Goes']) await mailbox.send({ subject });
    const { id } = await mailbox.newest();
    expect(files()).toContain(`${id}.eml`);
    const answer = await mailbox.post(`/mails/${id}/delete`);
    expect([answer.status, answer.headers.get('location'), await subjects(), files().length]).toEqual([
      303,
      '/',
      ['Stays'],
      1,
    ]);
    expect((await mailbox.get(`/mails/${id}`)).status).toBe(404);
    expect((await mailbox.post(`/mails/${id}/delete`)).status).toBe(404);
    // Looking deletes nothing.
    expect([(await mailbox.get('/delete-all')).status, await subjects()]).toEqual([404, ['Stays']]);
    expect([(await mailbox.post('/delete-all')).status, await subjects(), files()]).toEqual([303, [], []]);
  });

  it('finds no file outside its folder', async () => {
    for (const path of ['/mails/..%2f..%2fpackage/source', '/mails/%00/message.eml', '/mails/x', '/nothing'])
      expect((await mailbox.get(path)).status).toBe(404);
  });

  it('keeps its files from others on this machine', async () => {
    await mailbox.send({ subject: 'Private' });
    for (const name of files()) expect(statSync(join(mailbox.folder, name)).mode & 0o077).toBe(0);
  });

  it('notifies an open page of each change', async () => {
    const stream = (await mailbox.get('/changes')).body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await stream?.read())?.value).toBe(':\n\n');
    await mailbox.send({ subject: 'News' });
    expect((await stream?.read())?.value).toBe('data: changed\n\n');
    await mailbox.post('/delete-all');
    expect((await stream?.read())?.value).toBe('data: changed\n\n');
    await stream?.cancel();
  });

  describe('reads odd emails', () => {
    const odd: [string, string[], BufferEncoding, Record<string, unknown>][] = [
      ['no subject and no text', ['From: a@example.org', '', ''], 'utf8', { subject: '', text: '', html: null }],
      ['no header at all', ['', 'Just a line'], 'utf8', { subject: '', text: 'Just a line' }],
      ['nothing', [''], 'utf8', { subject: '', text: '', attachments: [] }],
      [
        'a charset nobody knows',
        ['Subject: =?x-none?Q?Gr=FC=DFe?=', 'Content-Type: text/plain; charset=x-none', '', 'Grüße'],
        'latin1',
        { text: expect.stringMatching(/^Gr.+e$/) },
      ],
      [
        'bytes that are no UTF-8',
        ['Subject: Odd', 'Content-Type: text/plain; charset=utf-8', '', 'Gr\xfc\xdfe'],
        'latin1',
        { subject: 'Odd', text: expect.stringMatching(/^Gr/) },
      ],
      [
        'Cyrillic of an old kind',
        [
          'Subject: =?koi8-r?B?8NLJ18XU?=',
          'Content-Type: text/plain; charset=windows-1251',
          '',
          '\xcf\xf0\xe8\xe2\xe5\xf2',
        ],
        'latin1',
        { subject: 'Привет', text: 'Привет' },
      ],
      [
        'parts that never end',
        [
          'Subject: Cut',
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          'Content-Type: text/html',
          '',
          '<p>Half',
        ],
        'utf8',
        { subject: 'Cut', html: expect.stringMatching(/^<p>Half/) },
      ],
      ['a date that is none', ['Subject: When', 'Date: yesterday, I think', '', 'x'], 'utf8', { subject: 'When' }],
      [
        'lines of a delivery elsewhere',
        ['Delivered-To: someone@else.example', 'Subject: Passed on', '', 'x'],
        'utf8',
        { deliveredTo: ['ada@example.org'] },
      ],
    ];
    it.each(odd)('with %s', async (_, lines, encoding, expected) => {
      expect(await mailbox.sendRaw(lines, encoding)).toMatch(/^250 /);
      const { text, ...mail } = await mailbox.newest();
      expect({ ...mail, text: text.trim() }).toMatchObject(expected);
      for (const path of ['', '/text', '/source', '/message.eml'])
        expect((await mailbox.get(`/mails/${mail.id}${path}`)).status).toBe(200);
      expect((await mailbox.get(`/mails/${mail.id}/content`)).status).toBe(mail.html === null ? 404 : 200);
      expect((await mailbox.get('/')).status).toBe(200);
    });
  });

  describe('answers only its own page', () => {
    const ask = (headers: Record<string, string>, path = '/', method = 'GET') =>
      new Promise<{ status: number | undefined; body: string }>((resolve, reject) =>
        request({ host: '127.0.0.1', port: mailbox.pagePort, path, method, headers }, (answer) => {
          let body = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
          answer.on('end', () => resolve({ status: answer.statusCode, body }));
        })
          .on('error', reject)
          .end(),
      );
    const own = (name = 'localhost'): string => `${name}:${mailbox.pagePort}`;
    const paths = ['/', '/api/email', '/changes', '/mailbox.css', '/nothing', '/%E0%A4%A'];

    it('under its three names, with no origin or its own', async () => {
      for (const host of [own(), own('127.0.0.1'), own('[::1]'), own('LOCALHOST')])
        expect((await ask({ host })).status).toBe(200);
      for (const name of ['localhost', '127.0.0.1', '[::1]'])
        expect((await ask({ host: own(), origin: `http://${own(name)}` })).status).toBe(200);
    });

    it('and refuses every other name and origin with 403 and not a word', async () => {
      await mailbox.send({ subject: 'Secret' });
      const foreign: Record<string, string>[] = [
        { host: own('rebound.example') },
        { host: own('localhost.example') },
        { host: 'localhost' },
        { host: `localhost:${mailbox.pagePort + 1}` },
        { host: own(), origin: 'https://evil.example' },
        { host: own(), origin: 'null' },
        { host: own(), origin: '' },
        { host: own(), origin: `https://${own()}` },
        { host: own(), origin: `http://localhost:${mailbox.pagePort + 1}` },
        { host: own(), origin: `http://${own('localhost.evil.example')}` },
      ];
      for (const headers of foreign)
        for (const path of paths) expect(await ask(headers, path)).toEqual({ status: 403, body: '' });
      for (const headers of foreign) expect((await ask(headers, '/delete-all', 'POST')).status).toBe(403);
      expect(await subjects()).toEqual(['Secret']);
    });

    it('and refuses a foreign page that wants another protocol, too', async () => {
      const upgrade = { connection: 'Upgrade', upgrade: 'websocket', host: own(), origin: 'https://evil.example' };
      expect((await ask(upgrade)).status).toBe(403);
    });

    it('and forbids other pages to load or frame what it answers', async () => {
      await mailbox.send({ html: '<p>x</p>' });
      const { id } = await mailbox.newest();
      for (const path of ['/', '/api/email', `/mails/${id}`, `/mails/${id}/content`, `/mails/${id}/message.eml`]) {
        const { headers } = await mailbox.get(path);
        expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
        expect(headers.get('access-control-allow-origin')).toBeNull();
        expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
        expect(headers.get('referrer-policy')).toBe(path.endsWith('/content') ? 'no-referrer' : 'same-origin');
        expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      }
      const policy = (await mailbox.get(`/mails/${id}/content`)).headers.get('content-security-policy') ?? '';
      expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; /);
      expect(policy).not.toMatch(/script-src|https?:|\*/);
    });

    it('and listens on loopback only', async () => {
      const others = Object.values(networkInterfaces())
        .flat()
        .filter((one) => one?.internal === false && one.family === 'IPv4');
      for (const { address } of others as { address: string }[])
        for (const port of [mailbox.pagePort, mailbox.smtpPort])
          await expect(once(connect(port, address), 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    });
  });
});

describe('a mailbox with little room', () => {
  afterEach(() => mailbox.close());

  it('drops the oldest emails beyond a number, on disk too', async () => {
    await mailbox.open({ ...mailboxLimits, mails: 3 });
    for (const subject of ['1', '2', '3', '4', '5']) await mailbox.send({ subject });
    expect([await subjects(), files().length]).toEqual([['3', '4', '5'], 3]);
    expect(await mailbox.page('/')).toContain('The newest 3 emails are kept');
    await mailbox.post('/delete-all');
  });

  it('drops the oldest beyond a size, and refuses an email that is too large', async () => {
    await mailbox.open({ mails: 100, bytes: 10_000, mailBytes: 6_000 });
    for (const subject of ['1', '2', '3']) await mailbox.send({ subject, text: 'x '.repeat(2_000) });
    expect([await subjects(), files().length]).toEqual([['2', '3'], 2]);
    await expect(
      mailbox.sendRaw(['Subject: 4', '', 'x'.repeat(70), ...Array<string>(100).fill('y'.repeat(70))]),
    ).rejects.toMatchObject({
      responseCode: 552,
    });
    expect(await subjects()).toEqual(['2', '3']);
    await mailbox.post('/delete-all');
  });

  it('finds its emails again at the next start, in order and no longer new, within its limits, and cleans up after a kill', async () => {
    await mailbox.open();
    for (const subject of ['1', '2', '3'])
      await mailbox.send({ subject, text: `text ${subject}`, bcc: 'hidden@example.org' });
    const before = await mailbox.mails();
    await mailbox.close();
    writeFileSync(join(mailbox.folder, 'half.part'), 'Subject: never acknowledged');
    await mailbox.open({ ...mailboxLimits, mails: 2 });
    const after = await mailbox.mails();
    expect(after.map(({ receivedAt, isNew, ...mail }) => ({ ...mail, receivedAt: typeof receivedAt, isNew }))).toEqual(
      before.slice(1).map((mail) => ({ ...mail, receivedAt: 'string', isNew: false })),
    );
    expect(after[0]?.deliveredTo).toEqual(['ada@example.org', 'hidden@example.org']);
    expect(files().sort()).toEqual(after.map(({ id }) => `${id}.eml`).sort());
    await mailbox.send({ subject: '4' });
    expect(await subjects()).toEqual(['3', '4']);
  });
});

describe('the mailbox beside a server', () => {
  const built = new URL('../../dist/platform/mail/mailbox/local-mailbox.js', import.meta.url).href;
  /** A program that starts the built mailbox, says where it is, and stops it when it is told to. */
  const startBeside = async (port: number) => {
    const script = `const { startLocalMailbox } = await import('${built}');
      const mailbox = await startLocalMailbox(process.argv[1], ${port});
      console.log(mailbox.smtpUrl);
      process.stdin.once('data', () => { mailbox.stop(); process.exit(); });`;
    const program = spawn(process.execPath, ['--input-type=module', '-e', script, mailbox.folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [said] = (await once(program.stdout.setEncoding('utf8'), 'data')) as [string];
    return { program, smtp: Number(new URL(said.trim()).port) };
  };
  const answers = (port: number): Promise<boolean> =>
    fetch(`http://localhost:${port}/`).then(
      ({ ok }) => ok,
      () => false,
    );
  const takesMail = (port: number): Promise<boolean> =>
    once(connect(port, '127.0.0.1'), 'data').then(
      ([greeting]) => String(greeting).startsWith('220 '),
      () => false,
    );

  it.each(['is stopped', 'is killed'])('listens where it says, and ends when the server %s', async (how) => {
    const port = await freePort();
    const { program, smtp } = await startBeside(port);
    expect([await answers(port), await takesMail(smtp)]).toEqual([true, true]);
    if (how === 'is killed') program.kill('SIGKILL');
    else program.stdin.write('stop');
    await once(program, 'exit');
    await until('the mailbox is gone', async () => !(await answers(port)) && !(await takesMail(smtp)));
  });
});
