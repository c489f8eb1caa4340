import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Tokens } from '../../src/platform/tokens.js';
import { DataRequestsService } from '../../src/privacy/data-requests.service.js';
import { ImportFaults } from '../../src/imports/import-faults.service.js';
import { resumeImportsJob } from '../../src/imports/import-runs.js';
import { portion, takeImportRows } from '../../src/imports/import.sql.js';
import { ExportService } from '../../src/lists/export.service.js';
import { exportQuery } from '../../src/lists/export.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { IntegrityService } from '../../src/petitions/integrity.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { days } from '../../src/platform/clock.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { differences } from '../support/count-ledger.js';
import { csvOf, ImportDesk } from '../support/import-files.js';
import { ask, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const header = ['Given name', 'Family name', 'Country', 'E-mail', 'Postal code', 'Newsletter', 'Signed on'];

describe('an import of signatures', () => {
  let world: World;
  let petition: string;
  let desk: ImportDesk;
  let mark: string;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    petition = await world.openPetition({}, [{ purpose: 'show-name' }]);
    desk = new ImportDesk(world, petition);
    mark = petition.slice(-8);
  });

  /** For the process to be killed after a portion. */
  const stop = (): never => {
    throw new Error('killed');
  };
  const exact = async (): Promise<void> => expect(await differences(world.url)).toEqual([]);
  const mails = async () => (await ask<{ n: number }>(world.url, 'select count(*)::int as n from outbox_mail'))[0]?.n;
  const file = (...rows: string[][]): string => csvOf([header, ...rows]);
  const consentsOf = (email: string) =>
    ask<{ purpose: string; method: string }>(
      world.url,
      `select c.purpose, c.method from consent c join supporter s on s.id = c.supporter_id where s.email = $1 order by c.id`,
      [email],
    );

  it('counts each person once, leaves online signatures as they are, and writes to nobody', async () => {
    const [here, waiting, newcomer] = ['here', 'waiting', 'new'].map((name) => `${name}.${mark}@example.org`) as [
      string,
      string,
      string,
    ];
    await world.confirms(petition, here, { givenName: 'Own' });
    await world.signs(petition, waiting);
    const before = await mails();
    const done = await desk.takes(
      file(
        ['Ann', 'Newcomer', 'France', newcomer, '', 'oui', '2027-01-02'],
        ['Ann', 'Again', 'FR', newcomer.toUpperCase().replace('EXAMPLE.ORG', 'example.org'), '', '', ''],
        ['Other', 'Name', 'DE', here, '', 'yes', ''],
        ['Slow', 'Person', 'DE', waiting, '', 'yes', ''],
        ['Paul', 'Paper', 'ES', '', '28001', 'yes', '3.1.2027'],
        ['paul', 'PAPER', 'es', '', '28001', '', ''],
        ['Paul', 'Paper', 'ES', '', '28002', '', ''],
        ['', 'Nobody', 'XX', 'no address', '', 'perhaps', '2099-01-01'],
      ),
    );
    expect(done).toMatchObject({ status: 'applied', rowsTotal: 8, rowsTaken: 3, rowsRepeated: 4, rowsRefused: 1 });
    expect(done.findings).toEqual({ fresh: 3, repeated: 4, refused: { 'field.required': 1 } });
    expect(await world.countOf(petition)).toBe(4);
    expect(await world.get(IntegrityService).of(petition)).toMatchObject({ confirmed: 4, imported: 3 });
    expect(await world.signatureOf(petition, here)).toMatchObject({ givenName: 'Own', importId: null, country: 'GB' });
    expect(await world.signatureOf(petition, waiting)).toMatchObject({ status: 'pending' });
    expect(await world.signatureOf(petition, newcomer)).toMatchObject({
      status: 'confirmed',
      importId: done.id,
      number: 2,
      country: 'FR',
      signedAt: new Date('2027-01-02T00:00:00Z'),
    });
    expect(
      (await world.database.prisma.supporter.findFirstOrThrow({ where: { email: newcomer } })).emailConfirmedAt,
    ).toBeNull();
    await world.sendDue();
    expect(await mails()).toBe(before);
    await exact();
    // A newsletter needs a yes and an address.
    expect(await consentsOf(newcomer)).toEqual([
      { purpose: 'signature', method: 'import' },
      { purpose: 'newsletter', method: 'import' },
    ]);
    const paper = await ask<{ purpose: string }>(
      world.url,
      `select purpose from consent where subject_id = any(select id from signature where import_id = $1 and family_name ilike 'paper')`,
      [done.id],
    );
    expect(paper.map(({ purpose }) => purpose)).toEqual(['signature', 'signature']);
    // What was taken or repeated is wiped; what was refused waits for its owner.
    const rows = await ask<{ outcome: string; held: boolean }>(
      world.url,
      `select outcome, cells <> '{}' as held from signature_import_row where import_id = $1 order by number`,
      [done.id],
    );
    expect(rows.map(({ outcome, held }) => `${outcome} ${held}`)).toEqual([
      'taken false',
      'repeated false',
      'repeated false',
      'repeated false',
      'taken false',
      'repeated false',
      'taken false',
      'refused true',
    ]);
  });

  it('is undone without a trace but its record; people who signed elsewhere keep that', async () => {
    const other = await world.openPetition();
    const both = `both.${mark}@example.org`;
    const only = `only.${mark}@example.org`;
    await world.confirms(other, both);
    const { id } = await desk.takes(
      file(
        ['Bo', 'Both', 'FR', both, '', 'yes', ''],
        ['Oda', `Only${mark}`, 'FR', only, '', 'yes', ''],
        ['', 'Bad', 'FR', `bad.${mark}@example.org`, '', '', ''],
      ),
    );
    expect(await world.countOf(petition)).toBe(2);
    expect(await desk.undoes(id)).toMatchObject({ status: 'undone', rowsUndone: 2 });
    expect(await world.countOf(petition)).toBe(0);
    expect(await world.countOf(other)).toBe(1);
    await exact();
    expect(await placesOf(world.url, [only, `Only${mark}`, `bad.${mark}`])).toEqual([]);
    expect((await world.signatureOf(other, both)).status).toBe('confirmed');
    const again = await desk.takes(
      file(
        ['Bo', 'Both', 'FR', both, '', 'yes', ''],
        ['Oda', `Only${mark}`, 'FR', only, '', 'yes', ''],
        ['', 'Bad', 'FR', `bad.${mark}@example.org`, '', '', ''],
      ),
    );
    expect(again).toMatchObject({ rowsTaken: 2 });
    await exact();
  });

  it('keeps counter and ledger equal after any mix of rows, and after undoing it', async () => {
    const row = fc.record({
      person: fc.integer({ min: 0, max: 6 }),
      way: fc.constantFrom('mail', 'paper', 'bad'),
      country: fc.constantFrom('FR', 'DE', 'ES'),
    });
    const online = fc.array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 25 }), online, async (rows, signers) => {
        const slug = await world.openPetition();
        const own = new ImportDesk(world, slug);
        for (const person of new Set(signers)) await world.fillsIn(slug, `p${person}.${slug}@example.org`);
        const lines = rows.map(({ person, way, country }) => [
          'Given',
          `Family${person}`,
          way === 'bad' ? 'XX' : country,
          way === 'mail' ? `p${person}.${slug}@example.org` : '',
          '',
          '',
          '',
        ]);
        const done = await own.takes(file(...lines));
        const people = new Set(
          rows
            .filter(({ way }) => way !== 'bad')
            .map((one) => (one.way === 'mail' ? `m${one.person}` : `${one.person}${one.country}`)),
        );
        for (const person of signers) people.delete(`m${person}`);
        expect([done.rowsTaken, done.rowsTaken + done.rowsRepeated + done.rowsRefused]).toEqual([
          people.size,
          rows.length,
        ]);
        expect(done.findings?.fresh).toBe(done.rowsTaken);
        expect(await world.countOf(slug)).toBe(people.size);
        await exact();
        await own.undoes(done.id);
        expect(await world.countOf(slug)).toBe(0);
        await exact();
      }),
      { numRuns: 12 },
    );
  });

  it('goes on after a crash between portions, at two processes at once, and after the whole job was lost', async () => {
    const rows = Array.from({ length: 2_500 }, (_, index) => [
      'Given',
      `Family${index}`,
      'FR',
      `p${index}.${mark}@example.org`,
      '',
      '',
      '',
    ]);
    const id = await desk.upload(file(...rows));
    await desk.reads(id);
    await desk.imports.apply(petition, id, 'staff:a');
    await expect(desk.runs.finish(id, stop)).rejects.toThrow('killed');
    expect(await desk.get(id)).toMatchObject({ status: 'applying', rowsTaken: 1_000 });
    expect(await world.countOf(petition)).toBe(1_000);
    await exact();
    const beside = await world.beside();
    await Promise.all([desk.runs.finish(id), new ImportDesk(beside, petition).runs.finish(id)]);
    expect(await desk.get(id)).toMatchObject({ status: 'applied', rowsTaken: 2_500, rowsRepeated: 0 });
    expect(await world.countOf(petition)).toBe(2_500);
    await exact();
    const [numbers] = await ask<{ n: number; top: number }>(
      world.url,
      `select count(distinct number)::int as n, max(number) as top from signature where import_id = $1`,
      [id],
    );
    expect(numbers).toEqual({ n: 2_500, top: 2_500 });
    await desk.imports.undo(petition, id, 'staff:a');
    await expect(desk.runs.finish(id, stop)).rejects.toThrow('killed');
    world.clock.advance(days(1));
    await world.database.prisma.$executeRaw`delete from graphile_worker._private_jobs`;
    await world.get(Jobs).add(world.database.prisma, resumeImportsJob, {});
    await world.get(Jobs).runDue();
    expect(await desk.get(id)).toMatchObject({ status: 'undone', rowsUndone: 2_500 });
    expect(await world.countOf(petition)).toBe(0);
    await exact();
    await beside.close();
  });

  it('lets the same file in once, and again when it was undone', async () => {
    const content = file(['Ann', 'Once', 'FR', '', '', '', '']);
    const both = await Promise.allSettled([desk.upload(content), desk.upload(content)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(desk.upload(content)).rejects.toMatchObject({ code: 'import.same_file' });
    const [found] = await desk.imports.list(petition);
    await desk.undoes(found?.id ?? '');
    await expect(desk.upload(content)).resolves.toEqual(expect.any(String));
  });

  it('reports each refused row’s line, cells and problem in a file that is safe in a spreadsheet, and records the access', async () => {
    const id = await desk.upload(
      file(
        ['Ann', 'Right', 'FR', '', '', '', ''],
        ['=1+1', '', 'Atlantis', 'x', '', 'perhaps', '31.31.2027'],
        ['A\nb', 'C', 'FR', '', '', '', ''],
      ),
    );
    await desk.reads(id);
    const text = async (): Promise<string> => {
      const pieces: string[] = [];
      for await (const piece of await world.get(ImportFaults).file(petition, id, 'staff:a')) pieces.push(String(piece));
      return pieces.join('');
    };
    const before = await text();
    expect(before.split('\r\n')).toEqual([
      '\uFEFF"line","problem","Given name","Family name","Country","E-mail","Postal code","Newsletter","Signed on"',
      '"3","Given name: has no letter in it (name.no_letter); Country: is not a country code of ISO 3166-1 (country.unknown); E-mail: is not a valid email address (email.invalid); Newsletter: is neither yes nor no (choice.unknown)","\'=1+1","","Atlantis","x","","perhaps","31.31.2027"',
      '"4","Given name: contains control characters or bytes that are no text (field.characters)","A\nb","C","FR","","","",""',
      '',
    ]);
    await desk.applies(id);
    expect(await text()).toBe(before);
    const entries = await world.database.prisma.auditEntry.findMany({
      where: { details: { path: ['importId'], equals: id } },
      orderBy: { id: 'asc' },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      'import.uploaded',
      'import.errors_read',
      'import.apply_ordered',
      'import.applied',
      'import.errors_read',
    ]);
    expect(entries.at(-1)?.details).toEqual({ importId: id, rows: 2 });
  });

  it('forgets a person’s rows of files with everything else, and what nobody goes on with', async () => {
    const ada = `ada.${mark}@example.org`;
    await world.confirms(petition, ada);
    const id = await desk.upload(
      file(
        ['Ada', 'Staged', 'FR', `Ada <${ada.toUpperCase()}>`, '', '', ''],
        ['Eve', 'Else', 'FR', `x${ada}`, '', '', ''],
      ),
    );
    await world.get(DataRequestsService).erase({ email: ada, reason: 'By letter.' }, 'staff:a');
    const held = () =>
      ask<{ number: number }>(
        world.url,
        `select number from signature_import_row where import_id = $1 and cells <> '{}'`,
        [id],
      );
    expect(await held()).toEqual([{ number: 3 }]);
    world.clock.advance(days(15));
    await world.get(RetentionService).apply('cli');
    expect(await held()).toEqual([]);
    expect(await desk.get(id)).toMatchObject({ status: 'failed' });
    await expect(desk.imports.apply(petition, id, 'staff:a')).rejects.toMatchObject({ code: 'import.status' });
  });

  it('is stopped by undoing it while it is imported', async () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => ['Given', `Family${index}`, 'FR', '', '', '', '']);
    const id = await desk.upload(file(...rows));
    await desk.reads(id);
    await desk.imports.apply(petition, id, 'staff:a');
    await expect(desk.runs.finish(id, stop)).rejects.toThrow('killed');
    expect(await world.countOf(petition)).toBe(1_000);
    await desk.undoes(id);
    expect(await world.countOf(petition)).toBe(0);
    expect(await world.database.run(takeImportRows, portion.values({ import: id, now: world.clock.now() }))).toEqual([
      { n: 0 },
    ]);
    await exact();
  });

  it('knows a person on paper by what the name and the place say, whatever signs, case and blanks they are written with', async () => {
    const pairs = [
      ["Sine\u00e1d O'Brien", 'SINE\u00c1D O\u2019Brien', '111 22', '11122'],
      ['I\u015f\u0131l Y\u0131lmaz', 'I\u015eIL YILMAZ', '06100', '06100'],
      ['Jean-Luc Petit', 'Jean\u2011Luc  PETIT', 'SW1A1AA', 'sw1a 1aa'],
      ['Stra\u00dfe Wei\u00df', 'STRASSE WEISS', '', ''],
      ['\u039d\u03af\u03ba\u03bf\u03c2 X', '\u039d\u03af\u039a\u039f\u03a3 x', '', ''],
    ];
    const rows = pairs.flatMap(([one = '', two = '', a = '', b = '']) => [
      [one, 'FR', a],
      [two, 'FR', b],
    ]);
    const done = await desk.takes(csvOf([['Full name', 'Country', 'Postal code'], ...rows]));
    expect(done).toMatchObject({ rowsTaken: 5, rowsRepeated: 5, rowsRefused: 0 });
    const apart = rows.map(([name = '', , code = '']) => [
      ...name.split(' ').slice(0, 1),
      name.split(' ').slice(1).join(' '),
      'FR',
      code,
    ]);
    expect(await desk.takes(csvOf([['Given name', 'Family name', 'Country', 'Postal code'], ...apart]))).toMatchObject({
      rowsTaken: 0,
      rowsRepeated: 10,
    });
  });

  it('knows persons on paper that an earlier version imported', async () => {
    const sheet = csvOf([
      ['Given name', 'Family name', 'Country', 'Postal code'],
      ['Ann', `Early-${mark}`, 'FR', '75 001'],
    ]);
    await desk.takes(sheet);
    const earlier = world.get(Tokens).keyedHash('paper', JSON.stringify(['ann', `early-${mark}`, 'fr', '75 001']));
    const [{ supporterId }] = [await world.signatureOf(petition)];
    await ask(world.url, 'update supporter set email_key = $1 where id = $2', [earlier, supporterId]);
    expect(await desk.takes(`${sheet}\r\n`)).toMatchObject({ rowsTaken: 0, rowsRepeated: 1 });
  });

  it('asks once for the order of days, and loses nobody whose day cannot be read', async () => {
    const rows = ['04/05/2026', '28/11/2026', 'some day', '2026-12-01', ''].map((day, n) => [
      'Ann',
      '',
      'FR',
      `days${n}.${mark}@example.org`,
      '',
      '',
      day,
    ]);
    const id = await desk.upload(file(...rows));
    expect((await desk.reads(id)).findings).toEqual({
      fresh: 5,
      repeated: 0,
      refused: {},
      ambiguousDays: 1,
      undated: 1,
    });
    await expect(desk.imports.apply(petition, id, 'staff:a')).rejects.toMatchObject({ code: 'import.date_order' });
    expect((await desk.reads(id, { dateOrder: 'mdy' })).findings).toEqual({
      fresh: 5,
      repeated: 0,
      refused: {},
      undated: 1,
    });
    expect(await desk.applies(id)).toMatchObject({ rowsTaken: 5 });
    const signedAt = async (n: number) =>
      (await world.signatureOf(petition, `days${n}.${mark}@example.org`)).signedAt.toISOString().slice(0, 10);
    expect([await signedAt(0), await signedAt(1), await signedAt(3)]).toEqual([
      '2026-04-05',
      '2026-11-28',
      '2026-12-01',
    ]);
  });

  it('refuses rows with errors of the spreadsheet or broken letters, and takes the rest', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`Name,Country,E-mail\nZo\u00e9 One,FR,one.${mark}@example.org\n#N/A,FR,two.${mark}@example.org\nJos`),
      Buffer.from([0xe9]),
      Buffer.from(`,FR,three.${mark}@example.org\nSukarno,England,four.${mark}@example.org\n`),
    ]);
    const done = await desk.takes(bytes);
    expect(done).toMatchObject({ encoding: 'utf-8', reading: { encodingGuessed: true }, rowsTaken: 2, rowsRefused: 2 });
    expect(done.findings?.refused).toEqual({ 'cell.error': 1, 'field.characters': 1 });
    expect(await world.signatureOf(petition, `four.${mark}@example.org`)).toMatchObject({
      givenName: 'Sukarno',
      familyName: '',
      country: 'GB',
    });
  });

  it.each([
    'case1b.csv',
    'case3.csv',
    'case4.xlsx',
    'case4b.xlsx',
    'case8.csv',
    'case12.csv',
    'case15.csv',
    'case15b.csv',
    'case16.xlsx',
    'case18.xlsx',
    'case7.xlsx',
  ])('takes the file %s as people have it', async (name) => {
    const done = await desk.takes(readFileSync(new URL(`../support/files/${name}`, import.meta.url)));
    expect([done.rowsTaken > 0, done.findings?.refused ?? {}]).toEqual([
      true,
      name === 'case12.csv' ? { 'choice.unknown': 1 } : {},
    ]);
  });

  it('takes our own lists back as they went out, and refused rows too', async () => {
    const names = { givenName: '=Ada', familyName: "'t Hooft", comment: '-1', postalCode: '+44' };
    await world.confirms(petition, `guard.${mark}@example.org`, names);
    const out = async (slug: string, format: string): Promise<Buffer> => {
      const order = await validate(exportQuery, {
        format,
        columns: 'given_name,family_name,email,country,postal_code,comment',
      });
      const { stream } = await world.get(ExportService).start({ petitionSlug: slug, order, actor: 'cli' });
      const pieces: Buffer[] = [];
      for await (const piece of stream) pieces.push(Buffer.from(piece as Buffer));
      return Buffer.concat(pieces);
    };
    const before = await out(petition, 'csv-bom');
    expect(before.toString()).toMatch(/^\uFEFFgiven_name,[\w,]+\n'=Ada,''t Hooft,/);
    const other = await world.openPetition();
    await new ImportDesk(world, other).takes(before);
    expect(await world.signatureOf(other, `guard.${mark}@example.org`)).toMatchObject(names);
    expect((await out(other, 'csv-bom')).toString()).toBe(before.toString());
  });
});
