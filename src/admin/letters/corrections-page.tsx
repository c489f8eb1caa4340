import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { AffectedLetter } from '../../letters/corrections/corrections.service.js';
import type { Refused } from '../frame/form.js';
import { Refusal } from '../frame/fields.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';
import { Table } from '../frame/table.js';
import { countryName } from '../../platform/http/country-names.js';

interface CorrectionsProps {
  staff: SignedIn;
  letters: readonly AffectedLetter[];
  /** The suggested day. */
  tomorrow: string;
  refused?: Refused | undefined;
}

/** Sent letters that are no longer accurate, run by run, and their correction. */
export function CorrectionsPage({ staff, letters, tomorrow, refused }: CorrectionsProps): VNode {
  const of = (weight: AffectedLetter['weight']): AffectedLetter[] =>
    letters.filter((letter) => letter.weight === weight);
  const parts = { staff, tomorrow };
  return (
    <Layout title="Corrections" staff={staff} path="/admin/corrections">
      <Refusal refused={refused} fields={[]} />
      <p>
        Letters are compared with the current registers. A <Term word="correction" /> is an ordinary{' '}
        <Term word="mailing" />: it is planned, approved by another person and sent through the same{' '}
        <Term word="gate" />. Only the three-week minimum interval between letters does not apply.
      </p>
      {letters.length === 0 && <p class="notice">All sent letters are still accurate.</p>}
      <Runs title="To correct" letters={of('wrong')} {...parts} />
      <Runs title="Only the counts have changed" letters={of('counts')} {...parts} />
      <Runs title="A check has expired: review the claim first" letters={of('expired')} {...parts} />
    </Layout>
  );
}

interface Parts {
  staff: SignedIn;
  tomorrow: string;
  letters: readonly AffectedLetter[];
}

function Runs({ title, letters, ...parts }: Parts & { title: string }): VNode | null {
  if (letters.length === 0) return null;
  const runs = [...new Set(letters.map(({ runId }) => runId))];
  return (
    <section>
      <h2>{title}</h2>
      {runs.map((runId) => (
        <Run letters={letters.filter((letter) => letter.runId === runId)} {...parts} />
      ))}
    </section>
  );
}

function Run({ letters, staff, tomorrow }: Parts): VNode {
  const [first] = letters;
  const free = letters.filter(({ pendingRun }) => pendingRun === null);
  const drafts = may(staff.role, 'letters:write') && first?.weight !== 'expired';
  return (
    <section class="card">
      <h3>
        <a href={`/admin/runs/${first?.runId}`}>{first?.runName}</a>
      </h3>
      {first?.reasons.counts && <p>{countsIn(first.reasons.counts)}</p>}
      {drafts && free.length > 1 && <Draft staff={staff} tomorrow={tomorrow} letters={free} />}
      <Table
        label={`Letters of ${first?.runName ?? ''} that are not accurate in every part`}
        columns={['Letter', 'State', 'Sent', 'What has changed', 'Correction']}
        rows={letters.map((letter) => ({
          cells: [
            <a href={`/admin/letters/${letter.id}`}>{letter.reference}</a>,
            countryName(letter.iso, 'en'),
            <Instant at={letter.sentAt} />,
            <Changes letter={letter} />,
            letter.pendingRun !== null ? (
              <a href={`/admin/runs/${letter.pendingRun}`}>Draft created</a>
            ) : (
              drafts && <Draft staff={staff} tomorrow={tomorrow} letters={[letter]} />
            ),
          ],
        }))}
      />
    </section>
  );
}

const countsIn = ({ said, asOf, takenBack, setAside }: NonNullable<AffectedLetter['reasons']['counts']>): string =>
  `The annex said ${said} as of ${asOf}; since then ${takenBack} signatures have been withdrawn and ${setAside} set aside.`;

const Changes = ({ letter: { reasons } }: { letter: AffectedLetter }): VNode => (
  <ul>
    {reasons.claims.map(({ key, note, change, on, then, now }) => (
      <li>
        <a href={`/admin/claims/${key}`}>{key}</a>
        {` (note ${note}): ${change} on ${on}; version ${then} then, ${now} now`}
      </li>
    ))}
    {reasons.positions.map(({ convention, said, holds }) => (
      <li>{`${convention}: written for "${said.replaceAll('_', ' ')}", the ledger now says "${holds.replaceAll('_', ' ')}" for that day`}</li>
    ))}
    {reasons.withdrawn > 0 && <li>{`${reasons.withdrawn} supporter letters withdrawn since`}</li>}
  </ul>
);

function Draft({ staff, tomorrow, letters }: Parts): VNode {
  const id = `onDay-${letters[0]?.id}-${letters.length}`;
  return (
    <form method="post" action="/admin/corrections">
      <Csrf staff={staff} />
      <input type="hidden" name="letters" value={letters.map((letter) => letter.id).join(',')} />
      <label for={id}>Day</label> <input id={id} name="onDay" type="date" value={tomorrow} required />{' '}
      <button class="button small" type="submit">
        {letters.length === 1 ? 'Draft a correction' : `Draft a correction to all ${letters.length}`}
      </button>
    </form>
  );
}
