import { z } from 'zod';
import { versionContent } from './version-content.js';

/** What led to a version. A change of what is asked sets earlier signers apart; the others do not. */
export const versionChanges = ['first', 'before_signatures', 'translation', 'minor', 'settings', 'ask'] as const;
export type VersionChange = (typeof versionChanges)[number];

/** A version as anybody may see it. */
export const petitionVersion = z
  .object({
    number: z.number().int().min(1),
    /** SHA-256 of the canonical JSON (RFC 8785) of `content`, hexadecimal */
    hash: z.string(),
    change: z.enum(versionChanges),
    /** Why it was changed; null where nobody had signed the earlier version */
    reason: z.string().nullable(),
    publishedAt: z.string(),
    content: versionContent,
  })
  .meta({
    id: 'PetitionVersion',
    examples: [
      {
        number: 1,
        hash: '0f4c5b1e6a0f4c5b1e6a0f4c5b1e6a0f4c5b1e6a0f4c5b1e6a0f4c5b1e6a0f4c',
        change: 'first',
        reason: null,
        publishedAt: '2026-11-30T09:00:00.000Z',
        content: {
          texts: {
            en: { title: 'A title', summary: 'A summary.', sections: [], ask: ['A request.'], shareText: 'Sign.' },
          },
          sources: [],
          consents: [{ purpose: 'signature', wording: '2026-12' }],
        },
      },
    ],
  });
export type PetitionVersion = z.infer<typeof petitionVersion>;
export const petitionVersions = z.array(petitionVersion).meta({ id: 'PetitionVersions' });

export const versionParam = z.object({
  slug: z.string().max(60),
  number: z.coerce.number().int().min(1).max(1_000_000),
});
