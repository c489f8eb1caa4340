import { number } from '../frame/words.js';

/** Per cent without decimals; what is not all is never shown as all, nor what is not nothing as nothing. Null: of nothing. */
export function percentText(part: number, whole: number): string | null {
  if (whole <= 0) return null;
  const percent = Math.round((part / whole) * 100);
  if (percent === 0 && part > 0) return 'under 1 %';
  return percent === 100 && part < whole ? 'over 99 %' : `${percent} %`;
}

/** `12 % more than in the 30 days before (1,234)` @param than what it is compared with, after "than" */
export function changeInWords(now: number, before: number, than: string): string {
  if (now === before) return `as many as ${than}`;
  const direction = now > before ? 'more' : 'fewer';
  if (before === 0) return `${number(now)} more than ${than} (none)`;
  const share = percentText(Math.abs(now - before), before) ?? '';
  return `${share} ${direction} than ${than} (${number(before)})`;
}

interface Share {
  part: number;
  whole: number;
}

/** The difference of two shares in points, because a change of per cent in per cent is read wrongly. */
export function shareChangeInWords(now: Share, before: Share, than: string): string {
  const text = percentText(before.part, before.whole);
  if (text === null || now.whole <= 0) return `nothing to compare: nobody signed${text === null ? ` ${than}` : ''}`;
  const points = Math.round((now.part / now.whole - before.part / before.whole) * 100);
  if (points === 0) return `the same share as ${than}`;
  const size = `${Math.abs(points)} ${Math.abs(points) === 1 ? 'point' : 'points'}`;
  return `${size} ${points > 0 ? 'higher' : 'lower'} than ${than} (${text})`;
}
