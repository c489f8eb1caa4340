import { utcDay } from '../../platform/clock.js';
import type { FieldValues } from './template-engine.js';
import { catalogue } from '../../platform/texts/catalogue.js';
import { longDate, number as numberIn } from '../../platform/texts/in-words.js';
import { byCode } from '../../platform/texts/by-code.js';
import type { CorrectionReasons } from './corrections.schema.js';

const correctionTexts = catalogue('letter-corrections');

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
  locale: string;
}

/** Markdown: which letter, what was wrong in it, and what is true now. `claims` are those whose facts it states. */
export function composeCorrection({ letters, facts, values, locale }: CorrectionParts): {
  subject: string;
  text: string;
  claims: string[];
} {
  const words = correctionTexts(locale);
  const number = (n: number): string => numberIn(n, locale);
  const reference = values['letter.reference'] ?? '';
  const pointsOf = ({ claims, positions, withdrawn, counts }: CorrectionReasons): string[] => [
    ...claims
      .filter(({ change }) => change !== 'expired')
      .map(({ key, note, change }) =>
        change === 'corrected'
          ? words.corrected({ note: number(note), fact: plain(facts.get(key) ?? '') })
          : words.retired({ note: number(note) }),
      ),
    ...positions.map(({ convention, said, holds }) =>
      words.position({
        state: values['state.name'] ?? '',
        convention: words.conventions[convention],
        said: positionIn(words, said),
        holds: positionIn(words, holds),
      }),
    ),
    ...(withdrawn > 0 ? [words.withdrawn({ n: withdrawn })] : []),
    ...(counts
      ? [
          words.counts({
            said: number(counts.said),
            asOf: longDate(counts.asOf, locale),
            takenBack: counts.takenBack,
            setAside: counts.setAside,
          }),
        ]
      : []),
  ];
  // What was withdrawn or not counted since was right when it was written.
  const wrong = letters.flatMap(({ reasons: { claims, positions } }) => [
    ...claims.filter(({ change }) => change !== 'expired'),
    ...positions,
  ]).length;
  const kind = wrong === 0 ? 'change' : wrong > 1 ? 'many' : 'one';
  const sections = letters.map(({ reference: letter, sentAt, reasons }) =>
    [`**${words.letter({ letter, day: longDate(utcDay(sentAt), locale) })}**`, ...pointsOf(reasons)].join('\n\n'),
  );
  const text = [
    values['addressee.envelope'],
    values['letter.day'],
    words.ours({ reference }),
    values['addressee.salutation'],
    words.opening({ kind }),
    ...sections,
    words.closing({ kind }),
    values['addressee.closing'],
    values['letter.signatory'],
  ];
  const claims = letters.flatMap(({ reasons }) =>
    reasons.claims.filter(({ change }) => change === 'corrected').map(({ key }) => key),
  );
  return {
    subject: words.subject({ letters: letters.map((one) => one.reference).join(', '), reference }),
    text: text.filter(Boolean).join('\n\n'),
    claims: [...new Set(claims)],
  };
}

const positionIn = (words: ReturnType<typeof correctionTexts>, position: string): string =>
  byCode(words.positions, position) ?? position;

/** A fact of the register in a paragraph of its own: no line of it may become a heading or a list. */
const plain = (fact: string): string => fact.replace(/\s+/g, ' ').trim();
