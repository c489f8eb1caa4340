import type { VNode } from 'preact';
import type { Fault } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import type { AskedQuestion } from '../../petitions/form/petition-form.schema.js';
import { texts } from '../texts.js';

/** What is wrong with the form, each with a link to its field. */
export function FormProblems({
  locale,
  faults,
  suggestion,
  questions,
}: {
  questions: readonly AskedQuestion[];
  locale: Locale;
  faults: readonly Fault[];
  suggestion: string | null;
}): VNode {
  const fields = [
    ...new Set([
      ...faults.map(
        ({ pointer }) =>
          pointer
            .slice(1)
            .replace(/^answers\//, 'answer_')
            .split('/')[0] ?? '',
      ),
      ...(suggestion ? ['email'] : []),
    ]),
  ];
  const label = {
    ...(texts(locale).form as unknown as Record<string, string>),
    ...Object.fromEntries(questions.map((question) => [`answer_${question.key}`, question.label])),
  };
  return (
    <div class="notice error" role="alert" id="problems">
      <p>
        <strong>{texts(locale).form.problems({ n: fields.length })}</strong>
      </p>
      <ul>
        {fields.map((name) => (
          <li>
            {name === 'version' ? (
              <a href="#content">{texts(locale).faults['petition.changed']}</a>
            ) : (
              <a href={`#${name}`}>{label[name] ?? name}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
