import { addDays, dayIn, instantIn } from '../../platform/day.js';
import { InvalidInput, type Fault } from '../../platform/errors.js';
import { writtenLocales } from '../../platform/http/locale.js';
import type { Audience } from '../../updates/audience/audience.schema.js';
import type { Texts } from '../frame/form.js';

/** What the form says: who gets the email, and until when. */
export interface AudienceInput {
  /** Not checked yet */
  audience: Record<string, unknown>;
  notAfter: Date | null;
}

const day = /^\d{4}-\d{2}-\d{2}$/;

/**
 * The audience a form asks for. Days are those of the campaign's clocks; “until” includes its day.
 * @param petitions short names that may be ticked @throws InvalidInput
 */
export function audienceIn(input: Texts, petitions: readonly string[], timeZone: string): AudienceInput {
  const faults: Fault[] = [];
  const instant = (name: string, days = 0): string | undefined => {
    const value = input[name]?.trim() ?? '';
    if (value === '') return undefined;
    if (day.test(value) && !Number.isNaN(Date.parse(value)))
      return instantIn(timeZone, addDays(value, days), '00:00').toISOString();
    faults.push({ pointer: `/${name}`, code: 'field.invalid', detail: 'must be a day like 2027-04-04' });
    return undefined;
  };
  const notAfter = moment(input, timeZone, faults);
  const codes = (input.countries ?? '').toUpperCase().split(/[\s,;]+/);
  const audience = {
    petitions: petitions.filter((slug) => input[`petition_${slug}`] !== undefined),
    countries: [...new Set(codes.filter((code) => code !== ''))],
    languages: writtenLocales.filter((locale) => input[`language_${locale}`] !== undefined),
    signedSince: instant('signedSince'),
    signedBefore: instant('signedUntil', 1),
    notMailedSince: instant('notMailedSince'),
    wroteLetter: { yes: true, no: false }[input.wroteLetter ?? ''],
    otherLanguages: input.otherLanguages === 'nobody' ? 'nobody' : 'english',
    excluded: input.excluded === '' ? undefined : input.excluded,
  };
  if (faults.length > 0) throw new InvalidInput(faults);
  return { audience, notAfter };
}

function moment(input: Texts, timeZone: string, faults: Fault[]): Date | null {
  const { notAfterDay = '', notAfterTime = '' } = input;
  if (notAfterDay === '') return null;
  const time = notAfterTime === '' ? '23:59' : notAfterTime;
  if (!day.test(notAfterDay) || Number.isNaN(Date.parse(notAfterDay)))
    faults.push({ pointer: '/notAfterDay', code: 'field.invalid', detail: 'must be a day like 2027-04-04' });
  else if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    faults.push({ pointer: '/notAfterTime', code: 'field.invalid', detail: 'must be a time like 09:30' });
  else return instantIn(timeZone, notAfterDay, time);
  return null;
}

/** A planned audience as the form shows it. */
export function inputOfAudience(audience: Audience, notAfter: Date | null, timeZone: string): Texts {
  const dayOf = (at: string | undefined, days = 0): string =>
    at === undefined ? '' : addDays(dayIn(timeZone, new Date(at)), days);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return {
    ...Object.fromEntries(audience.petitions.map((slug) => [`petition_${slug}`, 'yes'])),
    ...Object.fromEntries(audience.languages.map((locale) => [`language_${locale}`, 'yes'])),
    countries: audience.countries.join(', '),
    signedSince: dayOf(audience.signedSince),
    signedUntil: dayOf(audience.signedBefore, -1),
    notMailedSince: dayOf(audience.notMailedSince),
    wroteLetter: audience.wroteLetter === undefined ? '' : audience.wroteLetter ? 'yes' : 'no',
    otherLanguages: audience.otherLanguages,
    excluded: audience.excluded ?? '',
    notAfterDay: notAfter ? dayIn(timeZone, notAfter) : '',
    notAfterTime: notAfter ? time.format(notAfter) : '',
  };
}
