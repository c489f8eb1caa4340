import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import type { Refused, Texts } from '../frame/form.js';
import { Csrf } from '../frame/layout.js';

interface AddressFormProps {
  staff: SignedIn;
  /** Where the form goes. */
  action: string;
  input: Readonly<Texts>;
  refused: Refused | undefined;
}

/** Looking up an address. Errors of the form with the reason are shown here too. */
export const AddressForm = ({ staff, action, input, refused }: AddressFormProps): VNode => (
  <form class="card" method="post" action={action}>
    <Refusal refused={refused} fields={['email', 'reason', 'confirm']} />
    <Csrf staff={staff} />
    <Field name="email" label="Email address" type="email" value={input.email} faults={refused?.faults ?? []} />
    <button class="button small" type="submit">
      Look up
    </button>
  </form>
);

/** The address that was looked up, for the next form about it. */
export const SameAddress = ({ input }: Pick<AddressFormProps, 'input'>): VNode => (
  <input type="hidden" name="email" value={input.email} />
);

/** The reason, for the audit log. */
export const ReasonField = ({
  label,
  input,
  refused,
}: Omit<AddressFormProps, 'staff' | 'action'> & { label: string }) => (
  <Area
    name="reason"
    label={label}
    value={input.reason}
    faults={refused?.faults ?? []}
    help="For the audit log; without names and addresses"
  />
);

/** Whether the form with the reason was refused, which was shown for this address. The address is typed again in one of them. */
export const lacksReason = (refused: Refused | undefined): boolean =>
  refused?.faults.some(({ pointer }) => pointer === '/reason' || pointer === '/confirm') ?? false;
