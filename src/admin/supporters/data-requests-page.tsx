import type { VNode } from 'preact';
import { fullName } from '../../platform/full-name.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { consentName } from '../../supporters/consents.schema.js';
import type { OwnData, OwnRecord } from '../../privacy/own-data.schema.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';

interface DataRequestsProps {
  staff: SignedIn;
  input: Readonly<Record<string, string>>;
  /** What is held about the person asked for. */
  data?: OwnData;
  done?: string | undefined;
  refused?: Refused | undefined;
}

/** Looking a person up who asked about their data, giving them everything, or erasing them. */
export function DataRequestsPage({ staff, input, data, done, refused }: DataRequestsProps): VNode {
  return (
    <Layout title="Requests about personal data" staff={staff} path="/admin/data-requests">
      {done === 'erased' && (
        <p class="notice" role="status">
          The person is erased.
        </p>
      )}
      <p>
        People can do all of this themselves at <a href="/me">/me</a>; this page is for requests that come in other
        ways. Make sure that the person is the owner of the mailbox. Every look is written to the audit log.
      </p>
      <form class="card" method="post" action="/admin/data-requests">
        <Refusal refused={refused} fields={['email', 'reason']} />
        <Csrf staff={staff} />
        <Field name="email" label="E-mail address" type="email" value={input.email} faults={refused?.faults ?? []} />
        <button class="button small" type="submit">
          Look up
        </button>
      </form>
      {(data !== undefined || refused?.faults.some(({ pointer }) => pointer === '/reason')) && (
        <Person staff={staff} input={input} data={data} refused={refused} />
      )}
    </Layout>
  );
}

function Person({ staff, input, data, refused }: DataRequestsProps): VNode {
  const address = <input type="hidden" name="email" value={input.email} />;
  return (
    <>
      {data && (
        <section class="card">
          <h2>What is held</h2>
          {data.signatures.length === 0 && <p>An address, and no signature.</p>}
          {data.signatures.map((record) => (
            <Signature record={record} />
          ))}
          {data.letters.length > 0 && (
            <p>{`Letters to ministries: ${data.letters.map(({ iso, status }) => `${iso} (${status})`).join(', ')}.`}</p>
          )}
          <form method="post" action="/admin/data-requests/file">
            <Csrf staff={staff} />
            {address}
            <button class="button small" type="submit">
              Everything as a file (JSON)
            </button>
          </form>
        </section>
      )}
      <form class="card" method="post" action="/admin/data-requests/erase">
        <h2>Erase this person</h2>
        <p>All signatures, names, the address, consents and waiting mails are deleted for good; the counts follow.</p>
        <Csrf staff={staff} />
        {address}
        <Area
          name="reason"
          label="How the person asked, and how that was checked"
          value={input.reason}
          faults={refused?.faults ?? []}
          help="For the audit log; without names and addresses"
        />
        <button class="button small" type="submit">
          Erase
        </button>
      </form>
    </>
  );
}

const Signature = ({ record }: { record: OwnRecord }): VNode => (
  <p>
    <bdi>{fullName(record)}</bdi>, {record.country}, {record.petition.slug}, {record.status}, signed{' '}
    {record.signedAt.slice(0, 10)}. Consents: {consentsOf(record) || 'none'}.
  </p>
);

function consentsOf({ consents }: OwnRecord): string {
  const latest = new Map(consents.map((consent) => [consentName(consent), consent.given]));
  return [...latest]
    .filter(([, given]) => given)
    .map(([name]) => name)
    .join(', ');
}
