import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { AskedQuestion } from '../../petitions/form/petition-form.schema.js';
import { lifeTexts, texts } from '../texts.js';
import { describedBy, Frame } from './form-fields.js';

interface Props {
  questions: readonly AskedQuestion[];
  answers: Readonly<Record<string, string>>;
  problem: (field: string) => string | undefined;
  locale: Locale;
}

/** The petition's own questions, each with why it is asked. */
export const Questions = ({ questions, answers, problem, locale }: Props): VNode => (
  <>
    {questions.map((question) => {
      const id = `answer_${question.key}`;
      const fault = problem(`answers/${question.key}`);
      const label = question.required ? question.label : `${question.label} (${texts(locale).form.optional})`;
      const help = lifeTexts(locale).terms.purpose({ purpose: question.purpose });
      return (
        <Frame name={id} label={label} help={help} problem={fault}>
          <Control question={question} id={id} value={answers[question.key] ?? ''} fault={fault} locale={locale} />
        </Frame>
      );
    })}
  </>
);

interface ControlProps {
  question: AskedQuestion;
  id: string;
  value: string;
  fault: string | undefined;
  locale: Locale;
}

function Control({ question, id, value, fault, locale }: ControlProps): VNode {
  const { terms } = lifeTexts(locale);
  const shared = {
    id,
    name: id,
    required: question.required,
    'aria-invalid': fault ? ('true' as const) : undefined,
    'aria-describedby': describedBy(id, true, fault),
  };
  if (question.kind === 'text')
    return <input type="text" value={value} maxLength={500} autoComplete="off" {...shared} />;
  const options =
    question.kind === 'choice'
      ? question.options
      : [
          { key: 'yes', label: terms.yes },
          { key: 'no', label: terms.no },
        ];
  return (
    <select {...shared}>
      <option value="">{terms.choose}</option>
      {options.map(({ key, label }) => (
        <option value={key} selected={key === value}>
          {label}
        </option>
      ))}
    </select>
  );
}
