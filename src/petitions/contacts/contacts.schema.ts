import type { Locale } from '../../platform/http/locale.js';

/** What is said of a person; null takes away, what is absent stays as it is. Checked by who reads the request. */
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
  /** Absent: nothing is said of the newsletter. */
  newsletter?: 'subscribed' | 'unsubscribed' | undefined;
}
