import type { Locale } from '../../platform/http/locale.js';

/** Details of a person; null clears a field, an absent field stays unchanged. Validated by the caller. */
export interface ContactFields {
  given_name?: string | null;
  family_name?: string | null;
  country?: string | null;
  postal_code?: string | null;
  source?: string | null;
}

/** A sign-up without a signature. */
export interface NewContact {
  email: string;
  fields: ContactFields;
  locale: Locale;
  /** Absent: leaves the newsletter unchanged. */
  newsletter?: 'subscribed' | 'unsubscribed' | undefined;
}
