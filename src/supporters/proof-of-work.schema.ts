import { z } from 'zod';

/** A challenge in the ALTCHA format: find `number` in 0…maxnumber with SHA-256(salt + number) = challenge. */
export const proofOfWorkChallenge = z
  .object({
    algorithm: z.string(),
    challenge: z.string(),
    maxnumber: z.number().int().min(1),
    salt: z.string(),
    signature: z.string(),
  })
  .meta({
    id: 'ProofOfWorkChallenge',
    examples: [
      {
        algorithm: 'SHA-256',
        challenge: 'c7be1ed902fb8dd4d48997c6452f5d7e509fbcdbe2808b16bcf4edce4c07d14e',
        maxnumber: 50_000,
        salt: '46d5b1c8871e5152d902ee3f?expires=1796042400',
        signature: 'f9b0bb5a1f3d1b0a7bd2d1eb5b5a6f3bba5ef3f0d3ee5a5d24b1a1c8f3ad0c2b',
      },
    ],
  });
export type ProofOfWorkChallenge = z.infer<typeof proofOfWorkChallenge>;
