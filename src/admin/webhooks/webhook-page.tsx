import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import {
  deliveryPageSize,
  type DeliveryCounts,
  type WebhookDelivery,
} from '../../webhooks/webhook-deliveries.service.js';
import { deliveryStatuses } from '../../webhooks/webhooks.values.js';
import type { ListedEndpoint } from '../../webhooks/webhook-endpoints.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal } from '../frame/fields.js';
import { ActionButton } from '../frame/action.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { SecretOnce, statusOf } from './webhooks-page.js';
import { ConfirmPage } from '../frame/confirm-page.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { counted, inWords, optionsOf } from '../frame/words.js';

export interface WebhookProps {
  listed: Listed<WebhookDelivery>;
  endpoint: ListedEndpoint;
  counts: DeliveryCounts;
  secret?: string;
  refused?: Refused;
}

/** The log of the deliveries of one webhook; each order and filter has an index. */
export const deliveryList = (staff: SignedIn, endpointId: string): List<WebhookDelivery> => ({
  name: 'deliveries',
  label: 'Deliveries',
  path: `/admin/webhooks/${endpointId}`,
  columns: [
    { name: 'event', title: 'Event', value: ({ type }) => type, sortable: true },
    {
      name: 'message',
      title: 'Message',
      value: ({ eventId }) => `msg_${eventId}`,
      cell: ({ eventId }) => <code>msg_{eventId}</code>,
    },
    { name: 'status', title: 'Status', value: ({ status }) => status },
    { name: 'attempts', title: 'Attempts', value: ({ attempts }) => attempts },
    {
      name: 'last',
      title: 'Last attempt',
      value: ({ lastAt }) => lastAt,
      cell: ({ lastAt }) => (lastAt ? <Instant at={lastAt} /> : 'none yet'),
    },
    {
      name: 'response',
      title: 'Response',
      value: ({ httpStatus, outcome }) => [httpStatus, outcome && inWords(outcome)].filter(Boolean).join(' '),
    },
    {
      name: 'took',
      title: 'Duration',
      value: ({ tookMs }) => tookMs,
      cell: ({ tookMs }) => (tookMs === null ? '' : `${tookMs} ms`),
    },
    {
      name: 'retry',
      title: 'Retry',
      cell: ({ id, eventId }) => (
        <ActionButton
          staff={staff}
          action={`/admin/webhooks/${endpointId}/deliveries/${id}/replay`}
          label="Send again"
          spoken={`Send again: msg_${eventId}`}
        />
      ),
    },
  ],
  filters: [
    {
      name: 'status',
      label: 'Status',
      options: [{ value: '', label: 'Any' }, ...optionsOf(deliveryStatuses)],
    },
  ],
  sort: '-event',
  id: ({ eventSeq }) => String(eventSeq),
  ids: ids.number,
  pageSize: deliveryPageSize,
  mark: ({ status }) => (status === 'failed' ? 'warn' : undefined),
  empty: 'There is no delivery in the last 30 days. Send a test to see whether messages arrive.',
  csv: 'webhooks:manage',
});

/** One webhook with the log of its deliveries. */
export const WebhookPage = ({ listed, endpoint, counts, secret, refused }: WebhookProps): VNode => (
  <Layout title={endpoint.description} staff={listed.staff} path="/admin/webhooks" crumbs={[]}>
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
        {counted(counts.queued, 'message')} waiting, {counts.failed} failed permanently
      </dd>
    </dl>
    <Actions staff={listed.staff} endpoint={endpoint} />
    <h2>Deliveries</h2>
    <ListView {...listed} />
    <form class="card" method="post" action={`/admin/webhooks/${endpoint.id}/replay`}>
      <h2>Send everything again</h2>
      <Csrf staff={listed.staff} />
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
      <p>
        <a href={at('remove')}>Remove with its deliveries</a>
      </p>
    </>
  );
};

/** What removing a webhook does. */
export const RemovePage = ({
  staff,
  endpoint,
  counts,
  refused,
}: Omit<WebhookProps, 'listed' | 'secret'> & { staff: SignedIn }): VNode => (
  <ConfirmPage
    staff={staff}
    title={`Remove “${endpoint.description}”`}
    path="/admin/webhooks"
    action={`/admin/webhooks/${endpoint.id}/remove`}
    wanted={new URL(endpoint.url).host}
    button="Remove the webhook"
    refused={refused}
  >
    {`Nothing is sent to it any more. ${counted(counts.queued, 'waiting message')} will never arrive, and its log is deleted. This cannot be undone.`}
  </ConfirmPage>
);
