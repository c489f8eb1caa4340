import { binaryArray } from './binary-array.js';

describe('binaryArray', () => {
  it('writes elements with their lengths, as PostgreSQL receives them', () => {
    const ints = [1, 0, 17, 2, 1, 3];
    const expected = Buffer.concat([
      ...ints.map((n) => Buffer.from([0, 0, 0, n])),
      Buffer.from([1, 2, 3]),
      Buffer.from([0, 0, 0, 0]),
    ]);
    expect(binaryArray('bytea', [Buffer.from([1, 2, 3]), Buffer.alloc(0)])).toEqual(expected);
  });

  it('writes an empty array without dimensions', () => {
    expect(binaryArray('text', [])).toEqual(Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25]));
  });

  it('writes a UUID as its 16 bytes, and a text as UTF-8', () => {
    const [id] = ['00112233-4455-6677-8899-aabbccddeeff'];
    expect(binaryArray('uuid', [id]).subarray(-16).toString('hex')).toBe('00112233445566778899aabbccddeeff');
    expect(binaryArray('text', ['é']).subarray(-2)).toEqual(Buffer.from('é'));
  });
});
