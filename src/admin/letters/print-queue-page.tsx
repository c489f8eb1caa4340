import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PaperLetter } from '../../letters/sending/print-queue.service.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { OnDay } from '../frame/words.js';
import { countryName } from '../../platform/http/country-names.js';

interface PrintQueueProps {
  staff: SignedIn;
  letters: readonly PaperLetter[];
}

/** Letters to print and post: the letter, its label, and the tracking number. */
export function PrintQueuePage({ staff, letters }: PrintQueueProps): VNode {
  const writes = may(staff.role, 'letters:write');
  return (
    <Layout title="Letters to print" staff={staff} path="/admin/runs" crumbs={[]}>
      {letters.length === 0 ? (
        <p>No letters to print. Letters of approved postal mailings appear here.</p>
      ) : (
        <>
          <p>
            <a href="/admin/print-queue/labels.pdf">Labels for all of them (PDF)</a>
          </p>
          <Table
            label="Letters to print"
            columns={['State', 'Letter', 'Due', 'Label', ...(writes ? ['Posted'] : [])]}
            rows={letters.map(({ id, iso, reference, dueAt, label }) => ({
              cells: [
                <a href={`/admin/letters/${id}`}>{countryName(iso, 'en')}</a>,
                <a href={`/admin/letters/${id}/letter.pdf`}>{reference}</a>,
                <OnDay day={dueAt && dueAt.toISOString().slice(0, 10)} />,
                <span class="lines">{label.join('\n')}</span>,
                ...(writes ? [<Posted staff={staff} id={id} reference={reference} />] : []),
              ],
            }))}
          />
        </>
      )}
    </Layout>
  );
}

const Posted = ({ staff, id, reference }: { staff: SignedIn; id: string; reference: string }): VNode => (
  <form method="post" action={`/admin/letters/${id}/decide`}>
    <Csrf staff={staff} />
    <input type="hidden" name="action" value="posted" />
    <input
      name="trackingNumber"
      autoComplete="off"
      aria-label={`Tracking number of ${reference}`}
      placeholder="Tracking number"
    />{' '}
    <button class="button small" type="submit">
      Mark as posted
    </button>
  </form>
);
