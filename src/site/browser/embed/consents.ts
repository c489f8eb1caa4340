import type { EmbeddedForm } from '../../embed.schema.js';
import { el } from './dom.js';

type Offer = EmbeddedForm['offers'][number];

const signing = 'signature';
const showName = 'show-name';

/** Every box is initially unticked, and carries purpose and wording as the server named them. */
const box = ({ purpose, wording }: Offer, label: string, recipient?: string): HTMLElement => {
  const control = el('input', { type: 'checkbox', name: 'consent', 'data-purpose': purpose, 'data-wording': wording });
  if (recipient !== undefined) control.dataset.recipient = recipient;
  return el('label', { class: 'check' }, control, el('span', {}, label));
};

function ofOffer(offer: Offer, words: EmbeddedForm['words']): HTMLElement | null {
  const { purpose, text, recipients } = offer;
  if (recipients === null) return box(offer, text);
  if (recipients.length === 0) return null;
  return el(
    'details',
    {},
    el('summary', {}, words.recipients[purpose] ?? text),
    el(
      'fieldset',
      {},
      el('legend', {}, text),
      el('div', { class: 'many' }, ...recipients.map(({ key, name }) => box(offer, name, key))),
    ),
  );
}

/** The offered consents, in the server's texts; the statement beside the button is part of signing. */
export function drawConsents({ offers, words, privacy }: EmbeddedForm): HTMLElement {
  const statement = offers.find(({ purpose }) => purpose === signing);
  const others = offers.filter(({ purpose }) => purpose !== signing);
  const fault = el('p', { class: 'fault', 'data-consents-fault': true, hidden: true });
  return el(
    'div',
    { class: 'consents' },
    ...others.map((offer) => ofOffer(offer, words)),
    statement &&
      el(
        'p',
        { class: 'statement', 'data-purpose': signing, 'data-wording': statement.wording },
        `${statement.text} `,
        el('a', { href: privacy.url, target: '_blank', rel: 'noopener' }, privacy.name),
      ),
    fault,
  );
}

/** The given consents, in the shape of the JSON sign-up. */
export function readConsents(root: ParentNode): { consents: Record<string, string>[]; showName: boolean } {
  const chosen = root.querySelectorAll<HTMLElement>('input[data-purpose]:checked, p[data-purpose]');
  const consents = [...chosen].map(({ dataset: { purpose = '', wording = '', recipient } }) => ({
    purpose,
    wording,
    ...(recipient !== undefined && { recipient }),
  }));
  return { consents, showName: consents.some(({ purpose }) => purpose === showName) };
}
