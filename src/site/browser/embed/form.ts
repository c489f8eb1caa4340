import type { EmbeddedForm } from '../../embed.schema.js';
import type { Api, Fault, Outcome } from './api.js';
import { drawConsents, readConsents } from './consents.js';
import { el } from './dom.js';
import { answerPrefix, drawFields, type Field } from './fields.js';

/** The form is sent after this time, whatever the state of the proof of work. */
const patience = 8_000;

export interface FormParts {
  api: Api;
  description: EmbeddedForm;
  /** A source marker of the website for statistics; sent with the signature. */
  source: string | null;
  onSigned: () => void;
}

/** The field a fault is about. */
function nameIn(pointer: string): string {
  const [, name = '', key = ''] = pointer.split('/');
  return name === 'answers' ? `${answerPrefix}${key}` : name;
}

/** The sign-up form: sends what was typed, and shows errors beside the fields. */
export class SignForm {
  readonly element: HTMLFormElement;
  private readonly fields: Map<string, Field>;
  private readonly problem = el('div', { class: 'problem', role: 'alert' });
  private readonly status = el('p', { class: 'quiet', role: 'status' });
  private readonly trap = el('input', { type: 'text', name: 'website', tabindex: -1, autocomplete: 'off' });
  private readonly button: HTMLButtonElement;
  private consents: HTMLElement;
  private stamp: string;
  private version: number;
  private proof: Promise<string | undefined> | null = null;
  private sending = false;

  constructor(private readonly parts: FormParts) {
    const { words, stamp, version } = parts.description;
    this.stamp = stamp;
    this.version = version;
    this.fields = drawFields(parts.description);
    this.consents = drawConsents(parts.description);
    this.button = el('button', { type: 'submit', part: 'button' }, words.form.submit);
    const trap = el('div', { class: 'trap', 'aria-hidden': 'true' }, el('label', {}, words.form.trap, this.trap));
    this.element = el(
      'form',
      { novalidate: true, part: 'form', 'aria-labelledby': 'heading' },
      el('h3', { id: 'heading' }, words.form.heading),
      this.problem,
      el('div', { class: 'fields' }, ...[...this.fields.values()].map(({ element }) => element)),
      this.consents,
      trap,
      this.button,
      this.status,
    );
    this.element.addEventListener('focusin', () => void this.prove(), { once: true });
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.send();
    });
  }

  /** Solved while the person types, so that the form never waits. */
  private prove(): Promise<string | undefined> {
    return (this.proof ??= this.parts.api.proof().catch(() => undefined));
  }

  private async send(): Promise<void> {
    if (this.sending) return;
    this.sending = true;
    this.button.setAttribute('aria-disabled', 'true');
    const { api, description } = this.parts;
    this.status.textContent = description.words.form.working ?? '';
    const altcha = await Promise.race([
      this.prove(),
      new Promise<undefined>((resolve) => setTimeout(resolve, patience)),
    ]);
    const outcome = await api.sign(description.slug, this.body(altcha));
    // A solution is used once.
    this.proof = null;
    this.sending = false;
    this.button.removeAttribute('aria-disabled');
    this.status.textContent = '';
    if (outcome.signed) this.parts.onSigned();
    else await this.explain(outcome);
  }

  private body(altcha: string | undefined): Record<string, unknown> {
    const { source, description } = this.parts;
    const typed = [...this.fields].map(([name, { control }]) => [name, control.value] as const);
    const answers = typed.filter(([name, value]) => name.startsWith(answerPrefix) && value !== '');
    return {
      ...Object.fromEntries(typed.filter(([name]) => !name.startsWith(answerPrefix))),
      ...(answers.length > 0 && {
        answers: Object.fromEntries(answers.map(([name, value]) => [name.slice(answerPrefix.length), value])),
      }),
      ...readConsents(this.consents),
      locale: description.locale,
      version: this.version,
      stamp: this.stamp,
      website: this.trap.value,
      ...(source !== null && { source }),
      ...(altcha !== undefined && { altcha }),
    };
  }

  private async explain({ faults, refusal }: Extract<Outcome, { signed: false }>): Promise<void> {
    const { words } = this.parts.description;
    const sentence = ({ code }: Fault): string => words.faults[code] ?? words.faults['field.invalid'] ?? '';
    const of = (name: string): Fault | undefined => faults.find(({ pointer }) => nameIn(pointer) === name);
    for (const [name, field] of this.fields) {
      const fault = of(name);
      field.complain(fault ? sentence(fault) : null);
    }
    const consents = of('consents');
    if (consents || of('version')) await this.renew();
    if (consents) this.complainOfConsents(sentence(consents));
    const marked = new Set(faults.map(({ pointer }) => nameIn(pointer)));
    const lines = [
      refusal === null ? words.problems[marked.size - 1] : words.refusals[refusal],
      ...faults.filter(({ pointer }) => !this.isField(pointer)).map(sentence),
    ];
    this.problem.replaceChildren(...lines.flatMap((line) => (line === undefined ? [] : [el('p', {}, line)])));
    const first = [...this.fields].find(([name]) => of(name))?.[1].control;
    (first ?? this.button).focus();
  }

  private isField(pointer: string): boolean {
    const name = nameIn(pointer);
    return name === 'consents' || this.fields.has(name);
  }

  /** Texts that changed since the form was rendered are shown again, with unticked boxes; the next sign-up is for the version of now. */
  private async renew(): Promise<void> {
    const { api, description } = this.parts;
    const fresh = await api.form(description.slug, description.locale).catch(() => null);
    if (!fresh) return;
    const drawn = drawConsents(fresh);
    this.consents.replaceWith(drawn);
    this.consents = drawn;
    this.stamp = fresh.stamp;
    this.version = fresh.version;
  }

  private complainOfConsents(fault: string): void {
    const place = this.consents.querySelector<HTMLElement>('[data-consents-fault]');
    if (!place) return;
    place.textContent = fault;
    place.hidden = false;
  }
}
