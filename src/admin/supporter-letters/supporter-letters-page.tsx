import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { queueStatuses, type ModerationGroup, type QueueStatus } from '../../supporter-letters/moderation.service.js';
import type { Refused } from '../frame/form.js';
import { Problem } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { DecideGroup, statusWords } from './supporter-letters-actions.js';
import { LetterTexts } from './supporter-letters-texts.js';

interface SupporterLettersProps {
  staff: SignedIn;
  status: QueueStatus;
  /** Only this group is shown; null: the oldest groups. */
  group: string | null;
  /** The last group of the page before */
  after: string | null;
  groups: readonly ModerationGroup[];
  /** The last group of this page, if there are more */
  next: string | null;
  counts: Readonly<Record<QueueStatus, number>>;
  names: ReadonlyMap<string, string>;
  done?: string | undefined;
  refused?: Refused | undefined;
}

/** Supporter letters: similar ones together, each with automatic findings, and the possible decisions. */
export function SupporterLettersPage({
  staff,
  status,
  group,
  after,
  groups,
  next,
  counts,
  names,
  done,
  refused,
}: SupporterLettersProps): VNode {
  const decides = may(staff.role, 'letters:approve');
  return (
    <Layout title="Supporters’ letters" staff={staff} path="/admin/supporter-letters">
      {done && (
        <p class="notice" role="status">
          Done.
        </p>
      )}
      <Problem message={refused?.problem} />
      <p>
        Read every letter before it is passed on; nothing is accepted or rejected automatically. Every view of this page
        is recorded in the audit log. A decision can be undone until the letter leaves. What the letters say, and who
        wrote them, stays here.
      </p>
      <Words of={['digest']} />
      <nav aria-label="Letters by status">
        <ul>
          {queueStatuses.map((one) => (
            <li>
              <a href={`/admin/supporter-letters?status=${one}`} aria-current={one === status ? 'page' : undefined}>
                {`${statusWords[one]} (${counts[one]})`}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {group !== null && (
        <p>
          <a href={`/admin/supporter-letters?status=${status}`}>All groups</a>
        </p>
      )}
      {groups.length === 0 && <p class="notice">{after === null ? empty[status] : 'There are no more.'}</p>}
      {groups.map((one) => (
        <section class="card" id={`group-${one.groupId}`}>
          <h2>{titleOf(one)}</h2>
          <LetterTexts group={one} status={status} names={names} />
          {decides && <DecideGroup staff={staff} group={one} status={status} />}
        </section>
      ))}
      <nav aria-label="Pages">
        {after !== null && <a href={`/admin/supporter-letters?status=${status}`}>First page</a>}{' '}
        {next !== null && (
          <a rel="next" href={`/admin/supporter-letters?status=${status}&after=${next}`}>
            Next
          </a>
        )}
      </nav>
    </Layout>
  );
}

const empty: Record<QueueStatus, string> = {
  waiting:
    'There are none to read. Letters that supporters write on the pages of States appear here once they are confirmed.',
  accepted: 'There are none. Letters you accept wait here until the next letter of the campaign takes them along.',
  rejected: 'There are none. Letters you reject stay here, and a rejection can be undone.',
  unsure: 'There are none. Letters whose digest may not have arrived appear here.',
};

function titleOf({ letters, more }: ModerationGroup): string {
  const all = letters.length + more;
  const to = [...new Set(letters.map(({ iso }) => iso))].join(', ');
  return all === 1 ? `A letter to ${to}` : `${all} letters to ${to} that are alike`;
}
