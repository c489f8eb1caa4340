import type { VNode } from 'preact';
import type { ListedToken } from '../../access/api-tokens.service.js';
import { scopes } from '../../access/scopes.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Refused } from '../form.js';
import { Field, Refusal } from './fields.js';
import { Csrf, Instant, Layout } from './layout.js';
import { Table } from './table.js';

export interface TokensProps {
  staff: SignedIn;
  tokens: ListedToken[];
  now: Date;
  /** Of the token just made; it is shown this once. */
  secret?: string;
  refused?: Refused;
  /** Scopes that were ticked in the form that was refused. */
  chosen?: readonly string[];
}

/** Tokens for programs. */
export const TokensPage = ({ staff, tokens, now, secret, refused, chosen = [] }: TokensProps): VNode => (
  <Layout title="API tokens" staff={staff} path="/admin/tokens">
    {secret !== undefined && (
      <p class="notice" role="status">
        Put this token where the program keeps its secrets. It is not shown again: <code>{secret}</code>
      </p>
    )}
    {tokens.length === 0 ? (
      <p>There is no token yet.</p>
    ) : (
      <Table
        label="Tokens"
        columns={['Name', 'Scopes', 'Made', 'Last used', 'Expires', 'Status']}
        rows={tokens.map((token) => ({
          cells: [
            token.name,
            token.scopes.join(', '),
            <Instant at={token.createdAt} />,
            token.lastUsedAt ? <Instant at={token.lastUsedAt} /> : 'never',
            token.expiresAt ? <Instant at={token.expiresAt} /> : 'never',
            statusOf(token, now) === 'valid' ? <RevokeForm staff={staff} token={token} /> : statusOf(token, now),
          ],
        }))}
      />
    )}
    <form class="card" method="post" action="/admin/tokens">
      <h2>Make a token</h2>
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
      <Field
        name="expiresInDays"
        label="Days until it expires"
        type="number"
        value={refused?.input.expiresInDays}
        faults={refused?.faults ?? []}
        help="Empty: it does not expire."
      />
      <button class="button" type="submit">
        Make the token
      </button>
    </form>
  </Layout>
);

const statusOf = ({ revokedAt, expiresAt }: ListedToken, now: Date): 'revoked' | 'expired' | 'valid' =>
  revokedAt ? 'revoked' : expiresAt && expiresAt <= now ? 'expired' : 'valid';

const RevokeForm = ({ staff, token }: { staff: SignedIn; token: ListedToken }): VNode => (
  <form method="post" action={`/admin/tokens/${token.id}/revoke`}>
    <Csrf staff={staff} />
    <button class="button small" type="submit" aria-label={`Revoke ${token.name}`}>
      Revoke
    </button>
  </form>
);
