import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSheet } from 'read-excel-file/node';
import { AuditLog } from '../../src/access/audit.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { ExportLogService } from '../../src/lists/export-log.service.js';
import { ExportService } from '../../src/lists/export.service.js';
import { exportQuery } from '../../src/lists/export.schema.js';
import { World } from '../support/world.js';

const header =
  'signature_id,signed_at,confirmed_at,given_name,family_name,email,country,postal_code,locale,comment,show_name,consents,source';
const both = [
  { purpose: 'newsletter', wording: '1' },
  { purpose: 'signature', wording: '1' },
];

/** Rows of a CSV text as RFC 4180 has it. */
function parseCsv(text: string): Record<string, string>[] {
  const rows = [...text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)].reduce<string[][]>(
    (all, [, quoted, plain, end]) => {
      all.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
      if (end === '\n') all.push([]);
      return all;
    },
    [[]],
  );
  const [names = [], ...values] = rows.slice(0, -1);
  return values.map((row) => Object.fromEntries(row.map((value, index) => [names[index] ?? '', value])));
}

describe('exports', () => {
  let world: World;
  let petition: string;

  const start = async (query: Record<string, string> = {}, slug = petition) => {
    return world
      .get(ExportService)
      .start({ petitionSlug: slug, order: await validate(exportQuery, query), actor: 'cli' });
  };
  const read = async (query: Record<string, string> = {}, slug = petition) => buffer((await start(query, slug)).stream);
  const emails = async (query: Record<string, string>) =>
    parseCsv((await read(query)).toString()).map(({ email }) => email?.split('@')[0]);
  const entry = async (id: string) => (await world.get(ExportLogService).recent()).find((one) => one.id === id);

  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
    const other = await world.openPetition();
    await world.confirms(petition, 'ada@example.org', {
      country: 'GB',
      consents: both,
      comment: 'Two\nlines, and "quotes"',
      postalCode: '0123',
      showName: true,
    });
    world.clock.advance(86_400_000);
    await world.confirms(petition, 'olha@example.org', {
      givenName: 'Ольга',
      familyName: 'Коваль',
      country: 'UA',
      locale: 'uk',
      consents: both.slice(1),
      source: 'tv',
    });
    await world.fillsIn(petition, 'waiting@example.org', { country: 'FR' });
    await world.fillsIn(petition, 'robot@example.org', { country: 'FR' }, { honeypot: 'filled in' });
    await world.confirms(other, 'elsewhere@example.org');
  });
  afterAll(() => world.close());

  describe('as CSV', () => {
    it('have the promised header and every column of each confirmed signature', async () => {
      const text = (await read()).toString();
      expect(text.split('\n')[0]).toBe(header);
      const [ada, olha, ...more] = parseCsv(text);
      expect(more).toEqual([]);
      expect(ada).toMatchObject({
        given_name: 'Ada',
        family_name: 'Lovelace',
        email: 'ada@example.org',
        country: 'GB',
        postal_code: '0123',
      });
      expect(ada).toMatchObject({
        locale: 'en',
        comment: 'Two\nlines, and "quotes"',
        show_name: 'true',
        consents: 'newsletter:1;signature:1',
        source: '',
      });
      expect(ada).toMatchObject({ signed_at: '2027-01-15T12:00:00Z', confirmed_at: '2027-01-15T12:00:00Z' });
      expect(olha).toMatchObject({
        given_name: 'Ольга',
        locale: 'uk',
        show_name: 'false',
        consents: 'signature:1',
        source: 'tv',
      });
      expect(olha?.signature_id).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('are safe in a spreadsheet, and one apostrophe less gives every value back', async () => {
      const slug = await world.openPetition();
      const starts = ['=', '+', '-', '@', '＝', '＋', '－', '＠', `'`, `''`, `'=`, '"', ',', ' =', 'a=', '÷', '\\.'];
      const comments = starts.map((start) => `${start}SUM(1;2)|cmd'/c'!A0`);
      for (const [n, comment] of comments.entries())
        await world.fillsIn(slug, `p${n}@example.org`, { comment, givenName: `${starts[n]}X` });
      const rows = parseCsv((await read({ status: 'pending' }, slug)).toString());
      for (const row of rows)
        for (const value of Object.values(row)) expect(value).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      const restored = rows.map((row) => row.comment?.replace(/^'/, ''));
      expect(restored.sort()).toEqual(comments.map((comment) => comment.trim()).sort());
    });

    it('contain only the header when nobody matches', async () => {
      expect((await read({ country: 'AD' })).toString()).toBe(`${header}\n`);
    });
  });

  describe('select', () => {
    it('confirmed signatures unless asked otherwise; shadowed ones only by name', async () => {
      expect(await emails({})).toEqual(['ada', 'olha']);
      expect(await emails({ status: 'pending' })).toEqual(['waiting']);
      expect(await emails({ status: 'all' })).toEqual(['ada', 'olha', 'waiting']);
      expect(await emails({ status: 'shadowed' })).toEqual(['robot']);
    });

    it('by country, day and consent', async () => {
      expect(await emails({ country: 'ua' })).toEqual(['olha']);
      expect(await emails({ country: 'UA,gb', status: '' })).toEqual(['ada', 'olha']);
      expect(await emails({ since: '2027-01-16' })).toEqual(['olha']);
      expect(await emails({ since: '2027-01-15T12:00:00Z', country: '', consent: '' })).toEqual(['ada', 'olha']);
      expect(await emails({ consent: 'newsletter' })).toEqual(['ada']);
    });

    it('nobody by a withdrawn consent', async () => {
      const slug = await world.openPetition();
      await world.fillsIn(slug, 'grace@example.org', { consents: both });
      await world.confirms(slug, 'grace@example.org', { consents: both.slice(1) });
      expect((await read({ consent: 'newsletter' }, slug)).toString()).toBe(`${header}\n`);
      expect(parseCsv((await read({}, slug)).toString())).toMatchObject([{ consents: 'signature:1' }]);
    });

    it.each([
      [{ format: 'pdf' }, '/format'],
      [{ status: 'everyone' }, '/status'],
      [{ country: 'XX' }, '/country/0'],
      [{ country: `FR' or true --` }, '/country/0'],
      [{ since: 'yesterday' }, '/since'],
      [{ since: '0001-01-01' }, '/since'],
      [{ consent: `'; drop table export --` }, '/consent'],
      [{ contry: 'FR' }, '/contry'],
    ])('nothing by %j', async (query, pointer) => {
      await expect(start(query)).rejects.toMatchObject({ code: 'request.invalid', faults: [{ pointer }] });
    });
  });

  it('as NDJSON are lines of JSON with values as they are', async () => {
    const lines = (await read({ format: 'ndjson' })).toString().trimEnd().split('\n');
    const [ada] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toHaveLength(2);
    expect(Object.keys(ada ?? {}).join(',')).toBe(header);
    expect(ada).toMatchObject({
      show_name: true,
      source: null,
      consents: both,
      comment: 'Two\nlines, and "quotes"',
      signed_at: '2027-01-15T12:00:00Z',
    });
  });

  it('as XLSX contain text, never formulas', async () => {
    const slug = await world.openPetition();
    await world.fillsIn(slug, 'x@example.org', {
      givenName: '=HYPERLINK(1)',
      familyName: 'A & <B> _x0041_ 𝒳',
      postalCode: '0123',
      comment: 'Two\nlines',
    });
    const [first, second, ...more] = await readSheet(await read({ format: 'xlsx', status: 'pending' }, slug), {
      trim: false,
    });
    expect(first?.join(',')).toBe(header);
    expect(second?.slice(3, 11)).toEqual([
      '=HYPERLINK(1)',
      'A & <B> _x0041_ 𝒳',
      'x@example.org',
      'GB',
      '0123',
      'en',
      'Two\nlines',
      'false',
    ]);
    expect(more).toEqual([]);
  });

  describe('are recorded', () => {
    it('before the first byte and after the last, with filter, rows and checksum', async () => {
      const { id, stream, headers } = await start({ country: 'UA,GB' });
      expect(headers['content-disposition']).toMatch(
        /^attachment; filename="petition-[0-9a-f]+-supporters-confirmed-2027-01-16\.csv"$/,
      );
      const filter = { status: 'confirmed', country: ['GB', 'UA'] };
      // Two rows may be through before we look, so the status says nothing here.
      expect(await entry(id)).toMatchObject({ rowsExpected: 2, filter, requestedBy: 'cli', petitionSlug: petition });
      const sha256 = createHash('sha256')
        .update(await buffer(stream))
        .digest('hex');
      expect(await entry(id)).toMatchObject({ status: 'finished', rowsDone: 2, sha256 });
      const [finished, started] = (await world.get(AuditLog).list()).rows;
      expect(started).toMatchObject({
        actor: 'cli',
        action: 'export.started',
        details: { exportId: id, filter, format: 'csv' },
      });
      expect(finished).toMatchObject({
        actor: 'cli',
        action: 'export.finished',
        details: { exportId: id, filter, rows: 2, sha256 },
      });
    });

    it('not at all when there is no such petition', async () => {
      const before = await world.database.prisma.export.count();
      await expect(start({}, 'no-such-petition')).rejects.toMatchObject({ code: 'petition.not_found' });
      expect(await world.database.prisma.export.count()).toBe(before);
    });
  });
});
