import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { checkLanguage, sentenceOf } from '../platform/texts/check.js';
import { exported, imported } from '../platform/texts/gettext.js';
import { languages } from '../platform/texts/languages.js';
import { addCommand, exitCodes, type CommonOptions } from './add-command.js';
import { CatalogueRefused, LanguageTagInvalid } from './locales.errors.js';
import { tell } from './tell.js';

const tagOf = (text: string): string => {
  try {
    const [tag] = Intl.getCanonicalLocales(text);
    if (tag) return tag;
  } catch {
    // Below.
  }
  throw new LanguageTagInvalid(text);
};

/** `locales:…`: the catalogues of texts. They need neither a database nor a server. */
export function registerLocales(program: Command): void {
  addCommand(program, 'locales:check', {
    description: 'name the texts that are missing, unused, broken, too long, or differ in their arguments',
    examples: ['locales:check', 'locales:check fr --json'],
    finding: 'something is wrong with a language, or missing from a complete one',
  })
    .argument('[language]', 'only this one')
    .action((wanted: string | undefined, options: CommonOptions) => {
      const chosen = languages.filter(({ code }) => wanted === undefined || code === tagOf(wanted));
      if (chosen.length === 0) throw new LanguageTagInvalid(wanted ?? '');
      const found = chosen.map(({ code, name, complete, onlyLetters, reviewed }) => ({
        code,
        complete,
        reviewed,
        findings: checkLanguage(code),
        line: `${code} (${name}): ${onlyLetters ? 'only letters' : complete ? 'complete' : 'incomplete'}, ${reviewed ? `read by ${reviewed.by} on ${reviewed.on}` : 'not yet read by a native speaker'}`,
      }));
      const bad = found.some(({ complete, findings }) =>
        findings.some(({ code, fatal }) => fatal || (code === 'missing' ? complete : true)),
      );
      const lines = found.flatMap(({ line, complete, findings }) => {
        // An incomplete language may miss hundreds; --json names them.
        const told = findings.filter(({ code, fatal }) => complete || fatal || code !== 'missing');
        const missing = findings.length - told.length;
        return [
          line,
          ...told.map(sentenceOf),
          ...(missing > 0 ? [`  - ${missing} texts are in English until they are translated`] : []),
        ];
      });
      tell(options, { languages: found.map(({ line: _, ...rest }) => rest) }, lines.join('\n'));
      if (bad) process.exitCode = exitCodes.found;
    });
  addCommand(program, 'locales:export', {
    description: 'write all texts of a language as a PO file for a translation tool',
    examples: ['locales:export de --out de.po'],
  })
    .argument('<language>', 'a language tag, e.g. de; one that does not exist yet gives an empty translation')
    .requiredOption('--out <file>', 'where to write it')
    .action((language: string, options: CommonOptions & { out: string }) => {
      writeFileSync(options.out, exported(tagOf(language)));
      tell(options, { language, file: options.out }, `Written: ${options.out}.`);
    });
  addCommand(program, 'locales:import', {
    description: 'read a translated PO file into the catalogue of its language: all of it, or nothing',
    examples: ['locales:import de de.po'],
  })
    .argument('<language>', 'a language tag, e.g. de')
    .argument('<file>', 'the PO file')
    .action((language: string, file: string, options: CommonOptions) => {
      const tag = tagOf(language);
      const { refused, messages } = imported(tag, file);
      if (refused.length > 0) throw new CatalogueRefused(refused.map(sentenceOf));
      tell(
        options,
        { language: tag, messages },
        `${messages} texts were read into ${tag}. Restart the program to use them.`,
      );
    });
}
