import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { DraftPublishing } from '../../src/petitions/drafts/draft-publishing.service.js';
import { DraftSchedule } from '../../src/petitions/drafts/draft-schedule.service.js';
import { draftForm, draftMoment, inputOf } from '../../src/petitions/drafts/drafts.schema.js';
import { PetitionDrafts } from '../../src/petitions/drafts/petition-drafts.service.js';
import { PetitionCreation } from '../../src/petitions/settings/petition-creation.service.js';
import { PetitionSettingsService } from '../../src/petitions/settings/petition-settings.service.js';
import { PetitionVersions } from '../../src/petitions/versions/petition-versions.service.js';
import { LinkChecks } from '../../src/petitions/links/link-checks.service.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { StaffPerson } from '../support/staff-person.js';
import { World } from '../support/world.js';

const [writer, editor] = ['staff:1', 'staff:2'];

describe('the review of a draft', () => {
  let world: World;
  let slug: string;
  const drafts = () => world.get(PetitionDrafts);
  const publishing = () => world.get(DraftPublishing);
  const schedule = () => world.get(DraftSchedule);
  const written = { title: 'A title', summary: 'A summary.', ask: 'Look again.', shareText: 'Look again.' };
  const save = async (body: string, more: Record<string, string> = {}) => {
    const { revision } = await drafts().of(slug);
    const input = { locale: 'en', revision: String(revision), ...written, body: `## Why\n\n${body}`, ...more };
    await drafts().save(slug, await validate(draftForm, input), writer);
    return revision + 1;
  };
  const at = async (revision: number, day: string, time: string, actor = writer) =>
    schedule().schedule(slug, await validate(draftMoment, { revision, day, time }), actor);
  const failing = async () =>
    (await publishing().checklist(slug)).flatMap(({ key, state, faults }) =>
      state === 'passed' ? [] : [[key, state, faults.map(({ code }) => code)]],
    );
  const title = async () => (await world.get(PetitionsService).getPublic(slug, 'en')).title;

  beforeAll(async () => {
    world = await World.create();
    await world.get(ClaimsReference).load();
  });
  beforeEach(async () => {
    world.clock.moveTo('2027-01-15T12:00:00Z');
    slug = await world.openPetition();
  });
  afterAll(() => world.close());

  it('is by two people at the scheduled moment, too, when people have signed since', async () => {
    await at(await save('A text.', { reason: 'A reason.' }), '2027-01-16', '09:00');
    await world.confirms(slug, 'ada@example.org');
    world.clock.moveTo('2027-01-16T12:00:00Z');
    await schedule().publishDue();
    const { state, heldBy } = await drafts().of(slug);
    expect([state, heldBy.map(({ code }) => code)]).toEqual(['held', ['petition.own_draft']]);
  });

  it('names everything that is in the way, and what is not certain', async () => {
    await save('> Said.\n\nA fact. [C99999] [Here](https://gone.example.org/a)', { shareText: '' });
    await world.database.prisma.linkCheck.create({
      data: { address: 'https://gone.example.org/a', outcome: 'gone', httpStatus: 404, checkedAt: world.clock.now() },
    });
    expect(await failing()).toEqual([
      ['texts', 'failed', ['field.required']],
      ['blocks', 'failed', ['block.source']],
      ['claims', 'failed', ['claim.not_usable']],
      ['links', 'failed', ['link.broken']],
      ['legal', 'open', ['campaign.incomplete']],
    ]);
    const campaignId = await world.get(PetitionsService).campaignOf(slug);
    const look = { onLight: '#777777', onDark: '#7db8ee', revision: 1, updatedAt: world.clock.now() };
    await world.database.prisma.campaignTheme.create({ data: { campaignId, ...look } });
    expect(await failing()).toContainEqual(['contrast', 'failed', ['theme.contrast']]);
    await world.database.prisma.campaignTheme.deleteMany({});
    await save('[There](https://there.example.org/)');
    expect(await failing()).toEqual([
      ['links', 'open', ['link.unchecked']],
      ['legal', 'open', ['campaign.incomplete']],
    ]);
  });

  it('refuses a link that is too long to be tried, and tries the others', async () => {
    const long = `https://there.example.org/?${'q'.repeat(6_000)}`;
    await save(`[Long](${long}) [There](https://inside.example.org/b)`);
    world.dns.addresses.set('inside.example.org', () => ['127.0.0.1']);
    await schedule().tryLinks(await world.get(PetitionsService).idOf(slug));
    const links = (await world.get(DraftPublishing).checklist(slug)).find(({ key }) => key === 'links');
    expect(links?.faults.map(({ code }) => code)).toEqual(['link.too_long', 'link.broken']);
    expect(links?.faults[0]?.detail.length).toBeLessThan(300);
  });

  it('lets the shipped petition through, in all its languages', async () => {
    await world.loadsCampaign();
    slug = 'reconsider';
    const { texts } = await drafts().of(slug);
    const text = texts.en;
    await save('x', {
      body:
        text?.sections.map(({ heading, paragraphs }) => `## ${heading}\n\n${paragraphs.join('\n\n')}`).join('\n\n') ??
        '',
    });
    expect(await failing()).toEqual([['legal', 'open', ['campaign.incomplete']]]);
  });

  it('asks for what the form says in every language of the text', async () => {
    await world.database.prisma.petition.update({ where: { slug }, data: { form: { thanks: { en: 'Thank you.' } } } });
    await save('Because.');
    await save('Darum.', { locale: 'de' });
    const missing = ['fr', 'es', 'uk', 'de'].map(() => 'petition.not_translated');
    expect(await failing()).toContainEqual(['mails', 'failed', missing]);
  });

  it('in production needs the legal pages and a sender', async () => {
    await save('Because.');
    const live = await world.beside({
      NODE_ENV: 'production',
      SECRET_KEY: 'a secret only for tests, long enough to be one',
      EMBEDDED: 'allow',
    });
    const items = await live.get(DraftPublishing).checklist(slug);
    await live.close();
    const failed = items.filter(({ state }) => state === 'failed').map(({ key }) => key);
    expect(failed).toEqual(['mails', 'legal']);
  });

  it('is asked for, and over as soon as the text changes', async () => {
    const revision = await save('Because.');
    await schedule().submit(slug, revision, writer);
    expect(await drafts().of(slug)).toMatchObject({ state: 'review', stateBy: writer });
    await save('Because of that.');
    expect(await drafts().of(slug)).toMatchObject({ state: 'draft', stateBy: null });
    await expect(schedule().submit(slug, revision, writer)).rejects.toMatchObject({ code: 'petition.draft_changed' });
  });

  it('has its links tried by a job, and nothing once it is gone', async () => {
    world.dns.addresses.set('inside.example.org', () => ['127.0.0.1']);
    const revision = await save('[There](https://inside.example.org/a)');
    await schedule().submit(slug, revision, writer);
    await schedule().askForLinks(slug);
    const id = await world.get(PetitionsService).idOf(slug);
    const jobs = await world.database.pool.query<{ n: string }>(
      `select count(*) as n from graphile_worker.jobs where key = $1`,
      [`links ${id}`],
    );
    expect(jobs.rows).toEqual([{ n: '1' }]);
    await schedule().tryLinks(id);
    expect(await failing()).toContainEqual(['links', 'failed', ['link.broken']]);
    await drafts().discard(slug, (await drafts().of(slug)).revision, writer);
    await schedule().tryLinks(id);
    await expect(schedule().askForLinks(slug)).rejects.toMatchObject({ code: 'petition.no_draft' });
  });

  it('publishes at its moment by the clocks of the campaign, and not a minute before', async () => {
    const revision = await save('Because.', { title: 'Scheduled' });
    await expect(at(revision, '2027-01-15', '12:30')).rejects.toMatchObject({ code: 'petition.moment_passed' });
    await at(revision, '2027-01-16', '09:30', editor);
    world.clock.moveTo('2027-01-16T08:29:00Z');
    await schedule().publishDue();
    expect(await title()).not.toBe('Scheduled');
    world.clock.moveTo('2027-01-16T08:30:00Z');
    await Promise.all([schedule().publishDue(), schedule().publishDue()]);
    expect(await title()).toBe('Scheduled');
    const versions = await world.database.prisma.petitionVersion.findMany({
      where: { petition: { slug } },
      orderBy: { number: 'asc' },
    });
    expect(versions.map(({ publishedBy, approvedBy }) => [publishedBy, approvedBy]).at(-1)).toEqual([writer, editor]);
    expect(versions).toHaveLength(2);
  });

  it('holds a text whose claim was retired meanwhile, says so, and loses nothing', async () => {
    const revision = await save('A fact. [C12]', { title: 'Too late' });
    await at(revision, '2027-01-16', '09:30');
    await world.get(ClaimsService).retire('C12', 'A border has moved.', 'staff:b');
    world.clock.moveTo('2027-01-16T08:30:00Z');
    await schedule().publishDue();
    expect(await title()).not.toBe('Too late');
    const held = await drafts().of(slug);
    expect(held).toMatchObject({ state: 'held', revision, heldBy: [{ code: 'claim.not_usable' }] });
    expect(held.texts.en).toMatchObject({ title: 'Too late', sections: [{ paragraphs: ['A fact. [C12]'] }] });
    await save('No fact.', { title: 'In time' });
    await publishing().publish(slug, revision + 1, writer);
    expect(await title()).toBe('In time');
  });

  it('is by a second person, whatever token the first one uses, where two people may publish', async () => {
    const [one, two] = [await StaffPerson.joins(world, 'owner'), await StaffPerson.joins(world, 'campaigner')];
    const author = `staff:${one.id}`;
    const { revision } = await drafts().of(slug);
    const input = { locale: 'en', revision: String(revision), ...written, body: '## Why\n\nBecause.' };
    await drafts().save(slug, await validate(draftForm, input), author);
    await expect(publishing().publish(slug, 1, author)).rejects.toMatchObject({ code: 'petition.own_draft' });
    await expect(at(1, '2027-01-16', '09:30', author)).rejects.toMatchObject({ code: 'petition.own_draft' });
    const alone = await world.beside({ PETITION_TWO_PEOPLE: 'off' });
    await alone.get(DraftSchedule).schedule(slug, { revision: 1, day: '2027-01-16', time: '09:30' }, author);
    await alone.close();
    await publishing().publish(slug, 1, `staff:${two.id}`);
    expect(await title()).toBe('A title');
  });

  it('stays possible when the settings make a version of their own meanwhile', async () => {
    const revision = await save('A text.');
    const { settings } = await world.get(PetitionSettingsService).get(slug);
    const form = { ...settings.form, comment: 'off' as const };
    await world.get(PetitionSettingsService).save(slug, { ...settings, form }, editor);
    await publishing().publish(slug, revision, editor);
    const versions = await world.get(PetitionVersions).list(await world.get(PetitionsService).idOf(slug));
    expect(versions.map(({ number }) => number)).toEqual([3, 2, 1]);
    expect(await title()).toBe('A title');
  });

  it('is of the text that was read: neither an older form nor the same number of another draft passes', async () => {
    const before = await drafts().of(slug);
    const base = JSON.stringify({ ...inputOf(before.texts.en), reason: '' });
    await save('Published meanwhile.');
    await publishing().publish(slug, (await drafts().of(slug)).revision, editor);
    const stale = { locale: 'en', ...written, title: 'Written on the older text', body: '## Why\n\nMine.', base };
    await expect(
      drafts().save(slug, await validate(draftForm, { ...stale, revision: String(before.revision) }), editor),
    ).rejects.toMatchObject({ code: 'petition.draft_changed' });
    const seen = await save('One text.');
    await drafts().discard(slug, (await drafts().of(slug)).revision, writer);
    const other = await save('Another text.');
    expect(other).toBeGreaterThan(seen);
    await expect(publishing().publish(slug, seen, editor)).rejects.toMatchObject({ code: 'petition.draft_changed' });
  });

  it('finds English missing where somebody has emptied it', async () => {
    await world
      .get(PetitionCreation)
      .create(
        await world.get(PetitionsService).campaignOf(slug),
        { slug: `empty-${slug}`, title: 'Title', copyOf: '' },
        writer,
      );
    const empty = { locale: 'en', title: '', summary: '', body: '', ask: '', shareText: '', revision: '1' };
    await drafts().save(`empty-${slug}`, await validate(draftForm, empty), writer);
    await expect(publishing().publish(`empty-${slug}`, 2, editor)).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ pointer: '/en/title' })]) as unknown,
    });
  });
});

