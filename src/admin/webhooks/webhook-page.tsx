import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { DeliveryPage } from '../../webhooks/webhook-deliveries.service.js';
import type { ListedEndpoint } from '../../webhooks/webhook-endpoints.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal } from '../frame/fields.js';
import { ActionButton } from '../frame/action.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { Table } from '../frame/table.js';
import { SecretOnce, statusOf } from './webhooks-page.js';
import { counted, inWords } from '../frame/words.js';

export interface WebhookProps {
  staff: SignedIn;
  endpoint: ListedEndpoint;
  page: DeliveryPage;
  secret?: string;
  refused?: Refused;
}

/** One webhook with the log of its deliveries. */
export const WebhookPage = ({ staff, endpoint, page, secret, refused }: WebhookProps): VNode => (
  <Layout title={endpoint.description} staff={staff} path="/admin/webhooks" crumbs={[]}>
    <Words of={['delivery']} />
    <SecretOnce secret={secret} />
    <Refusal refused={refused} fields={['since']} />
    <dl>
      <dt>Address</dt>
      <dd>
        <code>{endpoint.url}</code>
      </dd>
      <dt>Subscribed events</dt>
      <dd>{endpoint.types.join(', ')}</dd>
      <dt>Status</dt>
      <dd>
        {statusOf(endpoint)}, since <Instant at={endpoint.statusAt} />
      </dd>
      {endpoint.failingSince && (
        <>
          <dt>Nothing has reached it since</dt>
          <dd>
            <Instant at={endpoint.failingSince} />
          </dd>
        </>
      )}
      <dt>Messages</dt>
      <dd>
        {counted(page.queued, 'message')} waiting, {page.failed} failed permanently
      </dd>
    </dl>
    <Actions staff={staff} endpoint={endpoint} />
    <h2>Deliveries</h2>
    {page.deliveries.length === 0 ? (
      <p>There is no delivery in the last 30 days.</p>
    ) : (
      <Table
        label="Deliveries, newest event first"
        columns={['Event', 'Message', 'Status', 'Attempts', 'Last attempt', 'Response', 'Duration', 'Retry']}
        rows={page.deliveries.map((delivery) => ({
          mark: delivery.status === 'failed' ? 'warn' : undefined,
          cells: [
            delivery.type,
            <code>msg_{delivery.eventId}</code>,
            delivery.status,
            delivery.attempts,
            delivery.lastAt ? <Instant at={delivery.lastAt} /> : 'none yet',
            [delivery.httpStatus, delivery.outcome && inWords(delivery.outcome)].filter(Boolean).join(' '),
            delivery.tookMs === null ? '' : `${delivery.tookMs} ms`,
            <ActionButton
              staff={staff}
              action={`/admin/webhooks/${endpoint.id}/deliveries/${delivery.id}/replay`}
              label="Send again"
              spoken={`Send again: msg_${delivery.eventId}`}
            />,
          ],
        }))}
      />
    )}
    {page.next !== null && (
      <p>
        <a href={`/admin/webhooks/${endpoint.id}?before=${page.next}`}>Older deliveries</a>
      </p>
    )}
    <form class="card" method="post" action={`/admin/webhooks/${endpoint.id}/replay`}>
      <h2>Send everything again</h2>
      <Csrf staff={staff} />
      <Field
        name="since"
        label="Since"
        type="datetime-local"
        value={refused?.input.since}
        faults={refused?.faults ?? []}
        help="In UTC. Messages keep their ids, so a receiver that remembers them processes each once."
        required
      />
      <button class="button" type="submit">
        Send again
      </button>
    </form>
  </Layout>
);

const Actions = ({ staff, endpoint }: { staff: SignedIn; endpoint: ListedEndpoint }): VNode => {
  const at = (path: string): string => `/admin/webhooks/${endpoint.id}/${path}`;
  return (
    <>
      {endpoint.status === 'active' ? (
        <ActionButton staff={staff} action={at('actions/pause')} label="Pause" />
      ) : (
        <ActionButton staff={staff} action={at('actions/resume')} label="Resume" />
      )}
      {endpoint.status !== 'disabled' && <ActionButton staff={staff} action={at('actions/test')} label="Send a test" />}
      <ActionButton staff={staff} action={at('secret')} label="Create a new secret" />
      <p class="quiet">The previous secret stays valid for 24 hours.</p>
      <ActionButton staff={staff} action={at('remove')} label="Remove with its deliveries" />
    </>
  );
};
