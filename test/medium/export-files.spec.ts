import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { AuditLog } from '../../src/access/audit.service.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { validate } from '../../src/platform/http/validation.js';
import { ExportDownloadService } from '../../src/lists/export-download.service.js';
import { ExportRuns } from '../../src/lists/export-runs.js';
import { ExportFilesService } from '../../src/lists/export-files.service.js';
import { ExportMaker } from '../../src/lists/export-maker.service.js';
import { ExportLogService } from '../../src/lists/export-log.service.js';
import { exportFileOrder } from '../../src/lists/export.schema.js';
import { S3Server } from '../support/s3-server.js';
import { World } from '../support/world.js';

const staffMember = (n: number, role: string) => ({ id: `00000000-0000-7000-8000-00000000000${n}`, role });
const owner = staffMember(1, 'owner');
const exporter = staffMember(2, 'exporter');
const officer = staffMember(3, 'data_protection');
const newsletter = { consents: [{ purpose: 'newsletter', wording: '1' }] };

describe('files of exports', () => {
  let world: World;
  let petition: string;
  let folder: string;

  const files = () => world.get(ExportFilesService);
  const maker = () => world.get(ExportMaker);
  const downloads = () => world.get(ExportDownloadService);
  const work = () => world.get(Jobs).runDue();
  const order = async (input: Record<string, unknown>, staff = owner) =>
    (await files().order(petition, await validate(exportFileOrder, input), staff)).id;
  /** Orders and lets the worker make it. */
  const made = async (input: Record<string, unknown>, staff = owner) => {
    const id = await order(input, staff);
    await work();
    return id;
  };
  const text = async (id: string, staff = owner, range?: string, ifRange?: string) => {
    const { stream, ...head } = await downloads().download(id, staff, range, ifRange);
    return { ...head, text: (await buffer(stream)).toString() };
  };
  const entry = async (id: string) => (await world.get(ExportLogService).recent()).find((one) => one.id === id);
  const keyOf = async (id: string) => (await world.database.prisma.export.findUniqueOrThrow({ where: { id } })).fileKey;
  const onDisk = () => readdirSync(join(folder, 'exports'));
  const fileOf = (id: string) => join(folder, 'exports', onDisk().find((name) => name.startsWith(id)) ?? '');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demarche-exports-'));
    world = await World.create({ DATA_DIR: folder, EXPORT_APPROVAL: 'full', EXPORT_KEEP_HOURS: '2' });
    petition = await world.openPetition();
    await world.confirms(petition, 'ada@example.org', newsletter);
    await world.confirms(petition, 'grace@example.org', { givenName: 'Grace', ...newsletter });
    await world.confirms(petition, 'alan@example.org', { givenName: 'Alan' });
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('are generated in the background, can be downloaded from any byte on, and say what they are', async () => {
    const id = await made({ preset: 'newsletter', columns: ['given_name', 'email'] }, exporter);
    const { mark = '' } = (await entry(id)) ?? {};
    const whole = `email,given_name,export_mark\nada@example.org,Ada,${mark}\ngrace@example.org,Grace,${mark}\n`;
    const { status, headers, text: got } = await text(id, exporter);
    expect([status, got]).toEqual([200, whole]);
    const sha256 = createHash('sha256').update(whole).digest('hex');
    expect(headers).toMatchObject({
      etag: `"${sha256}"`,
      'accept-ranges': 'bytes',
      'content-length': String(whole.length),
    });
    expect(headers['content-disposition']).toContain(`${petition}-newsletter-`);
    expect(await text(id, exporter, 'bytes=10-', `"${sha256}"`)).toMatchObject({
      status: 206,
      text: whole.slice(10),
      headers: { 'content-range': `bytes 10-${whole.length - 1}/${whole.length}` },
    });
    expect(await text(id, exporter, 'bytes=10-', '"another file"')).toMatchObject({ status: 200, text: whole });
    expect(await downloads().manifest(id, exporter)).toMatchObject({
      preset: 'newsletter',
      filter: { status: 'confirmed', consent: 'newsletter' },
      columns: ['email', 'given_name'],
      rows: 2,
      bytes: whole.length,
      sha256,
      requestedBy: `staff:${exporter.id}`,
    });
    const actions = (await world.get(AuditLog).list()).rows.filter(
      ({ details }) => (details as { exportId?: string }).exportId === id,
    );
    expect(actions.map(({ action }) => action).reverse()).toEqual([
      'export.ordered',
      'export.finished',
      ...Array<string>(3).fill('export.downloaded'),
    ]);
    expect(await world.get(ExportLogService).trace(mark.toLowerCase())).toMatchObject({
      id,
      requestedBy: `staff:${exporter.id}`,
    });
    expect(statSync(fileOf(id)).mode & 0o077).toBe(0);
    expect(readFileSync(fileOf(id)).includes('ada@')).toBe(false);
  });

  it('that an earlier version wrote in plain are still served', async () => {
    const id = await made({ preset: 'newsletter', columns: ['email'] });
    const { text: content } = await text(id);
    writeFileSync(join(folder, 'exports', id), content);
    await world.database.prisma.export.update({ where: { id }, data: { fileKey: null } });
    expect((await text(id, owner, 'bytes=6-')).text).toBe(content.slice(6));
  });

  it('in a bucket are made by one machine, served by another and deleted by any', async () => {
    const s3 = await S3Server.start();
    const [worker, web] = [await world.beside(s3.settings('')), await world.beside(s3.settings(''))];
    const id = await order({ preset: 'newsletter' });
    await worker.get(ExportMaker).make(id);
    const { stream } = await web.get(ExportDownloadService).download(id, owner);
    expect((await buffer(stream)).toString()).toContain('ada@example.org');
    expect([...s3.objects.keys()]).toEqual([expect.stringContaining(`exports/${id}-`)]);
    await web.get(ExportFilesService).remove(id, owner);
    expect([s3.objects.size, await keyOf(id)]).toEqual([0, null]);
    await Promise.all([worker.close(), web.close(), s3.stop()]);
  });

  it('have a file of their own at each attempt, so that deleting the earlier one cannot touch it', async () => {
    const id = await order({ preset: 'newsletter' });
    await work();
    const earlier = fileOf(id);
    await world.database.prisma.export.update({ where: { id }, data: { outdatedAt: world.clock.now() } });
    await files().again(id, owner);
    await work();
    expect([onDisk().includes(basename(earlier)), (await text(id)).status]).toEqual([false, 200]);
    expect(fileOf(id)).not.toBe(earlier);
  });

  it('whose store is away fail, and are made on request when it is back', async () => {
    const s3 = await S3Server.start();
    const worker = await world.beside(s3.settings(''));
    s3.forbidden.add('PUT');
    const id = await order({ preset: 'newsletter' });
    await worker.get(ExportMaker).make(id);
    expect((await entry(id))?.status).toBe('failed');
    s3.forbidden.clear();
    await files().again(id, owner);
    await worker.get(ExportMaker).make(id);
    expect((await entry(id))?.status).toBe('finished');
    await Promise.all([worker.close(), s3.stop()]);
  });

  it('are for their requester and nobody else', async () => {
    const id = await made({ preset: 'newsletter' }, exporter);
    for (const staff of [owner, officer]) {
      await expect(downloads().download(id, staff)).rejects.toMatchObject({
        code: 'export.not_found',
        httpStatus: 404,
      });
      await expect(downloads().manifest(id, staff)).rejects.toMatchObject({ code: 'export.not_found' });
    }
    await expect(order({ preset: 'full', reason: 'I am curious about all' }, exporter)).rejects.toMatchObject({
      code: 'auth.forbidden',
    });
  });

  it('with an age key can be read by its owner only', async () => {
    const identity = await generateX25519Identity();
    const id = await made({ preset: 'newsletter', format: 'ndjson', encryptTo: await identityToRecipient(identity) });
    const { stream, headers } = await downloads().download(id, owner);
    const sealed = await buffer(stream);
    expect(headers['content-disposition']).toContain('.ndjson.age"');
    expect(sealed.toString('latin1')).not.toContain('example.org');
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    expect((await decrypter.decrypt(sealed, 'text')).split('\n')).toHaveLength(3);
    await expect(order({ preset: 'newsletter', encryptTo: 'age1nonsense' })).rejects.toMatchObject({
      faults: [{ pointer: '/encryptTo', code: 'export.key_invalid' }],
    });
  });

  it('of everybody need a second person', async () => {
    const id = await made({ preset: 'full', reason: 'Audit asked for by the board' });
    expect((await entry(id))?.status).toBe('awaiting_approval');
    await expect(downloads().download(id, owner)).rejects.toMatchObject({ code: 'export.not_found' });
    await expect(files().decide(id, 'approved', owner)).rejects.toMatchObject({ code: 'export.same_person' });
    await files().decide(id, 'approved', officer);
    await work();
    expect((await text(id)).text.split('\n')).toHaveLength(5);
    await expect(files().decide(id, 'refused', officer)).rejects.toMatchObject({ code: 'export.not_waiting' });
    const other = await order({ preset: 'full', reason: 'Audit asked for by the board' });
    await files().decide(other, 'refused', officer);
    await work();
    expect((await entry(other))?.status).toBe('refused');
  });

  it('contain counts without persons; small groups are combined', async () => {
    const lone = await world.openPetition();
    for (let n = 0; n < 6; n++) await world.confirms(lone, `p${n}@example.org`, { country: 'FR', source: 'radio' });
    await world.confirms(lone, 'only@example.org', { country: 'LI', source: 'my aunt Ada' });
    const { id } = await files().order(lone, await validate(exportFileOrder, { preset: 'analytics' }), exporter);
    await work();
    const { text: table } = await text(id, exporter);
    expect(table.split('\n').slice(0, 3).sort()).toEqual([
      '2027-01-15,"","","",1',
      '2027-01-15,FR,en,radio,6',
      'day,country,locale,source,signatures',
    ]);
  });

  it('leave out anyone who withdraws between request and generation', async () => {
    const email = 'between@example.org';
    await world.confirms(petition, email, newsletter);
    const id = await order({ preset: 'newsletter' });
    await world.unsubscribes((await world.tokensOf(petition, email)).unsubscribe);
    await work();
    expect((await text(id)).text).not.toContain(email);
  });

  it.each(['unsubscribes', 'disowns'] as const)(
    'are no longer served when somebody in them %s, and are regenerated without them',
    async (action) => {
      const email = `${action}@example.org`;
      await world.confirms(petition, email, newsletter);
      const id = await made({ preset: 'newsletter' });
      expect((await text(id)).text).toContain(email);
      const links = await world.tokensOf(petition, email);
      await (action === 'disowns' ? world.disowns(links.disown) : world.unsubscribes(links.unsubscribe));
      await expect(text(id)).rejects.toMatchObject({ code: 'export.outdated', httpStatus: 409 });
      await work();
      expect((await text(id)).text).not.toContain(email);
    },
  );

  it('are deleted from the disk when they are outdated, expired, removed, or known to nobody', async () => {
    const email = 'gone@example.org';
    await world.confirms(petition, email, newsletter);
    const outdated = await made({ preset: 'newsletter' });
    expect(onDisk().join()).toContain(outdated);
    await world.disowns((await world.tokensOf(petition, email)).disown);
    writeFileSync(join(folder, 'exports', 'stranger'), 'left behind');
    await maker().sweep();
    expect(onDisk().join()).not.toMatch(`${outdated}|stranger`);
    expect(await keyOf(outdated)).toBeNull();
    await files().again(outdated, owner);
    await work();
    await files().remove(outdated, owner);
    expect(onDisk().join()).not.toContain(outdated);
    await expect(text(outdated)).rejects.toMatchObject({ code: 'export.gone', httpStatus: 410 });
    const expired = await made({ preset: 'newsletter' });
    world.clock.advance(2 * 3_600_000);
    await expect(text(expired)).rejects.toMatchObject({ code: 'export.gone' });
    await maker().sweep();
    expect(onDisk()).toEqual([]);
  });

  it('left half made by a dead process are regenerated automatically, and others wait behind them', async () => {
    const id = await order({ preset: 'newsletter' });
    const next = await order({ preset: 'newsletter' });
    await world.database.prisma.export.update({
      where: { id },
      data: { status: 'running', snapshotAt: world.clock.now() },
    });
    world.clock.advance(120_000);
    await maker().resume();
    expect((await text(id)).text).toContain('ada@example.org');
    expect((await text(next)).text).toContain('ada@example.org');
  });

  it('that a stop broke off wait for the next process', async () => {
    const beside = await world.beside();
    const id = await order({ preset: 'newsletter' });
    const making = beside
      .get(ExportMaker)
      .make(id)
      .catch(() => undefined);
    await beside.get(ExportRuns).beforeApplicationShutdown();
    await making;
    expect(['queued', 'finished']).toContain((await entry(id))?.status);
    await beside.close();
    await maker().resume();
    expect((await entry(id))?.status).toBe('finished');
  });

  it('are distinguished from streams, which nobody reads any more', async () => {
    const id = await order({ preset: 'newsletter' });
    const data = { status: 'running', stored: false, snapshotAt: world.clock.now() };
    await world.database.prisma.export.update({ where: { id }, data });
    world.clock.advance(120_000);
    expect((await entry(id))?.status).toBe('failed');
  });
});
