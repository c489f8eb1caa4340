import { linesIn, mostBytes, mostRows, withinLimit } from './addresses-in.js';

async function* pieces(piece: string, times: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(piece);
  for (let n = 0; n < times; n++) yield Promise.resolve(bytes);
}
async function countOf(source: AsyncIterable<Buffer>): Promise<number> {
  let rows = 0;
  for await (const lines of linesIn(source)) rows += lines.length;
  return rows;
}
const thousand = 'a@example.org\n'.repeat(1_000);
const megabyte = '\n'.repeat(1024 * 1024);

describe('a file of people to leave out', () => {
  it('may have a million rows, and not one more', async () => {
    expect(await countOf(pieces(thousand, mostRows / 1_000))).toBe(mostRows);
    async function* oneMore(): AsyncGenerator<Buffer> {
      yield* pieces(thousand, mostRows / 1_000);
      yield Promise.resolve(Buffer.from('b@example.org'));
    }
    await expect(countOf(oneMore())).rejects.toMatchObject({
      code: 'update.exclusion_file',
      message: 'This file cannot be used: it has more than 1,000,000 rows.',
    });
  });

  it('may be as large as the limit, and not one piece larger', async () => {
    const received = async (times: number): Promise<number> => {
      let bytes = 0;
      for await (const chunk of withinLimit(pieces(megabyte, times))) bytes += chunk.length;
      return bytes;
    };
    const most = mostBytes / megabyte.length;
    expect(await received(most)).toBe(mostBytes);
    await expect(received(most + 1)).rejects.toMatchObject({
      code: 'update.exclusion_file',
      message: 'This file cannot be used: it is larger than 50 MB.',
    });
  });
});
