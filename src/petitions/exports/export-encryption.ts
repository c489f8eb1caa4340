import { Duplex, Readable } from 'node:stream';
import { Encrypter } from 'age-encryption';

function encrypterTo(publicKey: string): Encrypter {
  const encrypter = new Encrypter();
  encrypter.addRecipient(publicKey);
  return encrypter;
}

/** True for a public key that a file can be encrypted to (`age1…`). */
export function isPublicKey(text: string): boolean {
  try {
    encrypterTo(text);
    return true;
  } catch {
    return false;
  }
}

/** A stage of a pipeline that encrypts with age; what comes out can only be read with the private key. */
export const encryptedTo = (publicKey: string): Duplex =>
  Duplex.from(async function* (source: AsyncIterable<Buffer>) {
    const plain = Readable.toWeb(Readable.from(source, { objectMode: false })) as ReadableStream<Uint8Array>;
    for await (const chunk of (await encrypterTo(publicKey).encrypt(plain)) as unknown as AsyncIterable<Uint8Array>) yield chunk;
  });
