import { languages, source } from './languages.js';
import { messagesOf, type Messages } from './catalogue.js';

/** The plain texts of one part of the reference data, by language. They are no messages: letters are templates of their own kind. */
export const referenceTexts = (name: string): ReadonlyMap<string, Messages> =>
  new Map(languages.map(({ code }) => [code, messagesOf(code, `reference/${name}`)]));

function at(texts: Messages | undefined, place: readonly string[]): Messages | undefined {
  return place.reduce<Messages | undefined>(
    (within, key) =>
      typeof within === 'object' && Object.hasOwn(within, key)
        ? (within as { readonly [key: string]: Messages })[key]
        : undefined,
    texts,
  );
}

/**
 * Reference data with its texts: a string such as `@claims/C07/texts` stands for what the languages have at that place of their file, by language.
 * @param name the file; without it, the first part of each place is the file @throws Error where English has nothing there
 */
export function withTexts(data: unknown, name?: string): unknown {
  const files = new Map<string, ReadonlyMap<string, Messages>>();
  const textsOf = (file: string): ReadonlyMap<string, Messages> => {
    const texts = files.get(file) ?? referenceTexts(file);
    files.set(file, texts);
    return texts;
  };
  const filled = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(filled);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one)]));
    if (typeof value !== 'string' || !value.startsWith('@')) return value;
    const place = value.slice(1).split('/');
    const file = name ?? place.shift() ?? '';
    const found = [...textsOf(file)].map(([code, all]) => [code, at(all, place)] as const);
    if (found.find(([code]) => code === source)?.[1] === undefined)
      throw new Error(`${file}: there is no English text at ${value}.`);
    return Object.fromEntries(found.filter(([, text]) => text !== undefined));
  };
  return filled(data);
}
