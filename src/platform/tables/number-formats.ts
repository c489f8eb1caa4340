/** How numbers of a style are shown, where that matters: as days, or with leading zeros. */
export type NumberFormat = 'day' | { pattern: string };

/** Built-in number formats: days, and days with a time. */
const isBuiltInDay = (format: number): boolean =>
  (format >= 14 && format <= 17) || format === 22 || (format >= 27 && format <= 36) || (format >= 50 && format <= 58);

/** `dd.mm.yyyy`, but not `0.00 "days"` or `[Red]0`. */
const isDayFormat = (code: string): boolean =>
  /[dy]/i.test(code.slice(0, 200).replace(/"[^"]{0,200}"|\[[^\][]{0,200}\]|\\./g, ''));

/** @param code as the workbook writes it, null for a built-in format */
export function formatOf(number: number, code: string | null): NumberFormat | null {
  if (code === null) return isBuiltInDay(number) ? 'day' : null;
  // Of the sections for positive, negative and zero numbers the first applies.
  const [first = ''] = code.slice(0, 200).split(';');
  const bare = first.replace(/\[[^\][]{0,200}\]/g, '');
  const digits = bare.replace(/"[^"]*"|\\.|_./g, '');
  // Two or more zeros in a row, and nothing that makes it a fraction, a percentage or a grouped number.
  if (/00/.test(digits.replace(/[\s()/-]/g, '')) && /^[0#?\s()/-]+$/.test(digits)) return { pattern: bare };
  return isDayFormat(code) ? 'day' : null;
}

/** A whole number with the zeros and separators of its format: 2134 under `00000` is 02134, under `000 00` it is 021 34. */
export function padded(number: number, pattern: string): string {
  if (!Number.isSafeInteger(number) || number < 0) return String(number);
  const pieces = pattern.match(/"[^"]*"|\\.|_.|[0#?]|./gs) ?? [];
  const digits = Array.from(String(number));
  let [text, left] = ['', pieces.filter((piece) => /^[0#?]$/.test(piece)).length];
  for (const piece of pieces.reverse()) {
    if (/^[0#?]$/.test(piece)) {
      // Remaining digits go before the first digit placeholder.
      const next = --left === 0 ? digits.splice(0).join('') : (digits.pop() ?? '');
      text = (next === '' && piece === '0' ? '0' : next) + text;
    } else if (piece.startsWith('"')) text = piece.slice(1, -1) + text;
    else if (piece.startsWith('\\')) text = piece.slice(1) + text;
    else if (!piece.startsWith('_')) text = piece + text;
  }
  return text.trim();
}
