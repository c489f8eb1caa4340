import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { encodePicture } from './encode-picture.js';

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 30, b: 30 } }, limitInputPixels: false });

/** A PNG file that claims a size and has no more than a row of pixels. */
function bomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(10_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}

describe('a picture that is uploaded', () => {
  it('is encoded again, upright, in two sizes, without what a camera writes into it', async () => {
    const photograph = await plain(3000, 2000)
      .withMetadata({ orientation: 6 })
      .withExif({ IFD0: { Copyright: 'Secret Somebody' }, IFD3: { GPSLatitude: '49/1 12/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect(photograph.includes('Secret Somebody')).toBe(true);
    const { width, height, large, small } = await encodePicture(photograph);
    expect([width, height]).toEqual([1600, 2400]);
    expect(await sharp(large).metadata()).toMatchObject({ format: 'webp', width, height });
    expect(await sharp(small).metadata()).toMatchObject({ format: 'webp', width: 640 });
    for (const bytes of [large, small]) {
      expect(bytes.includes('Secret Somebody')).toBe(false);
      expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    }
  });

  it.each(['png', 'webp', 'jpeg'] as const)('may be %s, and a small one is not made larger', async (format) => {
    const picture = await plain(50, 40)[format]().toBuffer();
    expect(await encodePicture(picture)).toMatchObject({ width: 50, height: 40 });
  });

  it.each([
    [1200, 3000, [1200, 3000], [640, 1600]],
    [1080, 12_000, [288, 3200], [288, 3200]],
    [700, 19_000, [118, 3200], [118, 3200]],
    [1, 20_000, [1, 3200], [1, 3200]],
    [19_000, 700, [1600, 59], [640, 24]],
  ])('may be as narrow as %i × %i: it is scaled, whatever its proportions', async (width, height, whole, little) => {
    const tall = await encodePicture(await plain(width, height).png().toBuffer());
    expect([tall.width, tall.height]).toEqual(whole);
    const small = await sharp(tall.small).metadata();
    expect([small.width, small.height]).toEqual(little);
  });

  it('keeps what is transparent', async () => {
    const logo = await sharp({ create: { width: 9, height: 9, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    expect((await sharp((await encodePicture(logo)).large).metadata()).hasAlpha).toBe(true);
  });

  const animated = async (format: 'gif' | 'webp') => {
    const frames = [await plain(9, 9).png().toBuffer(), await plain(9, 9).negate().png().toBuffer()];
    return sharp(frames, { join: { animated: true } })
      .toFormat(format)
      .toBuffer();
  };

  it.each([
    ['no bytes', () => Buffer.alloc(0), 'picture.missing'],
    ['a text', () => Buffer.from('hello'), 'picture.unreadable'],
    ['a program', () => Buffer.from('\x7fELF'), 'picture.unreadable'],
    [
      'a JPEG that is cut off',
      async () => (await plain(900, 900).jpeg().toBuffer()).subarray(0, 400),
      'picture.unreadable',
    ],
    [
      'rubbish after a true beginning',
      () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), randomBytes(500)]),
      'picture.unreadable',
    ],
    ['a drawing', () => Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'picture.svg'],
    ['a moving GIF', () => animated('gif'), 'picture.animated'],
    ['a moving WebP', () => animated('webp'), 'picture.animated'],
    ['20,001 pixels a side', () => bomb(20_001, 10), 'picture.dimensions'],
    ['a bomb: few bytes, very many pixels', () => bomb(19_999, 19_999), 'picture.pixels'],
    ['a lie about its size', () => bomb(5_000, 5_000), 'picture.unreadable'],
    ['9 MB', () => Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(9 * 1024 * 1024)]), 'picture.too_large'],
  ])('is refused as %s', async (_, make, code) => {
    await expect(encodePicture(await make())).rejects.toMatchObject({ code, faults: [{ pointer: '/file', code }] });
  });
});
