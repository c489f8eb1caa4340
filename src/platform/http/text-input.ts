/** Letters of scripts in which a joiner changes how a word looks, with their marks, and the parts of emoji. */
const joining =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Adlm}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{Extended_Pictographic}\uFE0F]/u;
/** Scripts without spaces between words, where a zero-width space marks where a line may break. */
const unspaced = /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;
const rightToLeft = /[\p{scx=Arab}\p{scx=Hebr}\p{scx=Syrc}\p{scx=Thaa}\p{scx=Nkoo}\p{scx=Adlm}]/u;

/** Invisible characters that may have a meaning where they are. */
const sometimes = /[\u200B-\u200F\u061C\u180E]+/gu;
/** No word has more of them in a row; a longer run is garbage, and examining each character of it is expensive. */
const longestRun = 3;
/**
 * Invisible characters that mean nothing in what people fill in: soft hyphens, bidi embeddings, overrides and isolates, byte order marks, invisible
 * operators, object replacement characters, and tags other than those of flags.
 */
const never =
  /[\u00AD\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFC]|(?<![\u{1F3F4}\u{E0020}-\u{E007F}])[\u{E0000}-\u{E007F}]+/gu;
/** Letters and characters that are drawn as nothing. */
const blanks = /[\u2800\u3164\uFFA0]/g;
/** Vertical tab, form feed, next line, line and paragraph separator: what word processors paste. */
const breaks = /[\v\f\x85\u2028\u2029]/g;

function means(sign: string, before: string, after: string): boolean {
  if (sign === '\u200B') return unspaced.test(before) && unspaced.test(after);
  // A joiner may end a word or an abbreviation; a non-joiner is only meaningful between two letters.
  if (sign === '\u200D') return joining.test(before);
  if (sign === '\u200C' || sign === '\u180E') return joining.test(before) && joining.test(after);
  return (rightToLeft.test(before) || rightToLeft.test(after)) && before !== '' && after !== '';
}

const pointBefore = (text: string, at: number): string => /.$/su.exec(text.slice(Math.max(0, at - 2), at))?.[0] ?? '';
const pointAt = (text: string, at: number): string =>
  at < text.length ? String.fromCodePoint(text.codePointAt(at) ?? 0) : '';

const withoutInvisible = (text: string): string =>
  text
    .replace(never, '')
    // Ours: around sentences in English (platform/texts/fallback.ts), and around placeholders of emails (platform/mail/template.tsx).
    .replace(/[\uE000\uE001\uE0E0\uE0E1]/g, '')
    .replace(blanks, ' ')
    .replace(sometimes, (run: string, start: number, whole: string) =>
      run.length > longestRun
        ? ''
        : Array.from(run)
            .filter((sign, n) => means(sign, pointBefore(whole, start + n), pointAt(whole, start + n + 1)))
            .join(''),
    )
    .normalize('NFC');

/** One line as it was meant: without invisible characters, pasted line breaks as spaces, trimmed. */
export const tidyLine = (text: string): string =>
  withoutInvisible(text.replace(breaks, ' ').replaceAll('\t', ' ')).trim();

/** The same for a text of several lines; its line ends become `\n`. */
export const tidyText = (text: string): string =>
  withoutInvisible(text.replace(/\r\n?/g, '\n').replace(breaks, '\n')).trim();

const isEdge = (sign: string): boolean =>
  /[\s\x85\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0]/.test(sign);

/** Trims blanks and invisible characters at both ends; the inside is not touched. */
export function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && isEdge(text[start] ?? '')) start++;
  while (end > start && isEdge(text[end - 1] ?? '')) end--;
  return text.slice(start, end);
}

/** Control characters, lone surrogates, and the replacement character. Expects text that is already tidy. */
export const isBrokenLine = (text: string): boolean => /[\p{Cc}\p{Cs}\uFFFD]/u.test(text);
export const isBrokenText = (text: string): boolean => /[^\P{Cc}\n\t]|[\p{Cs}\uFFFD]/u.test(text);
