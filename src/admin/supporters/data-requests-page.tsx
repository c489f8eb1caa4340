import type { VNode } from 'preact';
import { fullName } from '../../platform/full-name.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { consentName } from '../../supporters/consents.schema.js';
import type { OwnData, OwnRecord } from '../../privacy/own-data.schema.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import { consentWords } from '../frame/consent-words.js';
import { ConfirmField } from '../frame/confirm-field.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { longDay } from '../frame/words.js';
import { AddressForm, lacksReason, ReasonField, SameAddress } from './address-forms.js';

interface DataRequestsProps {
  staff: SignedIn;
  input: Readonly<Record<string, string>>;
  /** What is held about the requested person. */
  data?: OwnData;
  done?: string | undefined;
  refused?: Refused | undefined;
}

/** Data subject requests: looking a person up, giving them everything, or erasing them. */
export function DataRequestsPage({ staff, input, data, done, refused }: DataRequestsProps): VNode {
  return (
    <Layout title="Data subject requests" staff={staff} path="/admin/data-requests">
      <DoneNotice done={done} texts={{ erased: 'This person’s data has been erased.' }} />
      <p>
        People can do all of this themselves at <a href="/me">/me</a>; this page is for requests that come in other
        ways. Make sure that the email address belongs to the person. Every lookup is recorded in the audit log.
      </p>
      <AddressForm staff={staff} action="/admin/data-requests" input={input} refused={refused} />
      {(data !== undefined || lacksReason(refused)) && (
        <Person staff={staff} input={input} data={data} refused={refused} />
      )}
    </Layout>
  );
}

function Person({ staff, input, data, refused }: DataRequestsProps): VNode {
  return (
    <>
      {data && (
        <section class="card">
          <h2>What is held</h2>
          {data.signatures.length === 0 && <p>An email address only, no signatures.</p>}
          {data.signatures.map((record) => (
            <Signature record={record} />
          ))}
          {data.letters.length > 0 && (
            <p>{`Letters to ministries: ${data.letters.map(({ iso, status }) => `${iso} (${status})`).join(', ')}.`}</p>
          )}
          <ActionButton staff={staff} action="/admin/data-requests/file" label="Download all data (JSON)">
            <SameAddress input={input} />
          </ActionButton>
        </section>
      )}
      <form class="card" method="post" action="/admin/data-requests/erase">
        <h2>Erase this person’s data</h2>
        <Csrf staff={staff} />
        <SameAddress input={input} />
        <ReasonField label="How the person asked, and how that was checked" input={input} refused={refused} />
        <ConfirmField wanted={input.email ?? ''} refused={refused}>
          {data && `${held(data)} `}
          All signatures, letters, names, the address, consents and waiting mails are deleted for good; the counts
          follow.
        </ConfirmField>
        <button class="button small" type="submit">
          Erase
        </button>
      </form>
    </>
  );
}

/** What there is to be erased, in numbers. */
const held = ({ signatures, letters }: OwnData): string =>
  `Signatures of this person: ${signatures.length}; letters to ministries: ${letters.length}.`;

const Signature = ({ record }: { record: OwnRecord }): VNode => (
  <p>
    <bdi>{fullName(record)}</bdi>, {record.country}, {record.petition.slug}, {record.status}, signed{' '}
    {longDay(record.signedAt.slice(0, 10))}. Consents: {consentsOf(record) || 'none'}.
  </p>
);

function consentsOf({ consents }: OwnRecord): string {
  const latest = new Map(consents.map((consent) => [consentName(consent), consent.given]));
  return [...latest]
    .filter(([, given]) => given)
    .map(([name]) => consentWords(name))
    .join(', ');
}
