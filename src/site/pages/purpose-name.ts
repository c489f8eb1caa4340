import { countryName } from '../../platform/http/country-names.js';
import type { Locale } from '../../platform/http/locale.js';
import { byCode } from '../../platform/texts/by-code.js';
import { myDataTexts } from '../texts.js';

/** What a consent was given for, with its recipient: a State by its name, an organisation by its key. */
export function purposeName(
  { purpose, recipient }: { purpose: string; recipient?: string | undefined },
  locale: Locale,
): string {
  const name = byCode(myDataTexts(locale).purposes, purpose) ?? purpose;
  return recipient ? `${name} (${countryName(recipient, locale)})` : name;
}
