import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { countryName } from '../../platform/http/country-names.js';
import type { PublicLog } from '../../transparency/count-logs.service.js';
import type { Draw, DrawnLeaf } from '../../transparency/log-draws.service.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { OnDay } from '../frame/words.js';

interface Shared {
  staff: SignedIn;
  slug: string;
  title: string;
}

interface DrawsProps extends Shared {
  draws: readonly Draw[];
  log: PublicLog | null;
  refused?: Refused | undefined;
}

/** Draws so far, and the form for another. */
export function DrawsPage({ staff, slug, title, draws, log, refused }: DrawsProps): VNode {
  const path = `/admin/petitions/${slug}/draws`;
  const shared = (name: string) => ({ name, value: refused?.input[name], faults: refused?.faults ?? [] });
  return (
    <Layout title="Draws from the log" staff={staff} path="/admin/petitions" crumbs={[petitionCrumb(slug, title)]}>
      <Refusal refused={refused} fields={['drawnBy', 'size', 'leaves']} />
      <p>
        A ministry that wants to see whether the count stands for people draws entries of the{' '}
        <a href={`/petitions/${slug}/log`}>public log</a> by lot: with dice or a public random value, <em>after</em> a
        checkpoint was published. Enter here what was drawn. Those who agreed to it can then be shown; every look is in
        the audit log.
      </p>
      {log ? (
        <form class="card" method="post" action={path} noValidate>
          <Csrf staff={staff} />
          <Field {...shared('drawnBy')} label="Who drew, and how" required />
          <Field
            {...shared('size')}
            value={refused?.input.size ?? String(log.size)}
            label="Size of the checkpoint that was public before"
            help={`The latest has ${log.size} entries, numbered from 0.`}
            required
          />
          <Area {...shared('leaves')} label="Numbers of the entries" rows={3} />
          {may(staff.role, 'supporters:export') && (
            <button class="button" type="submit">
              Record the draw
            </button>
          )}
        </form>
      ) : (
        <p class="notice">The log of this petition has no checkpoint yet.</p>
      )}
      {draws.length === 0 ? (
        <p class="quiet">Nothing has been drawn so far.</p>
      ) : (
        <ul>
          {draws.map(({ id, drawnBy, leaves, recordedAt }) => (
            <li>
              <a href={`${path}/${id}`}>{drawnBy}</a> · {leaves.length} entries, <Instant at={recordedAt} />
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

const notShown = {
  nothing: 'The signer did not agree to be shown.',
  gone: 'Erased since, or not an entry of a signature.',
};

interface DrawProps extends Shared {
  draw: Draw;
  leaves: readonly DrawnLeaf[];
}

/** What may be shown of one draw. */
export function DrawPage({ staff, slug, title, draw, leaves }: DrawProps): VNode {
  const path = `/admin/petitions/${slug}/draws`;
  const agreed = leaves.filter(({ shows }) => shows === 'record').length;
  return (
    <Layout
      title={`Draw: ${draw.drawnBy}`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(slug, title), { href: path, label: 'Draws from the log' }]}
    >
      <p>
        {draw.leaves.length} entries of the first {draw.size}, recorded <Instant at={draw.recordedAt} />. {agreed}{' '}
        signers agreed to be shown.
      </p>
      {agreed > 0 && may(staff.role, 'supporters:export') && (
        <p>
          <a class="button" href={`${path}/${draw.id}/receipts`}>
            Download their receipts
          </a>
        </p>
      )}
      <Table
        label="What may be shown of the entries"
        columns={['Entry', 'Shown', 'Country', 'Confirmed']}
        rows={leaves.map((leaf) => ({
          cells:
            leaf.shows === 'record'
              ? [leaf.leaf, <bdi>{leaf.name}</bdi>, countryName(leaf.country, 'en'), <OnDay day={leaf.confirmedOn} />]
              : [leaf.leaf, notShown[leaf.shows], '', ''],
        }))}
      />
    </Layout>
  );
}
