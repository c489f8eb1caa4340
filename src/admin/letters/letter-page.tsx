import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PlannedDigest } from '../../supporter-letters/digests.service.js';
import { actionsFor, type LetterAction, type LettersService } from '../../letters/sending/letters.service.js';
import { rightToLeft } from '../../letters/writing/templates.values.js';
import type { InboxMessages } from '../../replies/inbox/inbox-messages.service.js';
import type { Refused } from '../frame/form.js';
import { Problem } from '../frame/fields.js';
import { ActionButton } from '../frame/action.js';
import { Instant, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { LetterMails } from './letter-mails.js';
import { Table } from '../frame/table.js';
import { countryName } from '../../platform/http/country-names.js';

interface LetterProps {
  staff: SignedIn;
  letter: Awaited<ReturnType<LettersService['get']>>;
  mails: Awaited<ReturnType<InboxMessages['ofLetter']>>;
  names: ReadonlyMap<string, string>;
  refused?: Refused | undefined;
}

const words: Record<LetterAction, string> = {
  release: 'Release',
  arrived: 'Mark as arrived',
  resend: 'Mark as not delivered and resend',
  posted: 'Mark as posted',
  delivered: 'Mark as delivered',
  cancel: 'Cancel letter',
};

/** One letter with its text, its status and possible actions. */
export function LetterPage({ staff, letter, mails, names, refused }: LetterProps): VNode {
  const held = letter.held as { code: string; detail: string }[];
  return (
    <Layout
      title={`Letter to ${countryName(letter.iso, 'en')}, ${letter.reference}`}
      staff={staff}
      path="/admin/runs"
      crumbs={[{ href: `/admin/runs/${letter.runId}`, label: letter.run.name }]}
    >
      <Words of={['hold', 'outcome unknown', 'digest']} />
      <Problem message={refused?.problem} />
      <p>
        <a href={`/admin/runs/${letter.runId}`}>{letter.run.name}</a>:{' '}
        <strong>{letter.status.replace('_', ' ')}</strong>.{' '}
        {letter.text !== null && <a href={`/admin/letters/${letter.id}/letter.pdf`}>PDF</a>}{' '}
        {letter.digest !== null && <Enclosed letterId={letter.id} digest={letter.digest as unknown as PlannedDigest} />}{' '}
        {letter.trackingNumber !== null && `Tracking number ${letter.trackingNumber}.`}
      </p>
      {letter.fallbackFrom !== null && (
        <p class="fault">
          {`The ministry writes in ${letter.fallbackFrom}, in which there was no approved text: this letter is in English.`}
        </p>
      )}
      {held.length > 0 && (
        <ul class="card">
          {held.map(({ code, detail }) => (
            <li>
              {detail} <code>{code}</code>
            </li>
          ))}
        </ul>
      )}
      {may(staff.role, 'letters:write') && <Actions staff={staff} letter={letter} />}
      {letter.text !== null && (
        <section class="card" lang={letter.locale} dir={rightToLeft.includes(letter.locale) ? 'rtl' : 'ltr'}>
          <h2>{letter.subject}</h2>
          {letter.text.split('\n\n').map((paragraph) => (
            <p class="lines">{paragraph.replaceAll('**', '')}</p>
          ))}
        </section>
      )}
      <h2>History</h2>
      {letter.events.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <Table
          label="History"
          columns={['When', 'What', 'By', 'Details']}
          rows={letter.events.map((event) => ({
            cells: [
              <Instant at={event.at} />,
              event.kind.replace('_', ' '),
              names.get(event.actor) ?? event.actor,
              JSON.stringify(event.details),
            ],
          }))}
        />
      )}
      <LetterMails mails={mails} />
    </Layout>
  );
}

/** How many supporter letters are enclosed according to the plan; reading them is recorded in the audit log. */
const Enclosed = ({ letterId, digest }: { letterId: string; digest: PlannedDigest }): VNode => (
  <a href={`/admin/supporter-letters/digests/${letterId}`}>{`${digest.ids.length} supporter letters (PDF)`}</a>
);

const Actions = ({ staff, letter }: Pick<LetterProps, 'staff' | 'letter'>): VNode => (
  <div class="decide">
    {actionsFor(letter.status).map((action) => (
      <ActionButton staff={staff} action={`/admin/letters/${letter.id}/decide`} label={words[action]}>
        <input type="hidden" name="action" value={action} />
        {action === 'posted' && (
          <label>
            Tracking number <input name="trackingNumber" autoComplete="off" />
          </label>
        )}
      </ActionButton>
    ))}
  </div>
);
