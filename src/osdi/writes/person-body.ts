import { negotiateLocale, type Locale } from '../../platform/http/locale.js';
import { withoutEnding } from '../../platform/without-ending.js';
import type { ContactFields } from '../../petitions/contacts/contacts.schema.js';
import { BodyRefused } from '../osdi.errors.js';
import type { PersonHelper, PersonInput } from './writes.schema.js';

/** The address and its status: the primary one, else the first. */
export function emailIn({ email_addresses: emails }: PersonInput) {
  const email = emails.find(({ primary }) => primary) ?? emails[0];
  const status = email?.status?.toLowerCase();
  return {
    address: email?.address,
    status: status === 'subscribed' || status === 'unsubscribed' ? status : undefined,
  } as const;
}

/** Details of a person besides the address; missing fields are omitted. */
export function fieldsIn(person: PersonInput): ContactFields {
  const place = person.postal_addresses.find(({ primary }) => primary) ?? person.postal_addresses[0];
  const said = {
    given_name: person.given_name,
    family_name: person.family_name,
    source: person.source,
    country: place?.country,
    postal_code: place?.postal_code,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

export const localeIn = ({ preferred_language: preferred, languages_spoken: spoken }: PersonInput): Locale | null =>
  negotiateLocale(preferred ?? spoken?.[0]);

/** The last part of an address of ours. */
export function lastPart(href: string): string {
  const path = withoutEnding(href.split(/[?#]/, 1)[0] ?? '', '/');
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1));
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id in an address of ours; an invalid one matches nothing. */
export function idIn(href: string): string {
  const id = safely(href);
  if (!uuid.test(id)) throw new BodyRefused('A link does not lead to a resource of this server.');
  return id;
}

function safely(href: string): string {
  try {
    return lastPart(href);
  } catch {
    return '';
  }
}

/** Members of lists follow consents: only the newsletter can be requested, with the status `subscribed`. @throws BodyRefused */
export function refuseLists(body: Pick<PersonHelper, 'add_lists' | 'add_lists_uri'>, status: string | undefined): void {
  const lists = [...body.add_lists, ...body.add_lists_uri.map(safely)];
  if (lists.some((name) => name !== 'newsletter') || (lists.length > 0 && status !== 'subscribed'))
    throw new BodyRefused(
      'Members of lists follow from consents. Only "newsletter" can be requested, together with an address whose status is "subscribed".',
    );
}
