// Generates the types of the catalogues from the English ones: each message a string, or a function of its arguments. Called by postinstall and the build.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Adds the arguments of a message and of the forms inside it: name → TypeScript type. */
function addArguments(elements, found) {
  for (const element of elements) {
    if (element.type === TYPE.argument && !found.has(element.value)) found.set(element.value, 'string | number');
    if (element.type === TYPE.number) found.set(element.value, 'number');
    if (element.type === TYPE.select) found.set(element.value, 'string');
    if (element.type === TYPE.plural) found.set(element.value, 'number');
    for (const { value } of Object.values(element.options ?? {})) addArguments(value, found);
  }
  return found;
}

function typeOf(message) {
  if (Array.isArray(message)) {
    const types = [...new Set(message.map(typeOf))];
    const isPair = message.length === 2 && types.length === 1 && types[0] === 'string';
    return isPair ? 'readonly [string, string]' : `readonly (${types.join(' | ')})[]`;
  }
  if (typeof message === 'object')
    return `{ ${Object.entries(message)
      .map(([key, value]) => `readonly ${JSON.stringify(key)}: ${typeOf(value)};`)
      .join(' ')} }`;
  const found = addArguments(parse(message, { ignoreTag: true }), new Map());
  if (found.size === 0) return 'string';
  return `(values: { ${[...found].map(([name, type]) => `${name}: ${type};`).join(' ')} }) => string`;
}

export function writeTextTypes() {
  const files = readdirSync(at('../locales/en')).filter((file) => file.endsWith('.json') && file !== 'language.json');
  const types = files.map((file) => {
    const messages = JSON.parse(readFileSync(at(`../locales/en/${file}`), 'utf8'));
    return `  ${JSON.stringify(file.slice(0, -'.json'.length))}: ${typeOf(messages)};`;
  });
  const text = `// Generated from locales/en by scripts/text-types.mjs.\nexport interface Catalogues {\n${types.join('\n')}\n}\n`;
  mkdirSync(at('../src/generated'), { recursive: true });
  writeFileSync(at('../src/generated/catalogues.ts'), text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeTextTypes();
