import { addDays, dayIn, instantIn } from '../../platform/day.js';
import { InvalidInput, type Fault } from '../../platform/errors.js';
import type { PetitionSettings } from './settings.schema.js';

/** A moment as the clocks of a zone show it. */
export const momentIn = (timeZone: string, at: Date): { day: string; time: string } => ({
  day: dayIn(timeZone, at),
  time: new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at),
});

/** A petition that closes as a day ends is shown with that day as its last, and no time. */
export function lastMomentIn(timeZone: string, at: Date): { day: string; time: string } {
  const moment = momentIn(timeZone, at);
  return moment.time === '00:00' ? { day: addDays(moment.day, -1), time: '' } : moment;
}

/** @throws InvalidInput when it would close before it opens. Without a time a petition opens as the day begins and closes as the day ends. */
export function timesOf(
  { opens, closes }: Pick<PetitionSettings, 'opens' | 'closes'>,
  timeZone: string,
): { opensAt: Date; closesAt: Date | null } {
  const faults: Fault[] = [];
  if (opens.day === '') faults.push({ pointer: '/opensDay', code: 'field.required', detail: 'is required' });
  if (closes.day === '' && closes.time !== '')
    faults.push({ pointer: '/closesDay', code: 'field.required', detail: 'is required with a time' });
  if (faults.length > 0) throw new InvalidInput(faults);
  const opensAt = instantIn(timeZone, opens.day, opens.time || '00:00');
  const closesAt =
    closes.day === ''
      ? null
      : closes.time === ''
        ? instantIn(timeZone, addDays(closes.day, 1), '00:00')
        : instantIn(timeZone, closes.day, closes.time);
  if (closesAt && closesAt <= opensAt)
    throw new InvalidInput([
      { pointer: '/closesDay', code: 'petition.closes_before_opening', detail: 'is before it opens' },
    ]);
  return { opensAt, closesAt };
}
