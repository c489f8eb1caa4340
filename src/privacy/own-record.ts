import type { Signature } from '../generated/prisma/client.js';
import type { Locale } from '../platform/http/locale.js';
import { answersInWords } from '../petitions/form/petition-answers.texts.js';
import type { PetitionForm } from '../petitions/form/petition-form.schema.js';
import type { OwnConsent, OwnRecord } from './own-data.schema.js';

/** A signature as the person who gave it sees it: everything that is stored. @param form of the version that was signed */
export const ownRecord = (
  { rangeKey, signedAt, confirmedAt, remindedAt, ...row }: Signature & { petition: { slug: string } },
  title: string,
  locale: Locale,
  consents: OwnConsent[],
  form: PetitionForm,
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
  answers: answersInWords(form, row.answers as Record<string, string> | null, locale),
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
