import { Duplex, Readable } from 'node:stream';
import type { Encrypter } from 'age-encryption';

/** Loaded on first use: the library is large, and most exports are not encrypted. */
async function encrypterTo(publicKey: string): Promise<Encrypter> {
  const age = await import('age-encryption');
  const encrypter = new age.Encrypter();
  encrypter.addRecipient(publicKey);
  return encrypter;
}

/** True for a public key that a file can be encrypted to (`age1…`). */
export const isPublicKey = (text: string): Promise<boolean> =>
  encrypterTo(text).then(
    () => true,
    () => false,
  );

/** A pipeline stage that encrypts with age; the output can only be read with the private key. */
export const encryptedTo = (publicKey: string): Duplex =>
  Duplex.from(async function* (source: AsyncIterable<Buffer>) {
    const plain = Readable.toWeb(Readable.from(source, { objectMode: false })) as ReadableStream<Uint8Array>;
    const encrypter = await encrypterTo(publicKey);
    for await (const chunk of (await encrypter.encrypt(plain)) as unknown as AsyncIterable<Uint8Array>) yield chunk;
  });