describe('the links of a text', () => {
  let world: World;
  let server: Server;
  let origin: string;
  const outcomes = async (...addresses: string[]) => {
    await world.get(LinkChecks).check(addresses);
    const found = new Map(
      (await world.get(LinkChecks).of(addresses)).map(({ address, outcome }) => [address, outcome]),
    );
    return addresses.map((address) => found.get(address));
  };
  beforeAll(async () => {
    world = await World.create();
    server = createServer((request, response) => {
      const { url = '' } = request;
      if (url === '/moved') response.writeHead(301, { location: '/there' }).end();
      else if (url === '/inside') response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end();
      else if (url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (url === '/silent') return;
      else response.writeHead({ '/there': 200, '/gone': 404, '/tired': 503 }[url] ?? 404).end('x'.repeat(100));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    world.get(LinkChecks).patience = 500;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await world.close();
  });

  it('are followed to where they lead', async () => {
    world.get(LinkChecks).allowPrivate = true;
    const paths = ['/there', '/moved', '/gone', '/tired', '/loop', '/silent'];
    expect(await outcomes(...paths.map((path) => origin + path))).toEqual([
      'works',
      'works',
      'gone',
      'unclear',
      'unclear',
      'unclear',
    ]);
    world.get(LinkChecks).allowPrivate = false;
  });

  it('are followed to no address of the own network, whatever name or redirect leads there', async () => {
    world.dns.addresses.set('inside.example.org', () => ['127.0.0.1']);
    world.dns.addresses.set('metadata.example.org', () => ['169.254.169.254']);
    expect(
      await outcomes(
        'https://127.0.0.1/',
        'https://[::1]/',
        'https://inside.example.org/',
        'https://metadata.example.org/',
        'https://inside.example.org:8443/',
      ),
    ).toEqual(['not_public', 'not_public', 'not_public', 'not_public', 'unclear']);
  });
});
