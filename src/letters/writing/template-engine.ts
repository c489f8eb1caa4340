import type { Liquid, Template } from 'liquidjs';
import { onDemand } from '../../platform/on-demand.js';
import { TemplateFault, templateLimit } from './templates.errors.js';
import { fieldNames, optionalFields, type TemplateField } from './templates.values.js';

/** Values of the fields; null where nothing is known about a State. */
export type FieldValues = Record<TemplateField, string | null>;

const longestTemplate = 20_000;
const longestLetter = 60_000;

/**
 * Sandboxed Liquid: no files, no custom filters, unknown fields and filters are errors, and parsing, time and memory are bounded, so that an endless
 * loop becomes a fault.
 */
const library = onDemand<typeof import('liquidjs')>('liquidjs');
let made: Liquid | undefined;
const engine = (): Liquid =>
  (made ??= new (library().Liquid)({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    lenientIf: false,
    templates: {},
    relativeReference: false,
    parseLimit: longestTemplate,
    renderLimit: 200,
    memoryLimit: 1_000_000,
  }));

function parsed(text: string): Template[] {
  if (text.length > longestTemplate)
    throw new TemplateFault('template.too_long', `is longer than ${longestTemplate} characters`);
  try {
    return engine().parse(text);
  } catch (error) {
    throw faultOf(error);
  }
}

/** The fields a template uses. @throws TemplateFault when it cannot be read, or uses an unknown field */
export function fieldsIn(text: string): TemplateField[] {
  const used = engine().globalFullVariablesSync(parsed(text), { partials: false });
  const strangers = used.filter((name) => !fieldNames.some((known) => known === name));
  if (strangers.length > 0)
    throw new TemplateFault('template.unknown_field', `uses unknown fields: ${strangers.join(', ')}`);
  return fieldNames.filter((name) => used.includes(name));
}

/** The text with its fields filled in. @throws TemplateFault */
export function fill(text: string, values: FieldValues): string {
  const template = parsed(text);
  fieldsIn(text);
  const scope: Record<string, Record<string, string | null>> = {};
  for (const [name, value] of Object.entries(values)) {
    const [group = '', field = ''] = name.split('.');
    (scope[group] ??= {})[field] = value;
  }
  try {
    const filled = String(engine().renderSync(template, scope));
    if (filled.length > longestLetter)
      throw new TemplateFault('template.too_long', `makes a letter longer than ${longestLetter} characters`);
    return filled;
  } catch (error) {
    throw error instanceof TemplateFault ? error : faultOf(error);
  }
}

/** Fields a template uses that are empty for a State and should not be: somebody should check. */
export const missingIn = (text: string, values: FieldValues): TemplateField[] =>
  fieldsIn(text).filter((name) => values[name] === null && !optionalFields.has(name));

function faultOf(error: unknown): TemplateFault {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
  if (/limit exceeded/i.test(message))
    return new TemplateFault(templateLimit, 'takes too long or too much memory to fill in');
  const undefinedField = /undefined variable: ([\w.]+)/.exec(message)?.[1];
  if (undefinedField !== undefined)
    return new TemplateFault('template.unknown_field', `uses an unknown field: ${undefinedField}`);
  return new TemplateFault('template.syntax', `cannot be read: ${message.slice(0, 200)}`);
}
