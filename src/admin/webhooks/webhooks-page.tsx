import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ListedEndpoint } from '../../webhooks/webhook-endpoints.service.js';
import { chosenTypes, eventTypes, type EventType } from '../../webhooks/webhooks.values.js';
import type { Refused } from '../frame/form.js';
import { Field, faultOf, Refusal } from '../frame/fields.js';
import { CampaignChoice, campaignName } from '../frame/campaign-boxes.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';

export interface WebhooksProps {
  staff: SignedIn;
  endpoints: ListedEndpoint[];
  /** Of the webhook just created; it is shown this once. */
  secret?: string;
  refused?: Refused;
  /** Events that were ticked in the refused form. */
  chosen?: readonly string[];
}

/** External systems that are notified of events. */
export const WebhooksPage = ({ staff, endpoints, secret, refused, chosen = [] }: WebhooksProps): VNode => (
  <Layout
    title="Webhooks"
    staff={staff}
    path="/admin/webhooks"
    primary={{ href: '#new-webhook', label: 'New webhook', permission: 'webhooks:manage' }}
  >
    <SecretOnce secret={secret} />
    <p>
      Webhooks notify external systems about events: numbers, countries and purposes, never names or addresses. Every
      message is signed.
    </p>
    {endpoints.length === 0 ? (
      <p>No webhooks yet.</p>
    ) : (
      <Table
        label="Webhooks"
        columns={['What it is for', 'Host', 'Events', 'Campaign', 'Status', 'Since']}
        rows={endpoints.map((endpoint) => ({
          mark: endpoint.reason === 'failing' || endpoint.reason === 'gone' ? 'warn' : undefined,
          cells: [
            <a href={`/admin/webhooks/${endpoint.id}`}>{endpoint.description}</a>,
            new URL(endpoint.url).host,
            endpoint.types.join(', '),
            campaignName(staff, endpoint.campaignId),
            statusOf(endpoint),
            <Instant at={endpoint.statusAt} />,
          ],
        }))}
      />
    )}
    <form class="card" id="new-webhook" method="post" action="/admin/webhooks">
      <h2>Create webhook</h2>
      <Refusal refused={refused} fields={['url', 'description', 'types']} />
      <Csrf staff={staff} />
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
      <CampaignChoice staff={staff} chosen={refused?.input.campaign} />
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
