import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { DataFolder } from '../support/data-folder.js';
import { startServer, type Server } from '../support/server.js';
import { StaffVisitor } from '../support/staff-visitor.js';
import { confirmLinkIn, details, postForm, postJson, press, signaturesPath } from '../support/visitor.js';
import { until } from '../support/until.js';

const fileOf = (name: string): string => readFileSync(`examples/campaigns/${name}.json`, 'utf8');
const [archive, river] = ['open-the-archive', 'clean-river'];
const both = 'both@example.org';

describe('somebody who signs in two campaigns', () => {
  let folder: DataFolder;
  let server: Server;
  beforeAll(async () => {
    folder = new DataFolder();
    const settings = { LOG_LEVEL: 'error', DATA_DIR: folder.path, MIN_FILL_SECONDS: '0' };
    server = await startServer({ ...settings, CAMPAIGN_FILE: `examples/campaigns/${archive}.json` });
    const owner = await StaffVisitor.joins(server, server.setupLink, 'owner@example.org');
    const second = JSON.parse(fileOf(river)) as object;
    const theme = { onLight: '#7a1f1f', onDark: '#ffb3a7', logo: null };
    expect(
      (await owner.uploads('/admin/campaigns/import', Buffer.from(JSON.stringify({ ...second, theme })))).status,
    ).toBe(303);
    await until('both campaigns are shown', async () => (await home()).includes(`/campaigns/${river}?`));
  });
  afterAll(async () => {
    await server.stop();
    await folder.destroy();
  });

  const look = async (path: string) => (await fetch(server.url + path)).text();
  const home = () => look('/');
  const signs = async (slug: string, email: string): Promise<string> => {
    const { offers } = JSON.parse(await look(`/api/v1/petitions/${slug}/form`)) as {
      offers: { purpose: string; wording: string }[];
    };
    const consents = offers
      .filter(({ purpose }) => purpose === 'signature')
      .map(({ purpose, wording }) => ({ purpose, wording }));
    const answer = await postJson(server.url + signaturesPath(slug), details(email, { consents }));
    expect(await answer.json()).toEqual({ status: 'confirmation_sent' });
    // The link to the privacy notice says which campaign it is from.
    const text = await until(`the email about ${slug}`, async () => {
      const mail = await server.mailTo(email);
      return mail.text.includes(`/campaigns/${slug}/privacy?lang=en`) && mail.text;
    });
    return new URL(confirmLinkIn(text)).pathname;
  };
  const myData = async (email: string): Promise<string> => {
    await (await postForm(`${server.url}/me`, { email })).text();
    const link = await until(
      'the link has come',
      async () => /https?:\S+(\/me\/[\w-]+)/.exec((await server.mailTo(email)).text)?.[1] ?? false,
    );
    return look(`${link}?lang=en`);
  };

  it('is thanked by the campaign the signature belongs to, in its colours and with its links', async () => {
    const path = await signs(river, 'river@example.org');
    for (const step of ['before', 'after']) {
      const page = await look(path);
      expect([step, page.includes('/themes/7a1f1f-ffb3a7.css')]).toEqual([step, true]);
      expect(page).toContain(`href="/campaigns/${river}/privacy?lang=en"`);
      expect(page).toContain(`href="/campaigns/${river}?lang=en"`);
      await (await press(server.url + path)).text();
    }
    const page = await myData('river@example.org');
    expect(page).toContain('/themes/7a1f1f-ffb3a7.css');
    expect(page).not.toContain('Open the archive');
  });

  it('finds both signatures under the names of their campaigns', async () => {
    for (const slug of [archive, river]) await (await press(server.url + (await signs(slug, both)))).text();
    const page = await myData(both);
    expect(page).toContain('<p>Open the archive</p>');
    expect(page).toContain('<p>A clean river</p>');
    expect(page).not.toContain('/themes/7a1f1f-ffb3a7.css');
  });

  it('is led to the privacy notice of the campaign whose page it is, at any host name', async () => {
    const page = await new Promise<string>((resolve, reject) => {
      const headers = { host: 'elsewhere.example.org' };
      request({ port: server.port, host: '127.0.0.1', path: `/petitions/${archive}`, headers }, (answer) => {
        let text = '';
        answer.on('data', (part: Buffer) => (text += part.toString()));
        answer.on('end', () => resolve(text));
      })
        .on('error', reject)
        .end();
    });
    expect(page).toContain(`href="/campaigns/${archive}/privacy?lang=en"`);
    expect(page).not.toContain('href="/privacy');
    expect(await look(`/campaigns/${archive}/privacy`)).toContain('Open the archive');
  });
});
