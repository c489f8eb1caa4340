import type Sharp from 'sharp';
import { PictureRefused } from './pictures.errors.js';
import { pictureLimits, pictureSizes } from './pictures.limits.js';

export interface EncodedPicture {
  width: number;
  height: number;
  large: Buffer;
  small: Buffer;
}

const seconds = 20;
let loading: Promise<typeof Sharp> | undefined;

/** Loaded at the first picture. It reads three formats and nothing else, whatever the bytes claim to be. */
const sharp = (): Promise<typeof Sharp> => (loading ??= load());

async function load(): Promise<typeof Sharp> {
  const { default: library } = await import('sharp');
  library.block({ operation: ['VipsForeignLoad'] });
  library.unblock({
    operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
  });
  library.cache(false);
  library.concurrency(1);
  return library;
}

const startsWith = (bytes: Buffer, hex: string): boolean =>
  bytes.subarray(0, hex.length / 2).equals(Buffer.from(hex, 'hex'));

/** What the bytes begin as. */
function formatOf(bytes: Buffer): 'jpeg' | 'png' | 'webp' | 'gif' | 'svg' | null {
  if (startsWith(bytes, 'ffd8ff')) return 'jpeg';
  if (startsWith(bytes, '89504e470d0a1a0a')) return 'png';
  if (startsWith(bytes, '52494646') && bytes.subarray(8, 12).toString('latin1') === 'WEBP') return 'webp';
  if (startsWith(bytes, '47494638')) return 'gif';
  return /<svg[\s>/]/i.test(bytes.subarray(0, 4096).toString('latin1')) ? 'svg' : null;
}

/** PNG files that move say so before their first pixels. */
const isAnimatedPng = (bytes: Buffer): boolean => {
  const control = bytes.indexOf('acTL', 0, 'latin1');
  return control >= 0 && control < bytes.indexOf('IDAT', 0, 'latin1');
};

/** Decodes a picture and encodes it again in two sizes, upright and without metadata. @throws PictureRefused */
export async function encodePicture(bytes: Buffer): Promise<EncodedPicture> {
  if (bytes.length === 0) throw new PictureRefused('picture.missing');
  if (bytes.length > pictureLimits.bytes) throw new PictureRefused('picture.too_large');
  const format = formatOf(bytes);
  if (format === 'svg') throw new PictureRefused('picture.svg');
  if (format === 'gif' || (format === 'png' && isAnimatedPng(bytes))) throw new PictureRefused('picture.animated');
  if (format === null) throw new PictureRefused('picture.unreadable');
  const read = await sharp();
  // The header alone: nothing is decoded before we know how much it would be.
  const { width, height, pages = 1 } = await unlessBroken(read(bytes, { limitInputPixels: false }).metadata());
  if (Math.max(width, height) > pictureLimits.side) throw new PictureRefused('picture.dimensions');
  if (width * height > pictureLimits.pixels) throw new PictureRefused('picture.pixels');
  if (pages > 1) throw new PictureRefused('picture.animated');
  const one = (width: number) =>
    unlessBroken(
      read(bytes, { limitInputPixels: pictureLimits.pixels, failOn: 'error' })
        .timeout({ seconds })
        .autoOrient()
        .resize({ width, height: pictureSizes.height, fit: 'inside', withoutEnlargement: true })
        .webp({ quality: 80 })
        .toBuffer({ resolveWithObject: true }),
    );
  // One after the other: each holds all pixels of the original.
  const large = await one(pictureSizes.large);
  const small = await one(pictureSizes.small);
  return { width: large.info.width, height: large.info.height, large: large.data, small: small.data };
}

/** A stored picture as PNG, for what reads no WebP. */
export const asPng = async (webp: Buffer): Promise<Buffer> => (await sharp())(webp).png().toBuffer();

/** Whatever the library says about bytes that are no picture, the writer can only choose another file. */
const unlessBroken = <Value>(work: Promise<Value>): Promise<Value> =>
  work.catch(() => {
    throw new PictureRefused('picture.unreadable');
  });
