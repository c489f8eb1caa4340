import { inLanguage } from '../../platform/texts/in-language.js';
import { petitionLifeTexts } from '../petition-life.texts.js';
import type { PetitionForm } from './petition-form.schema.js';

/** Answers to the petition's own questions as people read them. One to a question that is no longer asked is shown by its key. */
export function answersInWords(
  { questions = [] }: PetitionForm,
  answers: Record<string, string> | null,
  locale: string,
): { label: string; answer: string }[] {
  const { terms } = petitionLifeTexts(locale);
  return Object.entries(answers ?? {}).map(([key, answer]) => {
    const question = questions.find((one) => one.key === key);
    const label = question ? inLanguage(question.label, locale) : key;
    if (question?.kind === 'yes_no') return { label, answer: answer === 'yes' ? terms.yes : terms.no };
    const option = question?.options?.find((one) => one.key === answer);
    return { label, answer: option ? inLanguage(option.label, locale) : answer };
  });
}
