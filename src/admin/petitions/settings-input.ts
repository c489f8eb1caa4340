import { mostQuestions } from '../../petitions/form/petition-form.schema.js';
import type { PetitionSettings } from '../../petitions/settings/settings.schema.js';

/** Settings as the form shows them. */
export function settingsInput(settings: PetitionSettings): Record<string, string> {
  const { form, opens, closes } = settings;
  const input: Record<string, string> = {
    revision: String(settings.revision),
    slug: settings.slug,
    opensDay: opens.day,
    opensTime: opens.time,
    closesDay: closes.day,
    closesTime: closes.time,
    goalSteps: settings.goalSteps.join(', '),
    countries: settings.countries.join(' '),
    proofOfWork: settings.proofOfWork,
    familyName: form.familyName ?? 'optional',
    postalCode: form.postalCode ?? 'optional',
    comment: form.comment ?? 'optional',
    ...inAll('thanks', form.thanks),
    ...inAll('mail', form.mail),
    ...ticks('step', form.nextSteps ?? []),
    ...ticks('consent', settings.purposes),
    ...ticks('demand', settings.demands),
    ...(settings.showNames && { showNames: 'yes' }),
  };
  for (let n = 1; n <= mostQuestions; n++) {
    const key = `q${n}`;
    const question = form.questions?.find((one) => one.key === key);
    if (!question) continue;
    const { kind, required, label, purpose, options = [] } = question;
    const lines = Object.keys(label).map((locale) => [
      locale,
      options.map((option) => option.label[locale] ?? '').join('\n'),
    ]);
    Object.assign(
      input,
      { [`${key}_kind`]: kind },
      required && { [`${key}_required`]: 'yes' },
      inAll(`${key}_label`, label),
      inAll(`${key}_purpose`, purpose),
      inAll(`${key}_options`, Object.fromEntries(lines) as Record<string, string>),
    );
  }
  return input;
}

const inAll = (name: string, texts: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([locale, text]) => [`${name}_${locale}`, text]));

const ticks = (name: string, chosen: readonly string[]): Record<string, string> =>
  Object.fromEntries(chosen.map((one) => [`${name}_${one}`, 'yes']));
