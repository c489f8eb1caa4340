import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ListedEndpoint } from '../../webhooks/webhook-endpoints.service.js';
import { chosenTypes, eventTypes, type EventType } from '../../webhooks/webhooks.values.js';
import type { Refused } from '../frame/form.js';
import { Field, faultOf, Refusal } from '../frame/fields.js';
import { CampaignChoice, campaignName } from '../frame/campaign-boxes.js';
import { Csrf, Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';

export const webhookList = (staff: SignedIn): List<ListedEndpoint> => ({
  name: 'webhooks',
  label: 'Webhooks',
  path: '/admin/webhooks',
  columns: [
    {
      name: 'description',
      title: 'What it is for',
      value: ({ description }) => description,
      cell: ({ id, description }) => <a href={`/admin/webhooks/${id}`}>{description}</a>,
      sortable: true,
    },
    { name: 'host', title: 'Host', value: ({ url }) => new URL(url).host, sortable: true },
    { name: 'events', title: 'Events', value: ({ types }) => types.join(', ') },
    {
      name: 'campaign',
      title: 'Campaign',
      value: ({ campaignId }) => campaignName(staff, campaignId),
      sortable: true,
    },
    { name: 'status', title: 'Status', value: statusOf, sortable: true },
    { name: 'since', title: 'Since', value: ({ statusAt }) => statusAt, sortable: true },
  ],
  id: ({ id }) => id,
  ids: ids.uuid,
  pageSize: 50,
  mark: ({ reason }) => (reason === 'failing' || reason === 'gone' ? 'warn' : undefined),
  empty: 'No webhooks yet. Create one below with the address of the system that is to be notified.',
  csv: 'webhooks:manage',
});

export interface WebhooksProps {
  listed: Listed<ListedEndpoint>;
  /** Of the webhook just created; it is shown this once. */
  secret?: string;
  refused?: Refused;
  /** Events that were ticked in the refused form. */
  chosen?: readonly string[];
}

/** External systems that are notified of events. */
export const WebhooksPage = ({ listed, secret, refused, chosen = [] }: WebhooksProps): VNode => (
  <Layout
    title="Webhooks"
    staff={listed.staff}
    path="/admin/webhooks"
    primary={{ href: '#new-webhook', label: 'New webhook', permission: 'webhooks:manage' }}
  >
    <SecretOnce secret={secret} />
    <p>
      Webhooks notify external systems about events: numbers, countries and purposes, never names or addresses. Every
      message is signed.
    </p>
    <ListView {...listed} />
    <form class="card" id="new-webhook" method="post" action="/admin/webhooks">
      <h2>Create webhook</h2>
      <Refusal refused={refused} fields={['url', 'description', 'types']} />
      <Csrf staff={listed.staff} />
      <Field
        name="description"
        label="What it is for"
        value={refused?.input.description}
        faults={refused?.faults ?? []}
        required
      />
      <Field
        name="url"
        label="Address"
        type="url"
        value={refused?.input.url}
        faults={refused?.faults ?? []}
        help="https, on port 443 or 8443, on the public internet."
        required
      />
      <fieldset aria-describedby={refused && faultOf(refused.faults, 'types') ? 'types-fault' : undefined}>
        <legend>Subscribed events</legend>
        {refused && faultOf(refused.faults, 'types') && (
          <p class="fault" id="types-fault">
            Choose at least one event.
          </p>
        )}
        {chosenTypes.map((type) => (
          <div class="check">
            <input id={`type-${type}`} type="checkbox" name="types" value={type} checked={chosen.includes(type)} />
            <label for={`type-${type}`}>
              {eventTypes[type as EventType]} (<code>{type}</code>)
            </label>
          </div>
        ))}
      </fieldset>
      <CampaignChoice staff={listed.staff} chosen={refused?.input.campaign} />
      <button class="button" type="submit">
        Create webhook
      </button>
    </form>
  </Layout>
);

export const statusOf = ({ status, reason }: ListedEndpoint): string => {
  if (reason === 'failing') return 'paused: nothing reached it for three days';
  return reason === 'gone' ? 'disabled: the endpoint returned 410 Gone' : status;
};

export const SecretOnce = ({ secret }: { secret: string | undefined }): VNode | null =>
  secret === undefined ? null : (
    <p class="notice" role="status">
      Copy this secret to the receiving system now. It will not be shown again: <code>{secret}</code>
    </p>
  );
