import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { crc32, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { rowXml, workbookOf, xmlText } from './export-workbook.js';

/** The entries of an archive as its table of contents describes them. */
function entriesOf(zip: Buffer): Map<string, string> {
  const entries = new Map<string, string>();
  const end = zip.length - 22;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [crc, packed, size, nameLength, offset] = [16, 20, 24, 28, 42].map((field) =>
      field === 28 ? zip.readUInt16LE(at + 28) : zip.readUInt32LE(at + field),
    );
    const name = zip.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    const start = (offset ?? 0) + 30 + (nameLength ?? 0);
    const content = inflateRawSync(zip.subarray(start, start + (packed ?? 0)));
    expect([content.length, crc32(content)]).toEqual([size, crc]);
    entries.set(name, content.toString());
    at += 46 + (nameLength ?? 0);
  }
  expect(at).toBe(end);
  return entries;
}

const workbook = async (lines: string[], bytesAtOnce = 7) => {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const chunks = Array.from({ length: Math.ceil(bytes.length / bytesAtOnce) }, (_, n) =>
    bytes.subarray(n * bytesAtOnce, (n + 1) * bytesAtOnce),
  );
  return entriesOf(await buffer(Readable.from(workbookOf(Readable.from(chunks), ['name', 'note']))));
};

describe('a workbook', () => {
  it('is an archive of the parts a spreadsheet looks for', async () => {
    const parts = await workbook([JSON.stringify({ name: 'Ольга', note: null })]);
    expect([...parts.keys()]).toEqual([
      'xl/worksheets/sheet1.xml',
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
    ]);
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain(
      `${rowXml(1, ['name', 'note'])}${rowXml(2, ['Ольга', null])}</sheetData>`,
    );
  });

  it('has its header when there are no rows', async () => {
    expect((await workbook([])).get('xl/worksheets/sheet1.xml')).toContain(
      `${rowXml(1, ['name', 'note'])}</sheetData>`,
    );
  });

  it('breaks off when its source does', async () => {
    const source = Readable.from(
      (function* () {
        yield Buffer.from('{"name":"a"}\n{"na');
        throw new Error('gone');
      })(),
    );
    await expect(buffer(Readable.from(workbookOf(source, ['name'])))).rejects.toThrow('gone');
  });
});

describe('the text of a cell', () => {
  it('is written as text, whatever it looks like', () => {
    expect(rowXml(3, ['=1+1'])).toBe(
      '<row r="3"><c r="A3" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c></row>',
    );
  });

  it('contains only characters allowed in XML, for any text', () => {
    const units = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
      .map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(units, (text) => {
        const written = xmlText(text);
        expect(Buffer.from(written).toString()).toBe(written);
        // eslint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(written).not.toMatch(/[<>\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|&(?!amp;|lt;|gt;)/);
      }),
    );
  });

  it('is not taken for an escape', () => {
    expect(xmlText('_x0041_ _x41_ a_x00e9_')).toBe('_x005F_x0041_ _x41_ a_x005F_x00e9_');
  });
});
