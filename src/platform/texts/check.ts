import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { TYPE } from '@formatjs/icu-messageformat-parser';
import { StartupProblem } from '../errors.js';
import { messagesOf, type Messages } from './catalogue.js';
import { languageOf, languages, localesFolder, source } from './languages.js';
import { leavesOf } from './leaves.js';
import { elementsOf } from './messages.js';
import { placesOf } from './places.js';

/** What is wrong with one message. `fatal`: the language cannot be used; the others are reported and fall back or stand. */
export interface CatalogueFinding {
  language: string;
  file: string;
  key: string;
  code: 'file' | 'missing' | 'unused' | 'broken' | 'arguments' | 'plurals' | 'markup' | 'too_long';
  detail: string;
  fatal: boolean;
}

/** Bytes of one file. The largest of ours has some 40,000. */
const largestFile = 1_000_000;
const markup = /<\/?[a-z!?][^>]*>/i;

/** Every file of the English catalogue, those of the reference data too, without `.json`. */
export function catalogueFiles(): string[] {
  return readdirSync(join(localesFolder, source), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.json') && file !== 'language.json')
    .map((file) => file.slice(0, -'.json'.length))
    .sort();
}

/** Texts of the reference data are no messages: letters have fields of their own. */
export const isReference = (file: string): boolean => file.startsWith('reference/');

/** @throws StartupProblem naming every message because of which a language cannot be used */
export function requireUsable(): void {
  const found = languages
    .flatMap(({ code }) => checkLanguage(code))
    .filter(({ code, fatal }) => fatal && code !== 'missing');
  if (found.length > 0) throw new StartupProblem(['These texts cannot be used:', ...found.map(sentenceOf)].join('\n'));
}

/** One finding as a line. */
export const sentenceOf = ({ language, file, key, code, detail }: CatalogueFinding): string =>
  `  - ${language}/${file}${key && `: ${key}`} ${detail} (${code})`;

/** What a letter to a ministry is made of; all that a language for letters alone needs. */
export const letterFiles: readonly string[] = [
  'digest',
  'forms-of-address',
  'letter-annex',
  'letter-corrections',
  'reference/letters',
];

/** Everything wrong with a language, in the order of the files. One for letters alone misses only what letters need. */
export function checkLanguage(language: string): CatalogueFinding[] {
  const onlyLetters = languageOf(language)?.onlyLetters ?? false;
  return catalogueFiles().flatMap((file) => {
    const found = readable(language, file);
    if (typeof found === 'string')
      return [{ language, file, key: '', code: 'file' as const, detail: found, fatal: true }];
    const findings = checkFile(language, file, found);
    if (!onlyLetters) return findings;
    return letterFiles.includes(file)
      ? findings.map((finding) => ({ ...finding, fatal: finding.fatal || finding.code === 'missing' }))
      : findings.filter(({ code }) => code !== 'missing');
  });
}

function readable(language: string, file: string): Messages | string {
  try {
    const path = join(localesFolder, language, `${file}.json`);
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largestFile) return `has ${size} bytes; a file has at most ${largestFile}`;
    const messages = messagesOf(language, file);
    return typeof messages === 'object' && !Array.isArray(messages) ? messages : 'is not an object of messages';
  } catch (error) {
    return `is not JSON: ${(error as Error).message}`;
  }
}

