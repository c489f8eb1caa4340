import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** What setting text needs to know of a font: how far each sign moves the pen, in thousandths of the font size. */
export interface Font {
  file: string;
  advance: (codePoint: number) => number;
}

/**
 * Reads the widths out of a TrueType file: the tables `head` (units of the em), `hhea` and `hmtx` (advances by glyph) and
 * `cmap`, format 4 (glyph by sign, basic plane). A sign the font does not have is as wide as its box for missing signs.
 */
export function readFont(name: string): Font {
  const file = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
  const data = readFileSync(file);
  const tables = new Map(
    Array.from({ length: data.readUInt16BE(4) }, (_, i): [string, number] => {
      const entry = 12 + 16 * i;
      return [data.toString('latin1', entry, entry + 4), data.readUInt32BE(entry + 8)];
    }),
  );
  const table = (tag: string): number => {
    const at = tables.get(tag);
    if (at === undefined) throw new Error(`${name} has no table ${tag}`);
    return at;
  };
  const em = data.readUInt16BE(table('head') + 18);
  const metrics = data.readUInt16BE(table('hhea') + 34);
  const hmtx = table('hmtx');
  const glyphs = glyphsOf(data, table('cmap'));
  return {
    file,
    advance: (codePoint) => (data.readUInt16BE(hmtx + 4 * Math.min(glyphs.get(codePoint) ?? 0, metrics - 1)) * 1000) / em,
  };
}

/** Sign → glyph, from the subtable for Unicode's basic plane. */
function glyphsOf(data: Buffer, cmap: number): ReadonlyMap<number, number> {
  const count = data.readUInt16BE(cmap + 2);
  const subtables = Array.from({ length: count }, (_, i) => cmap + data.readUInt32BE(cmap + 8 + 8 * i));
  const start = subtables.find((at) => data.readUInt16BE(at) === 4);
  const glyphs = new Map<number, number>();
  if (start === undefined) return glyphs;
  const size = data.readUInt16BE(start + 6);
  const [ends, starts] = [start + 14, start + 16 + size];
  for (let i = 0; i < size; i += 2) {
    const [first, last] = [data.readUInt16BE(starts + i), data.readUInt16BE(ends + i)];
    const [delta, offset] = [data.readUInt16BE(starts + size + i), data.readUInt16BE(starts + 2 * size + i)];
    for (let sign = first; sign <= last && sign < 0xffff; sign++) {
      const glyph = offset === 0 ? sign : data.readUInt16BE(starts + 2 * size + i + offset + 2 * (sign - first));
      if (glyph !== 0) glyphs.set(sign, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}
