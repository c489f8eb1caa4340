import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { languagesSetting, localesDir } from '../config/languages.js';
import { StartupProblem } from '../errors.js';

/** The language all others fall back to. */
export const source = 'en';

/** Where the catalogues are: a folder for each language, with its `language.json` and a file for each part of the program. */
export const localesFolder = localesDir() ?? fileURLToPath(new URL('../../../locales', import.meta.url));

const languageSchema = z.strictObject({
  /** Of the language, in itself. */
  name: z.string().min(1).max(40),
  direction: z.enum(['ltr', 'rtl']),
  /** A complete catalogue may miss no message; an incomplete one falls back to English, sentence by sentence. */
  complete: z.boolean(),
  /** Ministries are written to in it, and nothing else: it is not offered to visitors, and staff write no pages in it. */
  onlyLetters: z.boolean().default(false),
  /** The native speaker who read all of it, and when; null until somebody has. */
  reviewed: z.strictObject({ by: z.string().min(1), on: z.iso.date() }).nullable(),
});

export type Language = z.infer<typeof languageSchema> & { readonly code: string };

/** Every language that has a folder with a `language.json`, English first, then by its own name. @throws StartupProblem naming the file that cannot be used */
function readLanguages(): Language[] {
  return readdirSync(localesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(localesFolder, entry.name, 'language.json')))
    .map(({ name: code }) => {
      const file = join(localesFolder, code, 'language.json');
      try {
        if (Intl.getCanonicalLocales(code)[0] !== code) throw new Error('the folder is not named as a language tag');
        return { code, ...languageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) };
      } catch (error) {
        const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
        throw new StartupProblem(`${file} does not describe a language: ${reason}`);
      }
    })
    .sort((a, b) => Number(b.code === source) - Number(a.code === source) || a.name.localeCompare(b.name));
}

export const languages: readonly Language[] = readLanguages();

export const languageOf = (code: string): Language | undefined => languages.find((language) => language.code === code);

/** Languages of the site: all but those that only letters are written in. */
export const siteLanguages: readonly Language[] = languages.filter(({ onlyLetters }) => !onlyLetters);

/** LANGUAGES names those that visitors may choose; without it, all of the site. English is always among them. */
export function offeredLanguages(setting = languagesSetting()): readonly Language[] {
  if (!setting?.trim()) return siteLanguages;
  const wanted = setting.split(',').map((code) => code.trim());
  const unknown = wanted.find((wish) => !siteLanguages.some(({ code }) => code === wish));
  if (unknown !== undefined)
    throw new StartupProblem(
      `LANGUAGES names ${JSON.stringify(unknown)}, for which there is no catalogue. There is: ${siteLanguages.map(({ code }) => code).join(', ')}.`,
    );
  return siteLanguages.filter(({ code }) => code === source || wanted.includes(code));
}
