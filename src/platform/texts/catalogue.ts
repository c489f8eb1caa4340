import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogues } from '../../generated/catalogues.js';
import { marked } from './fallback.js';
import { languageOf, localesFolder, source } from './languages.js';
import { compiled, type Values } from './messages.js';

/** A file of messages: texts under keys, in groups and lists. */
export type Messages = string | readonly Messages[] | { readonly [key: string]: Messages };

const whole = new Map<string, boolean>();

/** Whether the language has all messages of that file. What is written to a ministry is in one language, or in English. */
export function hasCatalogue(language: string, name: string): boolean {
  if (language === source) return true;
  if (!languageOf(language)) return false;
  const key = `${language} ${name}`;
  let found = whole.get(key);
  if (found === undefined) whole.set(key, (found = isWhole(messagesOf(source, name), messagesOf(language, name))));
  return found;
}

function isWhole(english: Messages, own: Messages | undefined): boolean {
  if (typeof english === 'string') return typeof own === 'string';
  if (Array.isArray(english)) return Array.isArray(own) && own.length > 0;
  const theirs = own as { readonly [key: string]: Messages | undefined } | undefined;
  return Object.entries(english as { readonly [key: string]: Messages }).every(([key, one]) =>
    isWhole(one, theirs?.[key]),
  );
}

/** The messages of one file; empty where the language has no such file. @throws SyntaxError for a file that is not JSON */
export function messagesOf(language: string, name: string): Messages {
  const file = join(localesFolder, language, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Messages) : {};
}

/**
 * One part of the program in every language: `catalogue('site')('fr').petition.ask`. A message with arguments is a function of them. What a language
 * does not have yet is in English, and marked as such (fallback.ts). A language that has no catalogue at all is English.
 */
export function catalogue<Name extends keyof Catalogues>(name: Name): (language: string) => Catalogues[Name] {
  const ready = new Map<string, Catalogues[Name]>();
  return (wanted) => {
    const language = languageOf(wanted) ? wanted : source;
    let texts = ready.get(language);
    if (!texts) {
      const english = messagesOf(source, name);
      texts = filled(english, language === source ? english : messagesOf(language, name), language) as Catalogues[Name];
      ready.set(language, texts);
    }
    return texts;
  };
}

/** The English shape with the language's messages in it. Each message is compiled when it is first read. */
function filled(english: Messages, own: Messages | undefined, language: string): unknown {
  if (typeof english === 'string')
    return typeof own === 'string' ? asEnglish(english, own, language) : inEnglish(english);
  if (Array.isArray(english))
    return Array.isArray(own)
      ? own.map((each: Messages) => filled(each, each, language))
      : english.map((each: Messages) => filled(each, undefined, language));
  const group = {};
  const theirs = own as { readonly [key: string]: Messages | undefined } | undefined;
  for (const [key, message] of Object.entries(english as { readonly [key: string]: Messages })) {
    Object.defineProperty(group, key, {
      enumerable: true,
      configurable: true,
      get() {
        const value = filled(message, theirs?.[key], language);
        Object.defineProperty(group, key, { value, enumerable: true });
        return value;
      },
    });
  }
  return group;
}

/** A function where the English message is one, also in a language that needs none of its arguments. */
function asEnglish(english: string, own: string, language: string): string | ((values: Values) => string) {
  const text = compiled(own, language);
  return typeof text === 'string' && typeof compiled(english, source) === 'function' ? () => text : text;
}

function inEnglish(message: string): string | ((values: Values) => string) {
  const text = compiled(message, source);
  return typeof text === 'string' ? marked(text) : (values) => marked(text(values));
}
