import { utcDay } from '../../platform/clock.js';
import type { FieldValues } from './template-engine.js';
import type { CorrectionReasons, CorrectionWords } from './corrections.schema.js';

/** A letter that is corrected, and what was wrong with it. */
export interface CorrectedLetter {
  reference: string;
  sentAt: Date;
  reasons: CorrectionReasons;
}

interface CorrectionParts {
  letters: readonly CorrectedLetter[];
  /** What is true now, by the key of its claim */
  facts: ReadonlyMap<string, string>;
  values: FieldValues;
  words: CorrectionWords;
  locale: string;
}

/** Markdown: which letter, what was wrong in it, and what is true now. `claims` are those whose facts it states. */
export function composeCorrection({ letters, facts, values, words, locale }: CorrectionParts): {
  subject: string;
  text: string;
  claims: string[];
} {
  const date = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, { dateStyle: 'long', timeZone: 'UTC' });
  const number = (n: number): string => new Intl.NumberFormat(locale).format(n);
  const reference = values['letter.reference'] ?? '';
  const pointsOf = ({ claims, positions, withdrawn, counts }: CorrectionReasons): string[] => [
    ...claims
      .filter(({ change }) => change !== 'expired')
      .map(({ key, note, change }) =>
        put(change === 'corrected' ? words.corrected : words.retired, {
          note: number(note),
          fact: plain(facts.get(key) ?? ''),
        }),
      ),
    ...positions.map(({ convention, said, holds }) =>
      put(words.position, {
        state: values['state.name'] ?? '',
        convention: words.conventions[convention],
        said: positionIn(words, said),
        holds: positionIn(words, holds),
      }),
    ),
    ...(withdrawn > 0 ? [put(words.withdrawn, { n: number(withdrawn) })] : []),
    ...(counts
      ? [
          put(words.counts, {
            said: number(counts.said),
            asOf: date.format(new Date(counts.asOf)),
            takenBack: number(counts.takenBack),
            setAside: number(counts.setAside),
          }),
        ]
      : []),
  ];
  const sections = letters.map(({ reference: letter, sentAt, reasons }) =>
    [`**${put(words.letter, { letter, day: date.format(new Date(utcDay(sentAt))) })}**`, ...pointsOf(reasons)].join(
      '\n\n',
    ),
  );
  const text = [
    values['addressee.envelope'],
    values['letter.day'],
    put(words.ours, { reference }),
    values['addressee.salutation'],
    words.opening,
    ...sections,
    words.closing,
    values['addressee.closing'],
  ];
  const claims = letters.flatMap(({ reasons }) =>
    reasons.claims.filter(({ change }) => change === 'corrected').map(({ key }) => key),
  );
  return {
    subject: put(words.subject, { letters: letters.map((one) => one.reference).join(', '), reference }),
    text: text.filter(Boolean).join('\n\n'),
    claims: [...new Set(claims)],
  };
}

const put = (sentence: string, values: Record<string, string>): string =>
  sentence.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);

const positionIn = (words: CorrectionWords, position: string): string =>
  (words.positions as Record<string, string | undefined>)[position] ?? position;

/** A fact of the register in a paragraph of its own: no line of it may become a heading or a list. */
const plain = (fact: string): string => fact.replace(/\s+/g, ' ').trim();
