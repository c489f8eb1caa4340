import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { validate } from '../../src/platform/http/validation.js';
import { BreakdownsService } from '../../src/lists/breakdowns.service.js';
import { DataRequestsService } from '../../src/privacy/data-requests.service.js';
import { erasureRequest } from '../../src/privacy/data-requests.schema.js';
import { ExportMaker } from '../../src/lists/export-maker.service.js';
import { ExportFilesService } from '../../src/lists/export-files.service.js';
import { exportFileOrder } from '../../src/lists/export.schema.js';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { importOrder } from '../../src/imports/import.schema.js';
import { csvOf, ImportDesk } from '../support/import-files.js';
import { differences } from '../support/count-ledger.js';
import { placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const owner = { id: '00000000-0000-7000-8000-000000000001', role: 'owner' };
const officer = 'staff:00000000-0000-7000-8000-000000000003';
const rare = () => Array.from(randomBytes(10), (byte) => String.fromCharCode(97 + (byte % 26))).join('');

describe('erasing a person', () => {
  let world: World;
  let folder: string;
  const requests = () => world.get(DataRequestsService);
  const filesIn = (name: string) => readdirSync(join(folder, name));
  /** Files below DATA_DIR that hold a text. */
  const filesWith = (text: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(text))
      .map(({ name }) => name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demarche-erasure-'));
    world = await World.create({ DATA_DIR: folder });
  });
  afterAll(async () => {
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(['themselves', 'staff'])(
    'by %s leaves no plaintext in any table, job, email, file or audit entry, and the counts right',
    async (who) => {
      const trace = rare();
      const email = `${trace}@rare-${trace}.example`;
      const [one, two] = [await world.openPetition(), await world.openPetition()];
      const details = {
        givenName: `G${trace}`,
        familyName: `F${trace}`,
        comment: trace,
        postalCode: trace,
        source: trace,
      };
      await world.confirms(one, email, { ...details, consents: [{ purpose: 'newsletter', wording: '1' }] });
      await world.fillsIn(two, email, details);
      await world.confirms(one, 'stays@example.org');
      const order = await validate(exportFileOrder, { preset: 'full', reason: 'To be sure that it goes' });
      await world.get(ExportFilesService).order(one, order, owner);
      await world.get(Jobs).runDue();
      expect(await placesOf(world.url, [trace])).not.toEqual([]);
      const readable = () => world.database.prisma.export.count({ where: { fileKey: { not: null } } });
      expect([await readable(), filesIn('exports').length]).toEqual([1, 1]);
      const { supporterId } = await world.signatureOf(one, email);
      if (who === 'staff') await requests().erase({ email, reason: 'By letter, identity card seen' }, officer);
      else
        await world
          .get(OwnDataService)
          .forget(/\/me\/([\w-]+)/.exec(world.get(OwnDataLinks).linkFor(supporterId, 'en'))?.[1] ?? '');
      expect(await placesOf(world.url, [trace])).toEqual([]);
      await world.get(ExportMaker).sweep();
      expect([await readable(), filesIn('exports'), filesWith(trace)]).toEqual([0, [], []]);
      expect([await world.countOf(one), await world.countOf(two), await differences(world.url)]).toEqual([1, 0, []]);
    },
  );

  const at = String.fromCharCode(0xff20);
  it.each([
    [
      'apostrophes',
      "o'BRIEN{}@example.org",
      ["o'brien{}@example.org", 'O\u2019Brien{}@example.org', "'O'BRIEN{}@EXAMPLE.ORG'", 'o%27brien{}%40example.org'],
    ],
    ['dots and tags', 'q{}z@gmail.com', ['q.{}.z+list@gmail.com', 'Q{}Z@GoogleMail.com', '"q{}z"@gmail.com']],
    [
      'domains in their own script',
      '{}@xn--bcher-kva.example',
      ['{}@b\u00fccher.example', '{}@BU\u0308CHER.example.', '{}@XN--BCHER-KVA.example'],
    ],
    [
      'text around it',
      'w{}@example.org',
      [
        'Ann <w{}@example.org>',
        'mailto:w{}@example.org?subject=x',
        `w{}${at}example.org`,
        'w{} (at) example.org',
        'w\u200b{}@example.org',
        'other@example.org,w{}@example.org',
        'w{}@example.org/path',
      ],
    ],
  ] as const)(
    'finds every spelling of the mailbox in refused and in waiting rows of files: %s',
    async (_what, address, spellings) => {
      const trace = rare();
      const typed = [address, ...spellings].map((spelling) => spelling.replace('{}', trace));
      const petition = await world.openPetition();
      await world.confirms(petition, typed[0] ?? '');
      const desk = new ImportDesk(world, petition);
      const rows = typed.map((cell) => ['Ann', 'Refused', 'Nowhere', '', cell]);
      const refused = await desk.takes(csvOf([['Given name', 'Family name', 'Country', 'E-mail', 'Comment'], ...rows]));
      expect(refused.rowsRefused).toBe(typed.length);
      const neighbour = ['Eve', 'Else', 'FR', `x${trace}@example.org`, ''];
      await desk.upload(
        csvOf([
          ['Given name', 'Family name', 'Country', 'E-mail', 'Comment'],
          ...rows.map((row) => [...row.slice(0, 3), row[4] ?? '', '']),
          neighbour,
        ]),
      );
      expect(await placesOf(world.url, typed)).toContain('public.signature_import_row.cells');
      await requests().erase({ email: typed[0] ?? '', reason: 'By letter, identity card seen' }, officer);
      expect(
        await placesOf(
          world.url,
          typed.map((spelling) => spelling.replace(/^x/, '')),
        ),
      ).toEqual([]);
      expect(await placesOf(world.url, [`x${trace}@example.org`])).toEqual(['public.signature_import_row.cells']);
    },
  );

  it('is never needed for the names of columns and for the note, which take no address', async () => {
    const desk = new ImportDesk(world, await world.openPetition());
    const people = csvOf([
      ['Ann', 'Example', 'FR', 'o\u2019ann@example.org'],
      ['Bob', 'Example', 'FR', 'bob@example.org'],
    ]);
    await expect(desk.upload(people)).rejects.toMatchObject({ code: 'import.header_address' });
    await expect(validate(importOrder, { kind: 'paper', note: 'From Ann <ann@example.org>' })).rejects.toMatchObject({
      faults: [{ pointer: '/note', code: 'note.address' }],
    });
  });

  it('is refused for nobody, and without a reason; the audit log names a number and never an address', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'ada@example.org');
    await expect(requests().find('nobody@example.org', officer)).rejects.toMatchObject({ code: 'supporter.unknown' });
    await expect(requests().erase({ email: 'nobody@example.org', reason: 'By letter' }, officer)).rejects.toMatchObject(
      {
        code: 'supporter.unknown',
      },
    );
    for (const reason of ['', 'short', 'asked from ada@example.org']) {
      await expect(validate(erasureRequest, { email: 'ada@example.org', reason })).rejects.toMatchObject({
        faults: [{ pointer: '/reason' }],
      });
    }
    expect(await requests().find('ADA@example.org', officer)).toMatchObject({
      signatures: [{ petition: { slug: petition } }],
    });
    const { supporterId } = await world.signatureOf(petition);
    const entries = await world.database.prisma.auditEntry.findMany({ where: { action: 'supporters.data_request' } });
    expect(entries.map(({ details }) => details)).toEqual([{ found: false }, { found: true, supporterId }]);
  });
});

describe('figures of a petition', () => {
  let world: World;
  beforeAll(async () => void (world = await World.create()));
  afterAll(() => world.close());

  it('show languages, sources of five or more, and consents in force', async () => {
    const petition = await world.openPetition();
    const newsletter = { consents: [{ purpose: 'newsletter', wording: '1' }] };
    for (let n = 0; n < 5; n++)
      await world.confirms(petition, `p${n}@example.org`, { locale: 'fr', source: 'radio', ...newsletter });
    await world.confirms(petition, 'q@example.org', { source: 'my neighbour' });
    await world.fillsIn(petition, 'waits@example.org', { source: 'radio', ...newsletter });
    await world.unsubscribes((await world.tokensOf(petition, 'p0@example.org')).unsubscribe);
    expect(await world.get(BreakdownsService).origins(petition)).toMatchObject({
      byLanguage: [
        { key: 'fr', n: 5 },
        { key: 'en', n: 1 },
      ],
      bySource: [
        { key: 'radio', n: 5 },
        { key: '', n: 1 },
      ],
    });
    expect((await world.get(BreakdownsService).consents(petition)).byConsent).toEqual([{ key: 'newsletter', n: 4 }]);
  });
});
