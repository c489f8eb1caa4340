import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { FraudRule, Trend } from '../../petitions/fraud-rules.service.js';
import { fraudKinds, fraudKindWords } from '../../petitions/fraud.values.js';
import type { Refused } from '../frame/form.js';
import { Field, Problem, Select } from '../frame/fields.js';
import { DoneNotice } from '../frame/action.js';
import { Csrf, Layout } from '../frame/layout.js';
import type { Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Term } from '../frame/term.js';
import { Table } from '../frame/table.js';

export interface FraudPageProps {
  staff: SignedIn;
  slug: string;
  petitionTitle: string;
  listed: Listed<FraudRule>;
  trends: readonly Trend[];
  input: Readonly<Record<string, string>>;
  /** E.g. `applied-12`. */
  done?: string | undefined;
  refused?: Refused | undefined;
}

const notices: Record<string, string> = {
  drafted: 'Rule saved. Check how many sign-ups it matches before you apply it.',
  restored: 'The signature counts again.',
  applying: 'The rule is being applied. How far it is stands with the rule; open the page again to see more.',
  undoing: 'The rule is being undone.',
};

/** Sources of sign-ups, existing rules, and the form for a new one. */
export function FraudPage(props: FraudPageProps): VNode {
  const { staff, slug, petitionTitle, done, refused } = props;
  return (
    <Layout
      title={`Fraud review: “${petitionTitle}”`}
      staff={staff}
      path="/admin/fraud"
      crumbs={[petitionCrumb(slug, petitionTitle)]}
      primary={{ href: '#new-rule', label: 'New rule', permission: 'fraud:decide' }}
    >
      <Problem message={refused?.problem} />
      <DoneNotice done={done} texts={notices} />
      <p>
        <Term word="quarantined">Quarantined</Term> sign-ups look successful to the sender but are not counted or
        exported until the rule is undone.{' '}
        <a href={`/admin/petitions/${slug}/supporters?status=shadowed`}>Signatures quarantined now</a>
      </p>
      <ListView {...props.listed} />
      <NewRule {...props} />
      <Trends {...props} />
    </Layout>
  );
}

function NewRule({ staff, slug, input, refused }: FraudPageProps): VNode {
  const faults = refused?.faults ?? [];
  return (
    <form class="card" id="new-rule" method="post" action={`/admin/petitions/${slug}/fraud`}>
      <h2>New rule</h2>
      <Csrf staff={staff} />
      <div class="filters">
        <Select
          name="kind"
          label="Quarantine"
          options={fraudKinds.map((value) => ({ value, label: fraudKindWords[value] }))}
          value={input.kind}
          faults={faults}
        />
        <Field name="value" label="Domain, signature, speed (20/10m) or text" value={input.value} faults={faults} />
        <Field name="signedFrom" label="Signed from (UTC)" type="date" value={input.signedFrom} faults={faults} />
        <Field name="signedBefore" label="Signed before (UTC)" type="date" value={input.signedBefore} faults={faults} />
      </div>
      <Field
        name="note"
        label="Why"
        value={input.note}
        faults={faults}
        help="For anyone who has to explain the decision later"
      />
      <button class="button small" type="submit">
        Save rule as draft
      </button>
    </form>
  );
}

function Trends({ slug, trends }: FraudPageProps): VNode {
  const draft = ({ kind, value }: Trend): string =>
    `/admin/petitions/${slug}/fraud?${new URLSearchParams({ kind, value }).toString()}`;
  return (
    <section>
      <h2>Most frequent in the last seven days</h2>
      {trends.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <Table
          label="Most frequent origins"
          columns={['Origin', 'Sign-ups', 'Quarantined', 'Rule']}
          rows={trends.map((trend) => ({
            cells: [
              trend.kind === 'mail_domain' ? trend.value : `network of signature ${trend.value.slice(-12)}`,
              trend.n.toLocaleString('en'),
              trend.aside.toLocaleString('en'),
              <a href={draft(trend)}>Create rule</a>,
            ],
          }))}
        />
      )}
    </section>
  );
}
