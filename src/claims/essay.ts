import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { prismaFolder } from '../platform/database/migrate.js';
import { translated } from '../platform/http/fields.js';
import { withTexts } from '../platform/texts/reference-texts.js';

const essay = z.object({
  sections: z.array(z.object({ heading: translated, argument: translated, claims: z.array(z.string()) })),
});

/** The founding essay's argument in our words, section by section, with the claims that represent its sentences. */
export const essaySections = essay.parse(
  withTexts(JSON.parse(readFileSync(join(prismaFolder(), 'reference', 'essay.json'), 'utf8')), 'essay'),
).sections;

/** Claims whose statement is a sentence of the essay in short form. */
export const essayKeys: ReadonlySet<string> = new Set(essaySections.flatMap(({ claims }) => claims));
