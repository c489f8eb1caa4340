import { newId } from '../platform/ids.js';
import type { Tokens } from '../platform/tokens.js';
import type { SupportersService } from '../supporters/supporters.service.js';
import type { ImportRow, ReadRow } from './import.schema.js';
import { portion } from './import.sql.js';

/** The current wordings of what an imported row may have agreed to; null where the petition does not ask. */
export interface ImportWordings {
  signature: string | null;
  newsletter: string | null;
  showName: string | null;
}

/** The wordings offered by a petition. */
export function wordingsIn(offers: readonly { purpose: string; wording: string }[]): ImportWordings {
  const of = (purpose: string): string | null => offers.find((offer) => offer.purpose === purpose)?.wording ?? null;
  return { signature: of('signature'), newsletter: of('newsletter'), showName: of('show-name') };
}

/** Normalises case, blanks, apostrophes, dashes and punctuation; the two letters i of Turkish are one. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/ı|i\u0307/g, 'i')
    .replaceAll('ς', 'σ')
    .replace(/\u0640|[^\p{L}\p{M}\p{N}]/gu, '');
const plainBefore = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

/** Identity of a row: its mailbox; without one its name, country and postal code, hashed in a domain of their own. */
export function personKey(row: ImportRow, supporters: SupportersService, tokens: Tokens): Buffer {
  if (row.email !== undefined) return supporters.emailKey(row.email);
  const { given_name: given, family_name: family, country, postal_code: postal = '' } = row;
  return tokens.keyedHash('paper', JSON.stringify([given + family, country, postal].map(plain)));
}

/** The key a person without a mailbox had in lists of earlier versions; null with a mailbox. */
export function earlierKey(row: ImportRow, tokens: Tokens): Buffer | null {
  if (row.email !== undefined) return null;
  const { given_name: given, family_name: family, country, postal_code: postal = '' } = row;
  return tokens.keyedHash('paper', JSON.stringify([given, family, country, postal].map(plainBefore)));
}

/** The newsletter needs a yes and a mailbox; publishing a name only a yes. */
function consentsOf(row: ImportRow, wordings: ImportWordings): { purpose: string; wording: string }[] {
  const agreed = {
    signature: true,
    newsletter: row.newsletter === true && row.email !== undefined,
    showName: row.show_name === true,
  };
  const purposes = { signature: 'signature', newsletter: 'newsletter', showName: 'show-name' };
  return (['signature', 'newsletter', 'showName'] as const).flatMap((key) => {
    const wording = wordings[key];
    return agreed[key] && wording !== null ? [{ purpose: purposes[key], wording }] : [];
  });
}

/** A batch as the parameters of `takeImportRows`. */
export function portionValues(
  importId: string,
  rows: readonly ReadRow[],
  { keyOf, wordings, now }: { keyOf: (row: ImportRow) => Buffer; wordings: ImportWordings; now: Date },
): unknown[] {
  const lines = rows.map(({ number, row, faults }) => ({
    number,
    signature_id: newId(),
    supporter_id: newId(),
    key_hex: row && keyOf(row).toString('hex'),
    email: row?.email ?? null,
    given_name: row?.given_name ?? null,
    family_name: row?.family_name ?? null,
    country: row?.country ?? null,
    postal_code: row?.postal_code ?? null,
    comment: row?.comment ?? null,
    show_name: row && (row.show_name ?? false),
    locale: row && (row.locale ?? 'en'),
    signed_at: row?.signed_on === undefined ? null : new Date(`${row.signed_on}T00:00:00Z`),
    source: row?.source ?? null,
    consents: row && JSON.stringify(consentsOf(row, wordings)),
    fault: faults ? JSON.stringify(faults) : null,
  }));
  return portion.values({ import: importId, now }, lines);
}
