import { solveChallenge } from 'altcha-lib/v1';
import type { ProofOfWorkChallenge } from '../../src/supporters/proof-of-work.schema.js';

/** What the page's script sends: the challenge with its solution, base64 of JSON. */
export async function solution({ algorithm, challenge, maxnumber, salt, signature }: ProofOfWorkChallenge): Promise<string> {
  const solved = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
  return Buffer.from(JSON.stringify({ algorithm, challenge, number: solved?.number, salt, signature })).toString('base64');
}
