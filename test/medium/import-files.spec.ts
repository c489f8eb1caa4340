import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spool } from '../../src/platform/tables/spooled-file.js';
import { readTable } from '../../src/platform/tables/table.js';
import { csvOf, piecesOf, workbookOf } from '../support/import-files.js';
import { zipOf } from '../support/zip.js';

describe('a file of an import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const read = async (content: string | Buffer, size?: number) => {
    const file = await spool(piecesOf(content, size), folder);
    try {
      const { format, encoding, columns, rows } = await readTable(file);
      const all: { number: number; cells: string[] }[] = [];
      for await (const row of rows) all.push(row);
      return { format, encoding, columns, rows: all };
    } finally {
      await file.close();
    }
  };
  const codeOf = (content: string | Buffer): Promise<string> =>
    read(content).then(
      () => 'was read',
      (error: { code?: string; message: string }) => error.code ?? error.message,
    );
  afterEach(() => expect(readdirSync(folder)).toEqual([]));

  const text = 'Prénom;Nom;Pays\r\nZoé;Łęcka €;FR\r\n';
  const utf16be = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  it.each<[string, Buffer, string, string]>([
    ['UTF-8', Buffer.from(text), 'utf-8', 'Łęcka €'],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`), 'utf-8', 'Łęcka €'],
    ['UTF-16 LE', Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le', 'Łęcka €'],
    ['UTF-16 BE', utf16be, 'utf-16be', 'Łęcka €'],
    [
      'Windows-1252',
      Buffer.concat([
        Buffer.from('Prénom;Nom;Pays\r\nZoé;Lecka ', 'latin1'),
        Buffer.from([0x80]),
        Buffer.from(';FR\r\n'),
      ]),
      'windows-1252',
      'Lecka €',
    ],
  ])('is read in %s, however it is cut on its way', async (_, bytes, encoding, name) => {
    for (const size of [1, 3, 100_000]) {
      const table = await read(bytes, size);
      expect(table).toEqual({
        format: 'csv',
        encoding,
        columns: ['Prénom', 'Nom', 'Pays'],
        rows: [{ number: 2, cells: ['Zoé', name, 'FR'] }],
      });
    }
  });

  it.each([',', ';', '\t'])(
    'may divide its cells by %j, with quotation marks and line ends inside',
    async (delimiter) => {
      const table = await read(
        `${csvOf(
          [
            ['a', 'b;,\tc'],
            ['x "y"', 'one\r\ntwo'],
            ['', ''],
          ],
          delimiter,
        )}\r\n\r\n${csvOf([['1', '2']], delimiter)}`,
      );
      expect(table.columns).toEqual(['a', 'b;, c']);
      expect(table.rows).toEqual([
        { number: 2, cells: ['x "y"', 'one\r\ntwo'] },
        { number: 6, cells: ['1', '2'] },
      ]);
    },
  );

  it('keeps what is too wide, too narrow or too long as it is, for its row to be refused', async () => {
    const { rows } = await read(`a,b\n1\n1,2,3\n1,2,,\n${'x'.repeat(3_000)},2\n`);
    expect(rows.map(({ cells }) => cells.length)).toEqual([2, 3, 2, 2]);
    expect(rows[3]?.cells[0]).toHaveLength(2_001);
  });

  it('may be a workbook with texts, numbers, yes and no, days and gaps', async () => {
    const day = new Date(Date.UTC(2027, 0, 3));
    const table = await read(
      await workbookOf([
        ['Given', 'Family', 'Postal', 'Public', 'Signed'],
        ['Zoé', 'Łęcka', 75001, true, day],
        [],
        ['A', '', 1.5, false, ''],
      ]),
    );
    expect(table).toMatchObject({ format: 'xlsx', columns: ['Given', 'Family', 'Postal', 'Public', 'Signed'] });
    expect(table.rows).toEqual([
      { number: 2, cells: ['Zoé', 'Łęcka', '75001', 'true', '2027-01-03'] },
      { number: 4, cells: ['A', '', '1.5', 'false', ''] },
    ]);
  });

  const types = '<Types/>';
  const workbook = '<workbook xmlns:r="r"><sheets><sheet name="L" sheetId="1" r:id="r1"/></sheets></workbook>';
  const relations = '<Relationships><Relationship Id="r1" Target="worksheets/odd.xml"/></Relationships>';
  const sheetOf = (sheet: string | Buffer, more: Record<string, string | Buffer> = {}) =>
    zipOf({
      '[Content_Types].xml': types,
      'xl/workbook.xml': workbook,
      'xl/_rels/workbook.xml.rels': relations,
      'xl/worksheets/odd.xml': sheet,
      ...more,
    });
  const inline = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const head = `<row r="1">${inline('A1', 'a')}${inline('B1', 'b')}</row>`;

  it('may have its texts in the sheet, and its sheet under any name', async () => {
    const { rows } = await read(
      sheetOf(
        `<x:worksheet xmlns:x="x"><x:sheetData>${head}<row>${inline('B2', '&lt;&#233;')}</row></x:sheetData></x:worksheet>`,
      ),
    );
    expect(rows).toEqual([{ number: 2, cells: ['', '<é'] }]);
  });

  it.each([
    ['sep=;\r\na;b\r\n1;2\r\n', 3],
    ['"sep=|"\na|b\n1|2\n', 3],
    ['a,b\r\n1,2\n', 2],
    ['a,b\r1,2\n', 2],
    ['a|b\n1|2\n', 2],
    ['a^b\n1^2\n', 2],
    ['a;b\n"1";2\n3,5;4\n', 2],
    ['A list\n\na,b\n1,2\n', 4],
    ['a,,b,\n1,,2,\n', 2],
  ])('is read whatever parts its cells and ends its lines: %j', async (content, number) => {
    const { columns, rows } = await read(content);
    expect([columns, rows[0]]).toEqual([['a', 'b'], { number, cells: ['1', '2'] }]);
  });

  const sheetWith = (cells: string, more: Record<string, string | Buffer> = {}) =>
    read(sheetOf(`<worksheet><sheetData>${head}<row r="2">${cells}</row></sheetData></worksheet>`, more)).then(
      ({ rows }) => rows[0]?.cells,
    );

  it('is read as a workbook shows it: errors, signs in codes, zeros in front, texts without their readings', async () => {
    expect(await sheetWith('<c r="A2" t="e"><v>#N/A</v></c><c r="B2" t="e"><v>odd</v></c>')).toEqual(['#N/A', '#N/A']);
    expect(await sheetWith(inline('A2', 'Ann_x000D_ _x005F_x0041_') + inline('B2', '_xD83D__xDE00_'))).toEqual([
      'Ann\r _x0041_',
      '\u{1F600}',
    ]);
    const furigana =
      '<c r="A2" t="inlineStr"><is><r><t>\u5c71\u7530</t></r><rPh sb="0" eb="2"><t>\u30e4\u30de\u30c0</t></rPh><phoneticPr/></is></c>';
    expect(await sheetWith(furigana)).toEqual(['\u5c71\u7530', '']);
    const formats = ['00000', '000 00', '00000-0000', '0', '"SE-"000', '[$-407]00000', 'dd/mm/yyyy', '0.00'];
    const styles = `<styleSheet><numFmts>${formats.map((code, index) => `<numFmt numFmtId="${170 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${formats.map((_, index) => `<xf numFmtId="${170 + index}"/>`).join('')}</cellXfs></styleSheet>`;
    const shown = await Promise.all(
      formats.map((_, index) => sheetWith(`<c r="A2" s="${index}"><v>2134</v></c>`, { 'xl/styles.xml': styles })),
    );
    expect(shown.map((cells) => cells?.[0])).toEqual([
      '02134',
      '021 34',
      '00000-2134',
      '2134',
      'SE-2134',
      '02134',
      '1905-11-03',
      '2134',
    ]);
  });

  const sheets = (...list: [name: string, state: string, content: string][]) =>
    zipOf({
      '_rels/.rels':
        '<Relationships><Relationship Id="r" Type="x/officeDocument" Target="/Book/Main.xml"/></Relationships>',
      'book/main.xml': `<workbook xmlns:r="r"><sheets>${list.map(([name, state], n) => `<sheet name="${name}" sheetId="${n}" state="${state}" r:id="r${n}"/>`).join('')}</sheets></workbook>`,
      'Book/_rels/MAIN.xml.rels': `<Relationships>${list.map((_, n) => `<Relationship Id="r${n}" Type="x/worksheet" Target="Sheets/S${n}.xml"/>`).join('')}</Relationships>`,
      ...Object.fromEntries(
        list.map(([, , content], n) => [
          `book\\sheets/s${n}.XML`,
          Buffer.from(`\uFEFF<worksheet><sheetData>${content}</sheetData></worksheet>`, 'utf16le'),
        ]),
      ),
    });
  const table = (name: string, hidden = '') =>
    `${head}<row r="2"${hidden}>${inline('A2', name)}${inline('B2', 'x')}</row>`;

  it('is read from the sheet people see, wherever its parts are and in UTF-16 too', async () => {
    const book = sheets(
      ['Codes', 'hidden', table('hidden')],
      ['Cover', '', `<row r="1">${inline('A1', 'A list')}</row>`],
      ['List', '', table('seen', ' hidden="1"')],
      ['More', 'visible', table('more')],
    );
    const file = async (choice?: { sheet: string }) => {
      const spooled = await spool(piecesOf(book), folder);
      try {
        const { reading, rows } = await readTable(spooled, choice);
        const all: string[] = [];
        for await (const { cells } of rows) all.push(cells[0] ?? '');
        return [all, reading];
      } finally {
        await spooled.close();
      }
    };
    expect(await file()).toEqual([['seen'], { sheet: 'List', otherSheets: ['Codes', 'Cover', 'More'], hiddenRows: 1 }]);
    expect(await file({ sheet: ' more ' })).toEqual([
      ['more'],
      { sheet: 'More', otherSheets: ['Codes', 'Cover', 'List'] },
    ]);
    expect(await file({ sheet: 'codes' })).toEqual([
      ['hidden'],
      { sheet: 'Codes', otherSheets: ['Cover', 'List', 'More'], sheetHidden: true },
    ]);
    await expect(file({ sheet: 'None' })).rejects.toMatchObject({
      code: 'import.sheet_unknown',
      message: expect.stringContaining('Cover') as string,
    });
    await expect(file({ sheet: 'Cover' })).rejects.toMatchObject({
      message: expect.stringContaining('"Cover"') as string,
    });
  });

  const many = (n: number) => Array.from({ length: n }, (_, index) => `c${index}`).join(',');
  it.each<[string, string, () => Promise<string | Buffer> | string | Buffer]>([
    ['nothing', 'import.not_a_table', () => ''],
    ['one column', 'import.not_a_table', () => 'name\nAda\n'],
    ['a page', 'import.not_a_table', () => '<!doctype html>\n<table>a,b</table>'],
    [
      'an old workbook, or one with a password',
      'import.not_a_table',
      () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
    ],
    ['a picture', 'import.not_a_table', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13])],
    ['text in UTF-16 that does not say so', 'import.not_a_table', () => Buffer.from(text, 'utf16le')],
    ['an archive that is no workbook', 'import.not_a_table', () => zipOf({ 'a.txt': 'a' })],
    [
      'a workbook that was cut',
      'import.not_a_table',
      () => sheetOf(`<worksheet><sheetData>${head}</sheetData></worksheet>`).subarray(0, 300),
    ],
    ['a sheet that is cut', 'import.not_a_table', () => sheetOf(`<worksheet><sheetData>${head}<row>`)],
    ['no rows', 'import.no_rows', () => 'a,b\n\n , \n'],
    ['10 000 columns', 'import.too_many_columns', () => `${many(10_000)}\n1,2\n`],
    ['10 000 columns in a workbook', 'import.too_many_columns', () => workbookOf([many(10_000).split(',')])],
    ['a header that stands twice', 'import.header_duplicate', () => 'Name,Mail,name\n1,2,3\n'],
    ['a header that is empty', 'import.header_duplicate', () => 'Name,,Mail\n1,2,3\n'],
    ['a quotation mark that is never closed', 'import.row_unreadable', () => 'a,b\n1,2\n"3,4\n5,6\n'],
    [
      'a document type',
      'import.unsafe_xml',
      () => sheetOf(`<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData>${head}</sheetData></worksheet>`),
    ],
    [
      'an entity',
      'import.unsafe_xml',
      () => sheetOf(`<worksheet><sheetData>${head}<row>${inline('A2', '&a;')}</row></sheetData></worksheet>`),
    ],
    [
      'an entity among the texts',
      'import.unsafe_xml',
      () => sheetOf('<worksheet/>', { 'xl/sharedStrings.xml': '<!DOCTYPE x><sst/>' }),
    ],
    ['endless nesting', 'import.unsafe_xml', () => sheetOf('<a>'.repeat(10_000))],
    [
      'a bomb',
      'import.archive_bomb',
      () =>
        sheetOf(Buffer.concat([Buffer.from(`<worksheet><sheetData>${head}`), Buffer.alloc(310 * 1024 * 1024, ' ')])),
    ],
    [
      'a bomb of texts',
      'import.archive_bomb',
      () =>
        sheetOf('<worksheet/>', {
          'xl/sharedStrings.xml': `<sst>${`<si><t>${'x'.repeat(2_000)}</t></si>`.repeat(40_000)}</sst>`,
        }),
    ],
    [
      'thousands of parts',
      'import.archive_bomb',
      () => zipOf(Object.fromEntries(Array.from({ length: 1_100 }, (_, index) => [`p${index}`, '']))),
    ],
  ])('with %s is refused as %s', async (_, code, content) => {
    const bytes = await content();
    const before = process.memoryUsage().rss;
    expect(await codeOf(bytes)).toBe(code);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
  });

  it('of 500 001 rows, or of 51 MB, is refused as soon as that is known', async () => {
    expect(await codeOf(`a,b\n${'1,2\n'.repeat(500_001)}`)).toBe('import.too_many_rows');
    let sent = 0;
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (; ; sent++) yield Promise.resolve(Buffer.alloc(1024 * 1024, 'x'));
    };
    await expect(spool(endless(), folder)).rejects.toMatchObject({ code: 'import.too_large', httpStatus: 413 });
    expect(sent).toBe(50);
  });

  it('quotes nothing of itself in what it is refused with', async () => {
    const refusal = await read('Ada Lovelace,Ada Lovelace\n1,2\n').catch((error: Error) => error.message);
    expect(refusal).toMatch(/column 2\.$/);
    expect(refusal).not.toContain('Ada');
  });

  it('is inflated by its content, not by what its headers say', async () => {
    const lie = zipOf(
      {
        'xl/workbook.xml': workbook,
        'xl/worksheets/sheet1.xml': Buffer.from(
          `<worksheet>${' '.repeat(400)}<sheetData>${head}<row>${inline('A2', 'x')}</row></sheetData></worksheet>`,
        ),
      },
      { saysBytes: 3 },
    );
    expect((await read(lie)).rows).toEqual([{ number: 2, cells: ['x', ''] }]);
  });
});