/** @param messages of the language, perhaps not written yet */
export function checkFile(language: string, file: string, messages: Messages): CatalogueFinding[] {
  const english = new Map(leavesOf(messagesOf(source, file)));
  const own = leavesOf(messages);
  const finding = (key: string, code: CatalogueFinding['code'], detail: string, fatal = false): CatalogueFinding => ({
    language,
    file,
    key,
    code,
    detail,
    fatal,
  });
  const wrong = own.flatMap(([key, text]) => {
    if (typeof text !== 'string') return [finding(key, 'file', 'is not a text', true)];
    const model = english.get(key) ?? english.get(key.replace(/\.\d+$/, '.0'));
    if (model === undefined && !isFree(file, key)) return [finding(key, 'unused', 'English has no such message')];
    return [
      ...(markup.test(text) ? [finding(key, 'markup', 'contains markup; messages are plain text', true)] : []),
      ...(isReference(file)
        ? []
        : checkMessage(language, text, model ?? text, (...rest) => finding(key, ...rest)).filter(
            ({ code, fatal }) => fatal || code !== 'arguments' || !placesOf(file, key)?.mayLeaveOut,
          )),
      ...tooLong(file, key, text, model, finding),
    ];
  });
  const keys = new Set(own.map(([key]) => key));
  const complete = languageOf(language)?.complete ?? false;
  const missing = [...english.keys()].filter((key) => !keys.has(key) && !isFree(file, key) && !isInList(key, keys));
  return [...wrong, ...missing.map((key) => finding(key, 'missing', 'is in English until it is translated', complete))];
}

/** Lists of names by the code of the State: a language has those it needs, and they need not match. */
export const isFree = (file: string, key: string): boolean => /^reference\/\w+-names$/.test(file) && key.length === 2;

/** A list may have more or fewer parts than the English one. */
const isInList = (key: string, keys: ReadonlySet<string>): boolean =>
  /\.\d+$/.test(key) && keys.has(key.replace(/\.\d+$/, '.0'));

function tooLong(
  file: string,
  key: string,
  text: string,
  model: string | undefined,
  finding: (key: string, code: CatalogueFinding['code'], detail: string) => CatalogueFinding,
): CatalogueFinding[] {
  const most = placesOf(file, key)?.atMost ?? Math.max(90, 3 * (model ?? text).length);
  const { length } = [...text];
  return length > most ? [finding(key, 'too_long', `has ${length} characters; its place takes ${most}`)] : [];
}

type Say = (code: CatalogueFinding['code'], detail: string, fatal?: boolean) => CatalogueFinding;

function checkMessage(language: string, text: string, model: string, say: Say): CatalogueFinding[] {
  let parts: Parts;
  try {
    parts = partsOf(text);
  } catch (error) {
    return [say('broken', `is not a message in ICU MessageFormat: ${(error as Error).message}`, true)];
  }
  const wanted = partsOf(model);
  const unknown = [...parts.arguments].filter((name) => !wanted.arguments.has(name));
  const left = [...wanted.arguments].filter((name) => !parts.arguments.has(name));
  return [
    ...unknown.map((name) => say('arguments', `uses {${name}}, which it is not given`, true)),
    ...left.map((name) => say('arguments', `leaves out {${name}}`)),
    ...parts.plurals.flatMap((plural) => {
      const less = pluralForms(language).filter((form) => !plural.includes(form));
      return less.length > 0 ? [say('plurals', `has no form for ${less.join(', ')}`)] : [];
    }),
  ];
}

const forms = new Map<string, readonly string[]>();

/** Those of everyday numbers; French and Spanish have one more, for whole millions. */
function pluralForms(language: string): readonly string[] {
  let found = forms.get(language);
  if (!found) {
    const rules = new Intl.PluralRules(language);
    forms.set(language, (found = [...new Set(Array.from({ length: 121 }, (_, n) => rules.select(n)))]));
  }
  return found;
}

interface Parts {
  arguments: Set<string>;
  plurals: string[][];
}

/** @throws SyntaxError for a broken message */
function partsOf(text: string): Parts {
  const found: Parts = { arguments: new Set(), plurals: [] };
  const add = (elements: ReturnType<typeof elementsOf>): void => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound || element.type === TYPE.tag) continue;
      found.arguments.add(element.value);
      if (element.type !== TYPE.plural && element.type !== TYPE.select) continue;
      if (element.type === TYPE.plural) found.plurals.push(Object.keys(element.options));
      for (const { value } of Object.values(element.options)) add(value);
    }
  };
  add(elementsOf(text));
  return found;
}
