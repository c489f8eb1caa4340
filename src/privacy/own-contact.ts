import type { OwnConsent, OwnContact } from './own-data.schema.js';

interface ContactRow {
  status: string;
  givenName: string | null;
  familyName: string | null;
  country: string | null;
  postalCode: string | null;
  locale: string;
  source: string | null;
  createdAt: Date;
  modifiedAt: Date;
  confirmedAt: Date | null;
}

/** A contact as its owner sees it. */
export const ownContact = (row: ContactRow, consents: OwnConsent[]): OwnContact => ({
  status: row.status,
  givenName: row.givenName,
  familyName: row.familyName,
  country: row.country,
  postalCode: row.postalCode,
  locale: row.locale,
  source: row.source,
  createdAt: row.createdAt.toISOString(),
  modifiedAt: row.modifiedAt.toISOString(),
  confirmedAt: row.confirmedAt?.toISOString() ?? null,
  consents,
});
