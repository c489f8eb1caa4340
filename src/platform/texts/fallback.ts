/** Around a sentence that stands in English because its language has none yet; letters of no language (Unicode's private use). */
const begin = '\uE0E0';
const end = '\uE0E1';

export const marked = (text: string): string => begin + text + end;

const marks = /[\uE0E0\uE0E1]/g;

/** For everything that is not a page: mails, feeds, JSON, pictures, PDFs. */
export const unmarked = (text: string): string => (text.includes(begin) ? text.replace(marks, '') : text);

/** The same for a value of many texts, such as an answer in JSON. */
export function unmarkedParts<Value>(value: Value): Value {
  const json = JSON.stringify(value);
  return json.includes(begin) ? (JSON.parse(unmarked(json)) as Value) : value;
}

/** A tag with its attributes, or an element in which no tag may stand. */
const noElements = /<(title|option|textarea|script|style|text|tspan|desc)\b[^]*?<\/\1>|<[^<>"]*(?:"[^"<]*"[^<>"]*)*>/g;

/** A page's English sentences say that they are English, so that a screen reader speaks them as such. @param html as rendered, with marks */
export function withLanguages(html: string): string {
  if (!html.includes(begin)) return html;
  const plain = html.replace(noElements, unmarked);
  return plain.replaceAll(begin, '<span lang="en" dir="ltr">').replaceAll(end, '</span>');
}
