import { createHash } from 'node:crypto';
import type { ProofOfWorkChallenge } from '../../src/supporters/proof-of-work.schema.js';

/**
 * What the page's script sends: the challenge with its solution, base64 of JSON. The number is sought with a plain loop: the solver for browsers
 * hashes asynchronously and takes twenty times as long.
 */
export async function solution({
  algorithm,
  challenge,
  maxnumber,
  salt,
  signature,
}: ProofOfWorkChallenge): Promise<string> {
  let number = 0;
  while (createHash(algorithm.replace('-', '')).update(`${salt}${number}`).digest('hex') !== challenge)
    if (++number > maxnumber) throw new Error('The challenge has no solution.');
  return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64');
}
