import { z } from 'zod';

/** An origin as browsers send it. Hosts are names: no wildcard, no IPv6 address in brackets. */
const exact = /^(?:https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*|http:\/\/localhost)(?::\d{1,5})?$/;

/**
 * The origin in the spelling of an Origin header (lower case, names in ASCII, no default port), or null for any other text. Plain http is only for a
 * developer's own machine.
 */
export function exactOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin, href } = new URL(text);
  return href === `${origin}/` && exact.test(origin) ? origin : null;
}

/** A website as staff type it. */
export const websiteOrigin = z.object({
  origin: z
    .string({ error: 'is required' })
    .max(300, 'is too long')
    .transform((text, context) => {
      const origin = exactOrigin(text.trim());
      if (origin !== null) return origin;
      context.addIssue({
        code: 'custom',
        message: 'must be an exact origin like https://www.example.org, without path and without wildcard',
        params: { code: 'embed.origin_invalid' },
      });
      return z.NEVER;
    }),
});
