import type { Signature } from '../generated/prisma/client.js';
import type { Locale } from '../platform/http/locale.js';
import { answersInWords } from '../petitions/form/petition-answers.texts.js';
import { formOf } from '../petitions/form/petition-form.schema.js';
import type { OwnConsent, OwnRecord } from './own-data.schema.js';

/** A signature as the person who gave it sees it: everything that is stored. */
export const ownRecord = (
  { rangeKey, signedAt, confirmedAt, remindedAt, ...row }: Signature & { petition: { slug: string; form: unknown } },
  title: string,
  locale: Locale,
  consents: OwnConsent[],
): OwnRecord => ({
  id: row.id,
  petition: { slug: row.petition.slug, title },
  version: row.version,
  status: row.status,
  givenName: row.givenName,
  familyName: row.familyName,
  country: row.country,
  postalCode: row.postalCode,
  comment: row.comment,
  answers: answersInWords(formOf(row.petition), row.answers as Record<string, string> | null, locale),
  showName: row.showName,
  locale: row.locale,
  source: row.source,
  signedAt: signedAt.toISOString(),
  confirmedAt: confirmedAt?.toISOString() ?? null,
  remindedAt: remindedAt?.toISOString() ?? null,
  number: row.number,
  networkHash: rangeKey && Buffer.from(rangeKey).toString('hex'),
  consents,
});
