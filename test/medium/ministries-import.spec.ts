import { ChannelsService } from '../../src/ministries/channels.service.js';
import { MinistriesImportService } from '../../src/ministries/ministries-import.service.js';
import { MinistriesService } from '../../src/ministries/ministries.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { workbookOf } from '../support/import-files.js';
import { ask, ownChecksums } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('ministries:import', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
    await world.get(TreatiesReference).load();
  });
  afterAll(() => world.close());

  const order = { source: 'A list of 1 January 2027', actor: 'cli', dryRun: false, skipBad: false };
  const run = (lines: string[], options: Partial<typeof order> = {}, on = world) =>
    on.get(MinistriesImportService).run({ ...order, text: `${lines.join('\n')}\n`, ...options });
  const head = 'iso,kind,address,confidence';
  const whole = [
    'iso,kind,address,note,source,confidence,website,ministry_note,holder_name,holder_gender,holder_title,holder_from',
    'NO,email,post@mfa-no.example,General,,high,,,,,,',
    'no,post,"1 Street\nOslo",,The post office,medium,https://mfa-no.example/,Moved in 2026,Ada Example,female,Minister,2026-01-01',
  ];

  it('enters addresses, facts and office holders; the addresses wait for another person', async () => {
    expect(await run(whole)).toEqual({
      rows: 2,
      channels: 2,
      facts: 2,
      holders: 1,
      repeated: 0,
      faults: [],
      written: true,
    });
    const { channels, facts, holders } = await world.get(MinistriesService).get('NO');
    expect(
      channels.map(({ address, source, verifiedBy, enteredBy }) => [address, source, verifiedBy, enteredBy]),
    ).toEqual([
      ['1 Street\nOslo', 'The post office', null, 'cli'],
      ['post@mfa-no.example', order.source, null, 'cli'],
    ]);
    expect(facts.note).toMatchObject({ value: 'Moved in 2026', source: 'The post office', confidence: 'medium' });
    expect(holders).toHaveLength(1);
    await expect(world.get(ChannelsService).verify('NO', channels[0]?.id ?? '', 'cli')).rejects.toMatchObject({
      code: 'channel.same_person',
    });
  });

  it('recognises what is recorded already, also within one file', async () => {
    expect(await run(whole)).toMatchObject({ channels: 0, facts: 0, holders: 0, repeated: 5, written: true });
    expect(await run([head, 'SE,email,post@mfa-se.example,high', 'SE,email,POST@mfa-se.example,low'])).toMatchObject({
      channels: 1,
      repeated: 1,
    });
  });

  it('keeps nothing of a dry run', async () => {
    const before = await ownChecksums(world.url);
    expect(await run([head, 'FI,email,post@mfa-fi.example,high'], { dryRun: true })).toMatchObject({
      channels: 1,
      written: false,
    });
    expect(await ownChecksums(world.url)).toEqual(before);
  });

  const bad = [
    'iso,kind,address,confidence,website,holder_name,holder_gender,holder_title,holder_from,holder_checked_on',
    'DK,email,post@mfa-dk.example,high,,,,,,',
    'QQ,email,post@mfa-qq.example,high,,,,,,',
    'DK,fax,12345678,high,,,,,,',
    'DK,email,nobody,high,,,,,,',
    'DK,email,other@mfa-dk.example,sure,ftp://x,,,,,',
    'DK,,,,,,,,,',
    'DK,,,high,,Ada Example,female,Minister,2026-01-01,2199-12-31',
    'NO,,,high,,Eva Example,female,Minister,2026-06-01,',
  ];
  const faults = [
    [3, 'iso', 'state.unknown'],
    [4, 'kind', 'field.invalid'],
    [5, 'address', 'email.invalid'],
    [6, 'confidence', 'field.invalid'],
    [6, 'website', 'url.invalid'],
    [7, 'address', 'row.empty'],
    [8, 'holder_checked_on', 'day.in_future'],
    [9, 'holder_from', 'holder.overlap'],
  ];

  it('names line, column and code of everything that is wrong, and then writes nothing', async () => {
    const before = await ownChecksums(world.url);
    const report = await run(bad);
    expect(report.faults.map(({ line, column, code }) => [line, column, code]).sort()).toEqual(faults);
    expect(report.written).toBe(false);
    expect(JSON.stringify(report)).not.toMatch(/nobody|12345678|Ada|ftp/);
    expect(await ownChecksums(world.url)).toEqual(before);
  });

  it('enters the good rows alone only when that is asked for', async () => {
    expect(await run(bad, { skipBad: true })).toMatchObject({ channels: 1, holders: 0, written: true });
  });

  it('accepts no example address where a mail server is configured', async () => {
    const real = await world.beside({ SMTP_URL: 'smtp://mail.example.org:587', MAIL_FROM: 'campaign@example.org' });
    const report = await run([head, 'EE,email,post@mfa-ee.example,high'], {}, real);
    await real.close();
    expect(report).toMatchObject({
      written: false,
      faults: [{ line: 2, column: 'address', code: 'channel.example_address' }],
    });
  });

  it.each([
    [[''], 'ministries.import_empty'],
    [[head], 'ministries.import_empty'],
    [['state,address', 'NO,x'], 'ministries.import_columns'],
    [[`${head},phone`, 'NO,email,a@b.example,high,1'], 'ministries.import_columns'],
    [[head, 'NO,email'], 'ministries.import_unreadable'],
    [[head, ...Array.from({ length: 2001 }, () => 'NO,email,a@b.example,high')], 'ministries.import_too_large'],
  ])('refuses a file that is no such list: %#', async (lines, code) => {
    await expect(run(lines)).rejects.toMatchObject({ code });
  });

  const minister =
    'ISO;Kind;Address;;Confidence;Holder_name;Holder_gender;Holder_title;Holder_from;;\r\nFR;email;cabinet@mfa-fr.example;;high;H\u00e9l\u00e8ne Lef\u00e8vre;female;Ministre;2026-01-01;;\r\n';
  it.each([
    ['semicolons, empty columns, capitals', Buffer.from(minister), undefined],
    ['sep=;', Buffer.from(`sep=;\r\n${minister}`), undefined],
    ['Windows-1252', Buffer.from(minister, 'latin1'), { encoding: 'windows-1252', encodingGuessed: true }],
    ['UTF-16', Buffer.from(`\uFEFF${minister}`, 'utf16le'), undefined],
    [
      'a workbook',
      workbookOf(
        minister
          .trim()
          .split('\r\n')
          .map((line) => line.split(';')),
      ),
      undefined,
    ],
  ])('is read as people have it: %s', async (_, content, reading) => {
    const report = await world.get(MinistriesImportService).run({ ...order, dryRun: true, text: await content });
    expect(report).toMatchObject({ rows: 1, channels: 1, holders: 1, faults: [] });
    expect(report.reading).toEqual(reading);
  });

  it('leaves no address and no name in the audit log', async () => {
    const rows = await ask<{ action: string }>(
      world.url,
      `select action, details from audit_entry where action like 'ministry.%'`,
    );
    expect(rows.filter(({ action }) => action === 'ministry.imported').length).toBeGreaterThan(2);
    expect(JSON.stringify(rows)).not.toMatch(/@|Ada|Street/);
  });
});
