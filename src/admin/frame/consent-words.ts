import { countryName } from '../../platform/http/country-names.js';

const purposes: Record<string, string> = {
  signature: 'signature',
  newsletter: 'newsletter',
  'show-name': 'name shown',
  government: 'name to governments',
  partner: 'details to organisations',
};

/** `newsletter:2026-11` → `newsletter (wording 2026-11)`, `government/DE` → `name to governments: Germany` */
export function consentWords(label: string): string {
  const [name = '', wording] = label.split(':');
  const [purpose = '', recipient] = name.split('/');
  const words = Object.hasOwn(purposes, purpose) ? purposes[purpose] : purpose;
  return `${words}${recipient ? `: ${countryName(recipient, 'en')}` : ''}${wording ? ` (wording ${wording})` : ''}`;
}
