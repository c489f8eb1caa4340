import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { signBy } from '../support/visitor.js';
import { createStartedDatabase, type TestDatabase } from '../support/test-database.js';
import { until } from '../support/until.js';

const page = '/admin/campaigns/reconsider/theme';

describe('the colours and the logo of a campaign over HTTP', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-theme-'));
  let database: TestDatabase;
  let server: Server;
  let owner: StaffVisitor;
  const home = async () => (await fetch(`${server.url}/?lang=en`)).text();
  beforeAll(async () => {
    database = await createStartedDatabase();
    server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    [{ onLight: '#777777', onDark: '#7db8ee' }, 'onLight', 'Has a contrast of 4.1:1 on light pages; 4.5:1 is needed'],
    [{ onLight: '#0b5394', onDark: '#0b5394' }, 'onDark', 'Has a contrast of 2.1:1 on dark pages'],
    [{ onLight: 'blue', onDark: '#7db8ee' }, 'onLight', 'Must be a colour like #0b5394.'],
    [{ onLight: '</style><script>', onDark: '#7db8ee' }, 'onLight', 'Must be a colour like #0b5394.'],
    [{ onLight: '#0b5394', onDark: '' }, 'onDark', 'Is needed, too'],
    [{ onLight: '', onDark: '', logo: `${'0'.repeat(32)}-9x9` }, 'logo', 'Is no picture that was uploaded'],
  ])('are refused beside the field: %j', async (input, field, error) => {
    const { status, text } = await owner.sends(page, { revision: '0', ...input });
    expect(status).toBe(422);
    expect(text).toContain(`id="${field}-fault">${error}`);
    expect(text).not.toContain('</style><script>');
    if (input.onLight !== '') expect(text).toContain(`value="${input.onLight.replaceAll('<', '&lt;')}"`);
  });

  it('show on the public pages as variables of a style sheet, and nothing is written into the pages', async () => {
    const saved = await owner.sends(page, { revision: '0', onLight: '#7A1F1F', onDark: '#ffb3a7' });
    expect([saved.status, saved.location]).toEqual([303, `${page}?done=saved`]);
    await until('the page has its colours', async () => (await home()).includes('/themes/7a1f1f-ffb3a7.css'));
    const css = await fetch(`${server.url}/themes/7a1f1f-ffb3a7.css`);
    expect(await css.text()).toBe(
      ':root{--accent:#7a1f1f;--accent-ink:#ffffff}@media (prefers-color-scheme:dark){:root{--accent:#ffb3a7;--accent-ink:#0f1720}}',
    );
    expect(css.headers.get('cache-control')).toContain('immutable');
    const wrong = await fetch(`${server.url}/themes/red;}-ffb3a7.css`);
    await wrong.text();
    expect(wrong.status).toBe(422);
  });

  it('are those of the emails to signers', async () => {
    expect((await signBy(server.url, 'ada@example.org')).status).toBe(202);
    const { html } = await server.mailTo('ada@example.org');
    expect([...new Set(html.match(/#7a1f1f|#0b5394/g))]).toEqual(['#7a1f1f']);
    expect(html).toContain('background:#7a1f1f');
  });

  it('are those of the embedded form and of the cards for link previews', async () => {
    expect(await (await fetch(`${server.url}/embed/reconsider`)).text()).toContain('/themes/7a1f1f-ffb3a7.css');
    const form = (await (await fetch(`${server.url}/api/v1/petitions/reconsider/form`)).json()) as object;
    expect(form).toMatchObject({
      colours: { light: { accent: '#7a1f1f', ink: '#ffffff' }, dark: { accent: '#ffb3a7', ink: '#0f1720' } },
    });
    for (const card of ['petitions/reconsider', 'states/ua', 'home']) {
      const png = await (await fetch(`${server.url}/cards/${card}.png`)).arrayBuffer();
      const [red, green, blue] = await sharp(png).extract({ left: 10, top: 5, width: 1, height: 1 }).raw().toBuffer();
      expect([card, red, green, blue]).toEqual([card, 0x7a, 0x1f, 0x1f]);
    }
  });

  it('are not overwritten by somebody who has not seen them', async () => {
    const late = await owner.sends(page, { revision: '0', onLight: '#0b5394', onDark: '#7db8ee' });
    expect(late.status).toBe(409);
    const revision = /name="revision" value="(\d+)"/.exec(late.text)?.[1] ?? '';
    expect(late.text).toContain('value="#0b5394"');
    expect((await owner.sends(page, { revision, onLight: '#0b5394', onDark: '#7db8ee' })).status).toBe(303);
  });

  it('take a logo through the same door as every picture', async () => {
    const refused = await owner.uploads(`${page}/logo`, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'));
    expect([refused.status, refused.text.includes('The file is a drawing (SVG)')]).toEqual([422, true]);
    const logo = await sharp({ create: { width: 300, height: 100, channels: 4, background: '#0a7828ff' } })
      .png()
      .toBuffer();
    expect((await owner.uploads(`${page}/logo`, logo)).status).toBe(303);
    await until('the page has its logo', async () =>
      /<img class="logo" src="\/pictures\/[0-9a-f]{32}-small.webp"/.test(await home()),
    );
    expect((await owner.looksAt(page)).text).toContain('value="#0b5394"');
    expect(await (await fetch(`${server.url}/embed/reconsider?lang=de`)).text()).toContain('<img class="logo"');
    const card = await (await fetch(`${server.url}/cards/petitions/reconsider.png?lang=de`)).arrayBuffer();
    const corner = await sharp(card).extract({ left: 1100, top: 70, width: 1, height: 1 }).raw().toBuffer();
    expect([...corner].slice(0, 3).map((part) => Math.round(part / 20))).toEqual([0, 6, 2]);
  });

  it('are changed by those who may change the campaign', async () => {
    const viewer = await owner.invites('viewer');
    expect((await viewer.sends(page, { revision: '2', onLight: '', onDark: '' })).status).toBe(403);
    expect((await viewer.looksAt(page)).status).toBe(403);
  });
});
