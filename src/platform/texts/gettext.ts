import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { po, type GetTextTranslation } from 'gettext-parser';
import { catalogueFiles, checkFile, isFree, isReference, type CatalogueFinding } from './check.js';
import { messagesOf, type Messages } from './catalogue.js';
import { languageOf, localesFolder, source } from './languages.js';
import { leavesOf, withLeaves } from './leaves.js';
import { placesOf } from './places.js';

/** Bytes of a file that is read back. */
const largest = 2_000_000;

/**
 * The whole catalogue of a language in gettext's PO format, as Weblate, Poedit and most tools read it: the key is the context, the English message
 * the source. A language that has none yet gives an empty one.
 */
export function exported(language: string): Buffer {
  const translations: Record<string, Record<string, GetTextTranslation>> = {};
  for (const file of catalogueFiles()) {
    const own = new Map(leavesOf(messagesOf(language, file)));
    const model = new Map([...own].filter(([key]) => isFree(file, key)).map(([key]) => [key, key]));
    for (const [key, english] of [...model, ...leavesOf(messagesOf(source, file))]) {
      const context = `${file}:${key}`;
      const place = placesOf(file, key);
      const extracted = [place?.comment, place?.atMost && `At most ${place.atMost} characters.`].filter(Boolean);
      translations[context] = {
        [english]: {
          msgctxt: context,
          msgid: english,
          msgstr: [own.get(key) ?? ''],
          comments: {
            translator: '',
            reference: `locales/en/${file}.json`,
            extracted: extracted.join('\n'),
            flag: isReference(file) ? '' : 'icu-message-format',
            previous: '',
          },
        },
      };
    }
  }
  const headers = {
    'project-id-version': 'Demarche',
    language,
    'mime-version': '1.0',
    'content-type': 'text/plain; charset=utf-8',
    'content-transfer-encoding': '8bit',
  };
  return po.compile({ charset: 'utf-8', headers, translations }, { foldLength: 0 });
}

/** The findings because of which nothing was written; empty when everything was. */
export interface Imported {
  refused: CatalogueFinding[];
  messages: number;
}

/** Reads a PO file into the folder of its language: all of it, or nothing if one message cannot be used. */
export function imported(language: string, file: string): Imported {
  const problem = (key: string, detail: string): Imported => ({
    refused: [{ language, file, key, code: 'file', detail, fatal: true }],
    messages: 0,
  });
  const { size } = statSync(file);
  if (size > largest) return problem('', `has ${size} bytes; a file has at most ${largest}`);
  let translations: Record<string, Record<string, GetTextTranslation>>;
  try {
    ({ translations } = po.parse(readFileSync(file), { validation: true }));
  } catch (error) {
    return problem('', `is not a PO file: ${(error as Error).message}`);
  }
  const texts = new Map<string, Map<string, string>>();
  const known = new Set(catalogueFiles());
  for (const [context, entries] of Object.entries(translations)) {
    if (context === '') continue;
    const [name = '', key = ''] = context.split(/:(.*)/s);
    if (!known.has(name)) return problem(context, 'names a file that the catalogue does not have');
    for (const { msgstr, comments } of Object.values(entries)) {
      // What a tool has only guessed from a similar text is not a translation.
      if (!msgstr[0] || comments?.flag?.includes('fuzzy')) continue;
      texts.set(name, (texts.get(name) ?? new Map<string, string>()).set(key, msgstr[0]));
    }
  }
  return written(language, texts);
}

function written(language: string, texts: ReadonlyMap<string, ReadonlyMap<string, string>>): Imported {
  const files = [...texts].flatMap(([name, own]): [string, Messages][] => {
    const shape = [...own.keys()].every((key) => isFree(name, key))
      ? Object.fromEntries(own)
      : messagesOf(source, name);
    // What the file leaves out, or a tool has only guessed, stays as it was.
    const messages = withLeaves(shape, new Map([...leavesOf(messagesOf(language, name)), ...own]));
    return messages === undefined ? [] : [[name, messages]];
  });
  const refused = files
    .flatMap(([name, messages]) => checkFile(language, name, messages))
    .filter(({ code, fatal }) => fatal && code !== 'missing');
  if (refused.length > 0) return { refused, messages: 0 };
  const folder = join(localesFolder, language);
  if (!languageOf(language)) describe(language, folder);
  const fresh = files.map(([name, messages]) => {
    const path = join(folder, `${name}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, `${JSON.stringify(messages, null, 2)}\n`);
    return path;
  });
  for (const path of fresh) renameSync(`${path}.new`, path);
  return { refused, messages: [...texts.values()].reduce((sum, { size }) => sum + size, 0) };
}

/** A new language begins as incomplete and unread. */
function describe(language: string, folder: string): void {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language;
  const { textInfo } = new Intl.Locale(language) as { textInfo?: { direction?: string } };
  const described = { name, direction: textInfo?.direction ?? 'ltr', complete: false, reviewed: null };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'language.json'), `${JSON.stringify(described, null, 2)}\n`);
}
