import { isArgumentElement, isLiteralElement, parse } from '@formatjs/icu-messageformat-parser';
import { IntlMessageFormat } from 'intl-messageformat';

/** What a message is filled with: its arguments by name. */
export type Values = Readonly<Record<string, string | number | null>>;

/** Tags are no part of our messages: texts are plain, and pages escape them. */
export const elementsOf = (message: string): ReturnType<typeof parse> => parse(message, { ignoreTag: true });

/**
 * A message in ICU MessageFormat as a text, or as a function of its arguments. It is parsed when it is first needed and once.
 * @throws SyntaxError for a broken message
 */
export function compiled(message: string, language: string): string | ((values: Values) => string) {
  if (!/[{}']/.test(message)) return message;
  const elements = elementsOf(message);
  if (elements.every(isLiteralElement)) return elements.map(({ value }) => value).join('');
  if (elements.every((element) => isLiteralElement(element) || isArgumentElement(element)))
    return (values) =>
      elements
        .map((element) => (isLiteralElement(element) ? element.value : String(values[element.value] ?? '')))
        .join('');
  // English is written as in Britain, as dates are.
  const format = new IntlMessageFormat(elements, language === 'en' ? 'en-GB' : language);
  return (values) => String(format.format(values));
}
