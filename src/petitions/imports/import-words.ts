const yes = new Set(['yes', 'y', 'true', '1', 'x', 'oui', 'o', 'vrai', 'sí', 'si', 's', 'verdadero', 'так', 'т']);
const no = new Set(['', 'no', 'n', 'false', '0', 'non', 'faux', 'falso', 'ні', 'н', '-']);

/** Null for what is neither. Nothing said is a no. */
export function yesOrNo(text: string): boolean | null {
  const word = text.normalize('NFC').trim().toLowerCase();
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}

/** `2027-04-04`, or the day first: `4.4.2027`, `04/04/2027`. Comes out as YYYY-MM-DD; null where it is none of these. */
export function dayOf(text: string): string | null {
  const [, isoDay] = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$/.exec(text) ?? [];
  if (isoDay !== undefined) return isoDay;
  const [, day = '', month = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text) ?? [];
  return year === '' ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
