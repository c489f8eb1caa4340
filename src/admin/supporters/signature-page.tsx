import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { fullName } from '../../platform/full-name.js';
import { countryCodes } from '../../platform/http/country-codes.js';
import { countryName } from '../../platform/http/country-names.js';
import type { HeldSignature } from '../../privacy/signature-corrections.service.js';
import { DoneNotice } from '../frame/action.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { minuteOf } from '../frame/words.js';

interface SignatureProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  signature: HeldSignature;
  done?: string | undefined;
  refused?: Refused | undefined;
}

const fields = ['givenName', 'familyName', 'country', 'postalCode'];
const countries = countryCodes
  .map((value) => ({ value, label: countryName(value, 'en') }))
  .sort((one, other) => one.label.localeCompare(other.label, 'en'));

/** One signature, and the form that corrects it. */
export function SignaturePage({ staff, slug, petitionTitle, signature, done, refused }: SignatureProps): VNode {
  const { givenName, familyName, country, postalCode, shadowRule, status } = signature;
  const path = `/admin/petitions/${slug}/supporters`;
  const input: Readonly<Record<string, string>> = refused?.input ?? {
    givenName,
    familyName,
    country,
    postalCode: postalCode ?? '',
  };
  const faults = refused?.faults ?? [];
  return (
    <Layout
      title={`Signature of ${fullName(signature)}`}
      staff={staff}
      path="/admin/supporters"
      crumbs={[petitionCrumb(slug, petitionTitle), { href: path, label: 'Supporters' }]}
    >
      <DoneNotice done={done} texts={{ corrected: 'The signature is as shown below.' }} />
      <p>
        {`${signature.email ?? 'No email address'}, ${shadowRule === null ? statusWords(status) : 'shadowed'}, signed on ${minuteOf(signature.signedAt)}.`}
      </p>
      <form class="card" method="post" action={`${path}/${signature.id}`}>
        <h2>Correct</h2>
        <p>
          When the signer asks for it. Another country moves the signature in the public counts. The comment, the email
          address and the consents stay as they are. The audit log records which fields you change, not what they say.
        </p>
        <Refusal refused={refused} fields={fields} />
        {refused && (
          <p>{`Stored now: ${[fullName(signature), country, postalCode].filter((part) => part !== null).join(', ')}.`}</p>
        )}
        <Csrf staff={staff} />
        <input type="hidden" name="shown" value={signature.shown} />
        <Field name="givenName" label="Given name" value={input.givenName} faults={faults} />
        <Field
          name="familyName"
          label="Family name"
          value={input.familyName}
          faults={faults}
          help="Empty for people with a single name"
        />
        <Select name="country" label="Country" options={countries} value={input.country} faults={faults} />
        <Field name="postalCode" label="Postcode" value={input.postalCode} faults={faults} help="May be empty" />
        <button class="button" type="submit">
          Correct
        </button>
      </form>
    </Layout>
  );
}

const statusWords = (status: string): string => (status === 'pending' ? 'waiting for confirmation' : status);
