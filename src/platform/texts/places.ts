import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { localesFolder } from './languages.js';

const placesSchema = z.record(
  z.string(),
  z.strictObject({
    /** For the translator, where the key does not say enough. */
    comment: z.string().optional(),
    /** Characters its place takes. */
    atMost: z.number().int().positive().optional(),
    /** A language may do without an argument. */
    mayLeaveOut: z.boolean().optional(),
  }),
);

let places: z.infer<typeof placesSchema> | undefined;

/** What `locales/places.json` says of a message, or of all in a group: `site.form.*`. */
export function placesOf(file: string, key: string): z.infer<typeof placesSchema>[string] | undefined {
  const path = join(localesFolder, 'places.json');
  places ??= existsSync(path) ? placesSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  const name = `${file}.${key}`;
  return places[name] ?? places[name.replace(/\.[^.]*$/, '.*')];
}
