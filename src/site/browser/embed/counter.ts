import type { EmbeddedForm } from '../../embed.schema.js';
import type { Count } from './api.js';
import { el } from './dom.js';

export interface Counter {
  element: HTMLElement;
  show: (count: Count) => void;
}

/** Number, goal and bar. They are updated while the page is open, without interrupting anybody. */
export function drawCounter(form: EmbeddedForm): Counter {
  const { words, locale } = form;
  const number = new Intl.NumberFormat(locale);
  const category = new Intl.PluralRules(locale);
  const signed = el('strong', { class: 'signed', id: 'signed' });
  const goal = el('span', { class: 'quiet' });
  const bar = el('progress', { part: 'bar', 'aria-labelledby': 'signed' });
  const show = ({ signatureCount, goal: wanted }: Count): void => {
    const sentence = words.signed[category.select(signatureCount)] ?? words.signed.other ?? '#';
    signed.textContent = sentence.replace('#', number.format(signatureCount));
    signed.dataset.count = String(signatureCount);
    goal.textContent = words.goal.replace('#', number.format(wanted));
    bar.max = wanted;
    bar.value = Math.min(signatureCount, wanted);
  };
  show(form);
  return {
    element: el('div', { class: 'counter', part: 'counter' }, el('p', { class: 'line' }, signed, ' ', goal), bar),
    show,
  };
}
