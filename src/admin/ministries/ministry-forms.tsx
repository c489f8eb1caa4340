import type { ComponentChildren, VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import {
  channelKinds,
  channelKindWords,
  confidences,
  contactDecisions,
  genders,
  ministryFields,
  ministryFieldWords,
  staleDays,
} from '../../ministries/ministries.values.js';
import type { Refused } from '../frame/form.js';
import { Area, Check, Field, Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { optionsOf } from '../frame/words.js';

interface FormProps {
  staff: SignedIn;
  state: { iso: string; name: string };
  input: Readonly<Record<string, string>>;
  refused?: Refused;
}

interface FrameProps extends FormProps {
  title: string;
  /** Below the ministry's path. */
  action: string;
  fields: readonly string[];
  submit: string;
  children: ComponentChildren;
}

/** A form on a page of its own, with a link back to the ministry. */
const FormFrame = ({ staff, state, title, action, refused, fields, submit, children }: FrameProps): VNode => (
  <Layout
    title={`${title}: ${state.name}`}
    staff={staff}
    path="/admin/ministries"
    crumbs={[{ href: `/admin/ministries/${state.iso}`, label: state.name }]}
  >
    <form class="card" method="post" action={`/admin/ministries/${state.iso}/${action}`} noValidate>
      <Refusal refused={refused} fields={fields} />
      <Csrf staff={staff} />
      {children}
      <button class="button small" type="submit">
        {submit}
      </button>
    </form>
  </Layout>
);

const sharedOf =
  ({ input, refused }: FormProps) =>
  (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });

/** Its source, and its confidence. */
const Origin = ({ shared }: { shared: ReturnType<typeof sharedOf> }): VNode => (
  <div class="filters wide">
    <Field {...shared('source')} label="Source" help="Which page or list, and the day you read it" required />
    <Select {...shared('confidence')} label="Confidence" options={optionsOf(confidences)} />
  </div>
);

export function FactForm(props: FormProps): VNode {
  const shared = sharedOf(props);
  const options = ministryFields.map((value) => ({ value, label: ministryFieldWords[value] }));
  return (
    <FormFrame
      {...props}
      title="Add a fact"
      action="facts"
      fields={['field', 'value', 'source', 'confidence']}
      submit="Save"
    >
      <Select {...shared('field')} label="What" options={options} />
      <Area {...shared('value')} label="Value" rows={3} help="Earlier values stay in the history" />
      <Origin shared={shared} />
    </FormFrame>
  );
}

export function ChannelForm(props: FormProps): VNode {
  const shared = sharedOf(props);
  const options = channelKinds.map((value) => ({ value, label: channelKindWords[value] }));
  const fields = ['kind', 'address', 'note', 'source', 'confidence'];
  return (
    <FormFrame {...props} title="Add an address" action="channels" fields={fields} submit="Save">
      <p>An address of an office, never of a private person. Another person must verify it before it is used.</p>
      <Select {...shared('kind')} label="Kind" options={options} />
      <Area {...shared('address')} label="Address" rows={3} />
      <Field {...shared('note')} label="Note" />
      <Origin shared={shared} />
    </FormFrame>
  );
}

export function HolderForm(props: FormProps): VNode {
  const shared = sharedOf(props);
  const fields = ['name', 'gender', 'title', 'validFrom', 'validTo', 'checkedOn', 'source', 'confidence'];
  return (
    <FormFrame {...props} title="Add an office holder" action="holders" fields={fields} submit="Save">
      <Field {...shared('name')} label="Name" help="From a public source" required />
      <Field
        {...shared('title')}
        label="Title of the office"
        help="In English; in a letter in another language it is a fact of the ministry"
        required
      />
      <Select {...shared('gender')} label="Form of address" options={optionsOf(genders)} />
      <div class="filters wide">
        <Field {...shared('validFrom')} label="First day in office" type="date" required />
        <Field {...shared('validTo')} label="Last day, if known" type="date" />
        <Field {...shared('checkedOn')} label="Verified on, if not today" type="date" />
      </div>
      <Origin shared={shared} />
    </FormFrame>
  );
}

export const ChannelEndForm = (props: FormProps & { id: string }): VNode => (
  <FormFrame
    {...props}
    title="End an address"
    action={`channels/${props.id}/end`}
    fields={['reason', 'evenLast']}
    submit="End it"
  >
    <Area {...sharedOf(props)('reason')} label="Reason" rows={2} help="Without the address itself" />
    <Check
      name="evenLast"
      label="The ministry may be left without an address in use."
      checked={props.input.evenLast !== undefined}
      faults={props.refused?.faults ?? []}
    />
  </FormFrame>
);

export const HolderEndForm = (props: FormProps & { id: string }): VNode => (
  <FormFrame
    {...props}
    title="End a term"
    action={`holders/${props.id}/end`}
    fields={['validTo']}
    submit="End the term"
  >
    <p>{`Office holders not verified again within ${staleDays} days are not addressed by name.`}</p>
    <Field {...sharedOf(props)('validTo')} label="Last day in office" type="date" required />
  </FormFrame>
);

export function DecisionForm(props: FormProps): VNode {
  const shared = sharedOf(props);
  return (
    <FormFrame
      {...props}
      title="Decide about contact"
      action="decision"
      fields={['decision', 'reason']}
      submit="Decide"
    >
      <p>Your name, the reason and the time are recorded.</p>
      <Select {...shared('decision')} label="Decision" options={optionsOf(contactDecisions)} />
      <Area {...shared('reason')} label="Reason" rows={3} />
    </FormFrame>
  );
}
