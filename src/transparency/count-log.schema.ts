import { z } from 'zod';

/** The public log of a petition, as the API shows it. */
export const publicLog = z
  .object({
    /** Where its files are: `checkpoint`, `keys` and `tile/…` below it */
    address: z.string(),
    /** How its checkpoints name it */
    origin: z.string(),
    /** The key that signed the last checkpoint, as C2SP signed-note writes it */
    vkey: z.string(),
    /** Entries up to the last published checkpoint */
    size: z.number().int(),
    /** Signatures that count by them */
    signatures: z.number().int(),
    publishedAt: z.string(),
    /** Names of the witnesses that cosigned it */
    witnesses: z.array(z.string()),
    /** Since when it cannot go on */
    stoppedAt: z.string().nullable(),
    /** Logs before it, each with the public reason why it ended */
    former: z.array(z.object({ address: z.string(), size: z.number().int(), endedAt: z.string(), reason: z.string() })),
  })
  .meta({
    id: 'CountLog',
    examples: [
      {
        address: 'https://campaign.example.org/petitions/open-the-archive/log',
        origin: 'campaign.example.org/petitions/open-the-archive/log',
        vkey: 'campaign.example.org/petitions/open-the-archive/log+2fb4d7a8+AcP3…',
        size: 5,
        signatures: 3,
        publishedAt: '2026-11-30T12:10:00.000Z',
        witnesses: [],
        stoppedAt: null,
        former: [],
      },
    ],
  });
export type PublicLogFigures = z.infer<typeof publicLog>;
