import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { FraudPreview, FraudRule } from '../../petitions/fraud-rules.service.js';
import { fraudKindWords, fraudRuleStatuses } from '../../petitions/fraud.values.js';
import { ActionButton } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { ConfirmField } from '../frame/confirm-field.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Instant } from '../frame/layout.js';
import { ids, type List } from '../frame/list.js';
import { counted, number, optionsOf } from '../frame/words.js';

interface FraudListProps {
  staff: SignedIn;
  slug: string;
  /** What each rule would quarantine now. */
  previews: ReadonlyMap<string, FraudPreview>;
  names: Names;
  refused?: Refused | undefined;
}

/** Where the number of a rule is typed. */
export const fieldOf = (ruleId: string): string => `confirm_${ruleId}`;

/** Rules of a petition, the newest first. */
export const fraudRuleList = ({ staff, slug, previews, names, refused }: FraudListProps): List<FraudRule> => {
  const at = (id: string, action: string): string => `/admin/petitions/${slug}/fraud/${id}/${action}`;
  return {
    name: 'fraud-rules',
    label: 'Rules',
    path: `/admin/petitions/${slug}/fraud`,
    columns: [
      {
        name: 'what',
        title: 'What it quarantines',
        value: ({ kind, value }) => `${fraudKindWords[kind]} ${value}`.trim(),
        cell: (rule) => <What rule={rule} />,
        sortable: true,
      },
      {
        name: 'status',
        title: 'Status',
        value: ({ work, status, scanned }) =>
          work === null ? status : `${work}, ${counted(scanned, 'signature')} processed`,
        sortable: true,
      },
      {
        name: 'rows',
        title: 'Quarantined',
        value: ({ status, rows }) => (status === 'draft' ? null : rows),
        sortable: true,
      },
      {
        name: 'now',
        title: 'More now',
        cell: ({ id }) => {
          const preview = previews.get(id);
          return preview && `${number(preview.n)}, ${number(preview.confirmed)} of them confirmed`;
        },
      },
      { name: 'why', title: 'Why', value: ({ note }) => note },
      { name: 'by', title: 'By', value: ({ createdBy }) => names.get(createdBy) ?? createdBy, sortable: true },
      { name: 'made', title: 'Made', value: ({ createdAt }) => createdAt, sortable: true, hidden: true },
      {
        name: 'change',
        title: 'Change',
        cell: (rule) => (
          <>
            {rule.status !== 'undone' && rule.work === null && (
              <Apply
                staff={staff}
                at={at(rule.id, 'apply')}
                rule={rule}
                preview={previews.get(rule.id)}
                refused={refused}
              />
            )}
            {rule.status === 'applied' && rule.work === null && (
              <ActionButton staff={staff} action={at(rule.id, 'undo')} label="Undo" plain />
            )}
          </>
        ),
      },
    ],
    filters: [
      {
        name: 'status',
        label: 'Status',
        options: [{ value: '', label: 'Any' }, ...optionsOf(fraudRuleStatuses)],
        matches: ({ status }, value) => status === value,
      },
    ],
    id: ({ id }) => id,
    ids: ids.uuid,
    pageSize: 50,
    empty: 'No rules yet. Write one below, or begin with an origin that is frequent.',
    csv: 'fraud:decide',
  };
};

const What = ({ rule: { kind, value, signedFrom, signedBefore } }: { rule: FraudRule }): VNode => (
  <>
    {fraudKindWords[kind]} {value && <code>{value}</code>}{' '}
    {signedFrom && (
      <>
        from <Instant at={signedFrom} />
      </>
    )}{' '}
    {signedBefore && (
      <>
        before <Instant at={signedBefore} />
      </>
    )}
  </>
);

interface ApplyProps extends Pick<FraudListProps, 'staff' | 'refused'> {
  at: string;
  rule: FraudRule;
  preview: FraudPreview | undefined;
}

/** A rule is applied only after reading how many sign-ups it quarantines; where that was not counted, it is counted first. */
function Apply({ staff, at, rule, preview, refused }: ApplyProps): VNode {
  if (!preview) return <a href={`?rule=${rule.id}`}>Count what it would quarantine</a>;
  const { n, confirmed } = preview;
  return (
    <form method="post" action={at} noValidate>
      <Csrf staff={staff} />
      <input type="hidden" name="shown" value={String(n)} />
      <ConfirmField wanted={n} name={fieldOf(rule.id)} about="sign-ups to quarantine" refused={refused}>
        {`Quarantines ${n.toLocaleString('en')}: ${confirmed.toLocaleString('en')} of them leave the public count. You can undo it.`}
      </ConfirmField>
      <button class="button small" type="submit">
        {rule.status === 'draft' ? 'Apply' : 'Apply again'}
      </button>
    </form>
  );
}
