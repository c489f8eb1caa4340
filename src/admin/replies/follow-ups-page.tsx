import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { SilenceService } from '../../replies/answers/silence.service.js';
import type { Refused } from '../frame/form.js';
import { Field, Refusal } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { OnDay } from '../frame/words.js';
import { countryName } from '../../platform/http/country-names.js';

interface FollowUpsProps {
  staff: SignedIn;
  letters: Awaited<ReturnType<SilenceService['proposals']>>;
  silenceDays: number;
  refused?: Refused | undefined;
}

/** States without a reply for long enough to be written to again. */
export function FollowUpsPage({ staff, letters, silenceDays, refused }: FollowUpsProps): VNode {
  return (
    <Layout title="Unanswered letters" staff={staff} path="/admin/answers" crumbs={[]}>
      <Refusal refused={refused} fields={['letters', 'onDay', 'reason']} />
      <p>
        Sent more than {silenceDays} days ago, with no reply, or only an acknowledgement of receipt. Nothing is sent
        automatically: a follow-up becomes a mailing, which is scheduled and approved like every other.
      </p>
      {letters.length === 0 ? <p>There are none.</p> : <Silent staff={staff} letters={letters} refused={refused} />}
    </Layout>
  );
}

function Silent({ staff, letters, refused }: Pick<FollowUpsProps, 'staff' | 'letters' | 'refused'>): VNode {
  const writes = may(staff.role, 'letters:write');
  const faults = refused?.faults ?? [];
  const input = refused?.input ?? {};
  return (
    <form method="post" action="/admin/follow-ups/run">
      <Csrf staff={staff} />
      <Table
        label="Unanswered letters"
        columns={['State', 'Letter', 'Sent', ...(writes ? ['Follow up'] : [])]}
        rows={letters.map(({ id, iso, reference, sentAt }) => ({
          cells: [
            <a href={`/admin/answers/${iso}`}>{countryName(iso, 'en')}</a>,
            <a href={`/admin/letters/${id}`}>{reference}</a>,
            <OnDay day={sentAt.toISOString().slice(0, 10)} />,
            ...(writes
              ? [
                  <input
                    type="checkbox"
                    name="letters"
                    value={id}
                    checked
                    aria-label={`Letter to ${countryName(iso, 'en')}`}
                  />,
                ]
              : []),
          ],
        }))}
      />
      {writes && (
        <div class="card">
          <Field name="onDay" label="Day of the follow-up" type="date" value={input.onDay} faults={faults} />
          <button class="button small" type="submit">
            Create follow-up mailing for selected letters
          </button>
          <Field name="reason" label="Or the reason for closing it" value={input.reason} faults={faults} />
          <button class="button small" type="submit" formaction="/admin/follow-ups/leave">
            Close without follow-up
          </button>
        </div>
      )}
    </form>
  );
}
