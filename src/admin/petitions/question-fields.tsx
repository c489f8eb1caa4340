import type { VNode } from 'preact';
import { localeName, writtenLocales, type Locale } from '../../platform/http/locale.js';
import { Area, Check, Field, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import type { Refused } from '../frame/form.js';

interface Props {
  n: number;
  languages: readonly Locale[];
  shared: (name: string) => { name: string; value: string | undefined; faults: Refused['faults'] };
  isRequired: boolean;
}

/** One question of the petition's own, in every language. */
export function QuestionFields({ n, languages, shared, isRequired }: Props): VNode {
  const key = `q${n}`;
  const kind = shared(`${key}_kind`);
  const worded = ['label', 'purpose', 'options'].flatMap((part) =>
    writtenLocales.map((locale) => `${key}_${part}_${locale}`),
  );
  return (
    <fieldset class="card">
      <legend>Question {n} of your own</legend>
      <Select
        {...kind}
        label="Kind of answer"
        options={[
          { value: '', label: 'No question' },
          { value: 'text', label: 'A line of text' },
          { value: 'choice', label: 'One of several answers' },
          { value: 'yes_no', label: 'Yes or no' },
        ]}
      />
      <Fold title="Wording" fields={worded} faults={kind.faults} used={(kind.value ?? '') !== ''}>
        <Check name={`${key}_required`} label="Must be answered" checked={isRequired} />
        {languages.map((locale) => (
          <>
            <Field {...shared(`${key}_label_${locale}`)} label={`Question (${localeName(locale)})`} />
            <Field {...shared(`${key}_purpose_${locale}`)} label={`Why you ask (${localeName(locale)})`} />
            <Area
              {...shared(`${key}_options_${locale}`)}
              label={`Answers to choose from, one per line (${localeName(locale)})`}
              lang={locale}
            />
          </>
        ))}
      </Fold>
    </fieldset>
  );
}
