import type { VNode } from 'preact';
import type { ListedToken } from '../../access/api-tokens.service.js';
import { usualTokenDays } from '../../access/access.schema.js';
import { scopes } from '../../access/scopes.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal } from '../frame/fields.js';
import { ActionButton } from '../frame/action.js';
import { CampaignChoice, campaignName } from '../frame/campaign-boxes.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import type { Names } from '../frame/actor-names.js';
import { ConfirmPage } from '../frame/confirm-page.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { counted, optionsOf } from '../frame/words.js';

interface Around {
  staff: SignedIn;
  now: Date;
  /** Names of their creators. */
  makers: Names;
  /** Whether a token awaits approval. */
  waits: (token: ListedToken) => boolean;
}

export const tokenList = ({ staff, now, makers, waits }: Around): List<ListedToken> => ({
  name: 'tokens',
  label: 'Tokens',
  path: '/admin/tokens',
  columns: [
    { name: 'name', title: 'Name', value: ({ name }) => name, sortable: true },
    { name: 'scopes', title: 'Scopes', value: ({ scopes: its }) => its.join(', ') },
    {
      name: 'campaign',
      title: 'Campaign',
      value: ({ campaignId }) => campaignName(staff, campaignId),
      sortable: true,
    },
    {
      name: 'by',
      title: 'Created by',
      value: ({ createdBy }) => makers.get(createdBy ?? '') ?? createdBy ?? 'not known',
      sortable: true,
    },
    { name: 'made', title: 'Made', value: ({ createdAt }) => createdAt, sortable: true },
    {
      name: 'used',
      title: 'Last used',
      value: ({ lastUsedAt }) => lastUsedAt,
      cell: ({ lastUsedAt }) => (lastUsedAt ? <Instant at={lastUsedAt} /> : 'never'),
      sortable: true,
    },
    {
      name: 'expires',
      title: 'Expires',
      value: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => (expiresAt ? <Instant at={expiresAt} /> : 'never'),
      sortable: true,
    },
    { name: 'status', title: 'Status', value: (token) => statusOf(token, now), sortable: true },
    {
      name: 'change',
      title: 'Change',
      cell: (token) =>
        statusOf(token, now) === 'valid' && (
          <>
            {waits(token) && <Approval staff={staff} token={token} />}
            <a href={`/admin/tokens/${token.id}/revoke`} aria-label={`Revoke ${token.name}`}>
              Revoke
            </a>
          </>
        ),
    },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...optionsOf(['valid', 'expired', 'revoked'])],
      matches: (token, value) => statusOf(token, now) === value,
    },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 100,
  empty: 'No tokens yet. Create one below for a program that is to use the API.',
  csv: 'staff:manage',
});

interface TokensProps {
  listed: Listed<ListedToken>;
  /** Of the token just created; it is shown this once. */
  secret?: string;
  refused?: Refused;
  /** Scopes that were ticked in the refused form. */
  chosen?: readonly string[];
}

/** API tokens. */
export const TokensPage = ({ listed, secret, refused, chosen = [] }: TokensProps): VNode => (
  <Layout
    title="API tokens"
    staff={listed.staff}
    path="/admin/tokens"
    primary={{ href: '#new-token', label: 'New token', permission: 'staff:manage' }}
  >
    {secret !== undefined && (
      <p class="notice" role="status">
        Copy this token now. It will not be shown again: <code>{secret}</code>
      </p>
    )}
    <ListView {...listed} />
    <form class="card" id="new-token" method="post" action="/admin/tokens">
      <h2>Create token</h2>
      <Refusal refused={refused} fields={['name', 'expiresInDays']} />
      <Csrf staff={listed.staff} />
      <Field name="name" label="What it is for" value={refused?.input.name} faults={refused?.faults ?? []} required />
      <fieldset>
        <legend>What it may do</legend>
        {scopes.map((scope) => (
          <div class="check">
            <input id={`scope-${scope}`} type="checkbox" name="scopes" value={scope} checked={chosen.includes(scope)} />
            <label for={`scope-${scope}`}>{scope}</label>
          </div>
        ))}
      </fieldset>
      <CampaignChoice staff={listed.staff} chosen={refused?.input.campaign} />
      <Field
        name="expiresInDays"
        label="Days until it expires"
        type="number"
        value={refused?.input.expiresInDays}
        faults={refused?.faults ?? []}
        help={`Empty: ${usualTokenDays}. A token also ends with the account of its creator.`}
      />
      <button class="button" type="submit">
        Create token
      </button>
    </form>
  </Layout>
);

const statusOf = ({ revokedAt, expiresAt }: ListedToken, now: Date): 'revoked' | 'expired' | 'valid' =>
  revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'valid';

/** The creator must wait; any other owner may approve it. */
const Approval = ({ staff, token }: { staff: SignedIn; token: ListedToken }): VNode =>
  token.createdBy === null || token.createdBy === `staff:${staff.id}` ? (
    <p class="quiet">Works once another owner has approved it.</p>
  ) : (
    <ActionButton
      staff={staff}
      action={`/admin/tokens/${token.id}/approve`}
      label="Approve"
      spoken={`Approve ${token.name}`}
    />
  );

/** What revoking a token does. */
export const RevokePage = ({
  staff,
  token,
  refused,
}: {
  staff: SignedIn;
  token: ListedToken;
  refused?: Refused;
}): VNode => (
  <ConfirmPage
    staff={staff}
    title={`Revoke the token “${token.name}”`}
    path="/admin/tokens"
    action={`/admin/tokens/${token.id}/revoke`}
    wanted={token.name}
    button="Revoke the token"
    refused={refused}
  >
    {`Programs that use it are refused at once (${counted(token.scopes.length, 'scope')}: ${token.scopes.join(', ')}). `}
    It was last used {token.lastUsedAt ? <Instant at={token.lastUsedAt} /> : 'never'}. This cannot be undone.
  </ConfirmPage>
);
