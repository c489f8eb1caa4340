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
import { Table } from '../frame/table.js';

export interface TokensProps {
  staff: SignedIn;
  tokens: ListedToken[];
  now: Date;
  /** Names of their creators. */
  makers: ReadonlyMap<string, string>;
  /** Whether a token awaits approval. */
  waits: (token: ListedToken) => boolean;
  /** Of the token just created; it is shown this once. */
  secret?: string;
  refused?: Refused;
  /** Scopes that were ticked in the refused form. */
  chosen?: readonly string[];
}

/** API tokens. */
export const TokensPage = ({ staff, tokens, now, makers, waits, secret, refused, chosen = [] }: TokensProps): VNode => (
  <Layout
    title="API tokens"
    staff={staff}
    path="/admin/tokens"
    primary={{ href: '#new-token', label: 'New token', permission: 'staff:manage' }}
  >
    {secret !== undefined && (
      <p class="notice" role="status">
        Copy this token now. It will not be shown again: <code>{secret}</code>
      </p>
    )}
    {tokens.length > 0 && <p>Revoking a token works at once and cannot be undone: programs that use it are refused.</p>}
    {tokens.length === 0 ? (
      <p>No tokens yet.</p>
    ) : (
      <Table
        label="Tokens"
        columns={['Name', 'Scopes', 'Campaign', 'Created by', 'Made', 'Last used', 'Expires', 'Status']}
        rows={tokens.map((token) => ({
          cells: [
            token.name,
            token.scopes.join(', '),
            campaignName(staff, token.campaignId),
            makers.get(token.createdBy ?? '') ?? token.createdBy ?? 'not known',
            <Instant at={token.createdAt} />,
            token.lastUsedAt ? <Instant at={token.lastUsedAt} /> : 'never',
            token.expiresAt ? <Instant at={token.expiresAt} /> : 'never',
            statusOf(token, now) !== 'valid' ? (
              statusOf(token, now)
            ) : (
              <>
                {waits(token) && <Approval staff={staff} token={token} />}
                <TokenForm staff={staff} token={token} action="revoke" label="Revoke" />
              </>
            ),
          ],
        }))}
      />
    )}
    <form class="card" id="new-token" method="post" action="/admin/tokens">
      <h2>Create token</h2>
      <Refusal refused={refused} fields={['name', 'expiresInDays']} />
      <Csrf staff={staff} />
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
      <CampaignChoice staff={staff} chosen={refused?.input.campaign} />
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

interface TokenFormProps {
  staff: SignedIn;
  token: ListedToken;
  action: string;
  label: string;
}

const TokenForm = ({ staff, token: { id, name }, action, label }: TokenFormProps): VNode => (
  <ActionButton staff={staff} action={`/admin/tokens/${id}/${action}`} label={label} spoken={`${label} ${name}`} />
);

/** The creator must wait; any other owner may approve it. */
const Approval = ({ staff, token }: { staff: SignedIn; token: ListedToken }): VNode =>
  token.createdBy === null || token.createdBy === `staff:${staff.id}` ? (
    <p class="quiet">Works once another owner has approved it.</p>
  ) : (
    <TokenForm staff={staff} token={token} action="approve" label="Approve" />
  );
