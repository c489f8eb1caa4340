import type { VNode } from 'preact';
import { utcDay } from '../../platform/clock.js';
import { counted, longDay, minuteOf, number } from '../frame/words.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Refused } from '../frame/form.js';
import { Problem } from '../frame/fields.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { ActionButton } from '../frame/action.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import type { Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { groupBy } from '../../platform/group-by.js';
import { languageOf } from './language-of.js';
import type { Run } from './run-letters.js';
import { countryName } from '../../platform/http/country-names.js';

interface RunProps {
  staff: SignedIn;
  listed: Listed<Run['letters'][number]>;
  run: Run;
  names: ReadonlyMap<string, string>;
  refused?: Refused | undefined;
}

/** One run: its terms, its exact plan with letters on hold and why, and possible actions. */
export function RunPage({ staff, listed, run, names, refused }: RunProps): VNode {
  const held = run.letters.filter(({ status }) => status === 'held').length;
  return (
    <Layout title={run.name} staff={staff} path="/admin/runs" crumbs={[]}>
      <Words of={['approval', 'hold', 'slot', 'embargo', 'annex']} />
      <Problem message={refused?.problem} />
      <p>
        <strong>{run.status}</strong>. {run.channel === 'email' ? 'By email' : 'By post'} for{' '}
        {longDay(utcDay(run.onDay))}, {run.localTime} in each capital, else the {run.rule} working day; up to{' '}
        {run.lateMinutes} minutes late. Created by {names.get(run.author) ?? run.author}
        {run.approvedBy !== null && `, approved by ${names.get(run.approvedBy) ?? run.approvedBy}`}.
        {run.embargoUntil !== null && ` Nothing is sent before ${minuteOf(run.embargoUntil)}.`}
        {run.frozenBy !== null && ` The schedule was locked by ${names.get(run.frozenBy) ?? run.frozenBy}.`}
      </p>
      {run.planHash !== null && (
        <p>
          {`${run.letters.length} letters, ${held} on hold. Schedule `}
          <code>{run.planHash.slice(0, 16)}</code>
        </p>
      )}
      <Languages letters={run.letters} />
      <Actions staff={staff} run={run} />
      <Approve staff={staff} run={run} held={held} refused={refused} />
      <Cancel staff={staff} run={run} refused={refused} />
      {run.letters.length > 0 && <ListView {...listed} />}
    </Layout>
  );
}

function Actions({ staff, run }: { staff: SignedIn; run: Run }): VNode {
  const button = (action: string, label: string): VNode => (
    <ActionButton staff={staff} action={`/admin/runs/${run.id}/${action}`} label={label} />
  );
  const writes = may(staff.role, 'letters:write');
  const isAuthor = run.author === `staff:${staff.id}`;
  return (
    <div class="decide">
      {writes &&
        ['draft', 'planned'].includes(run.status) &&
        run.frozenAt === null &&
        button('plan', run.status === 'draft' ? 'Generate schedule' : 'Regenerate schedule')}
      {writes && run.status === 'planned' && run.frozenAt === null && button('freeze', 'Lock schedule')}
      {run.status === 'planned' &&
        run.frozenAt !== null &&
        may(staff.role, 'letters:approve') &&
        button('thaw', 'Unlock schedule')}
      {run.status === 'planned' && isAuthor && <p>Someone else must approve the schedule.</p>}
      {writes && run.status === 'approved' && button('pause', 'Pause')}
      {writes && run.status === 'paused' && button('resume', 'Resume')}
    </div>
  );
}

/** Letters of a mailing that was cancelled do not go out, whatever their status was. */
function Cancel({ staff, run, refused }: Pick<RunProps, 'staff' | 'run' | 'refused'>): VNode | null {
  const isOpen = ['draft', 'planned', 'approved', 'paused'].includes(run.status);
  if (!isOpen || !may(staff.role, 'letters:write')) return null;
  const gone = run.letters.filter(({ sentAt }) => sentAt !== null).length;
  return (
    <details open={refused?.faults.some(({ pointer }) => pointer === `/${cancelField}`)}>
      <summary>Cancel this mailing</summary>
      <form class="card" method="post" action={`/admin/runs/${run.id}/cancel`} noValidate>
        <Csrf staff={staff} />
        <ConfirmField wanted={run.name} name={cancelField} about="cancel the mailing" refused={refused}>
          {`${counted(run.letters.length - gone, 'letter')} will not be sent; ${number(gone)} already went out. This cannot be undone.`}
        </ConfirmField>
        <button class="button small" type="submit">
          Cancel the mailing
        </button>
      </form>
    </details>
  );
}

/** Where the name of a mailing to be cancelled is typed; the number to approve it has its own field. */
export const cancelField = 'confirm_cancel';

interface ApproveProps extends Pick<RunProps, 'staff' | 'run' | 'refused'> {
  held: number;
}

/** The last look before letters go out. */
function Approve({ staff, run, held, refused }: ApproveProps): VNode | null {
  const { id, status, planHash, letters, channel, onDay } = run;
  if (status !== 'planned' || !may(staff.role, 'letters:approve') || run.author === `staff:${staff.id}`) return null;
  const size = letters.length;
  return (
    <form class="card" method="post" action={`/admin/runs/${id}/approve`} noValidate>
      <h2>Approve</h2>
      <Csrf staff={staff} />
      <input type="hidden" name="hash" value={planHash ?? ''} />
      <ConfirmField wanted={size} refused={refused}>
        {`Once approved, ${number(size)} ${size === 1 ? 'letter goes' : 'letters go'} out ${
          channel === 'email' ? 'by email' : 'by post'
        } around ${longDay(utcDay(onDay))}. What has been sent cannot be recalled.`}
        {held > 0 && ` ${held.toLocaleString('en')} of them wait until what holds them is settled.`}
      </ConfirmField>
      <button class="button small" type="submit">
        Approve this schedule
      </button>
    </form>
  );
}

/** How many letters are in which language, and for which languages of correspondence there is no approved text. */
function Languages({ letters }: { letters: Run['letters'] }): VNode | null {
  if (letters.length === 0) return null;
  const counts = [...groupBy(letters, ({ locale, fallbackFrom }) => languageOf(locale, fallbackFrom))]
    .map(([language, those]) => `${language}: ${those.length}`)
    .sort();
  const missing = [...groupBy(letters, ({ fallbackFrom }) => fallbackFrom)].filter(([language]) => language !== null);
  return (
    <>
      <p>{`Languages: ${counts.join(', ')}.`}</p>
      {missing.map(([language, those]) => (
        <p class="fault">
          {`No approved text in ${language ?? ''} (${languageName(language ?? '')}): ${those.length} ${
            those.length === 1 ? 'State gets' : 'States get'
          } a letter in English instead: ${those.map(({ iso }) => countryName(iso, 'en')).join(', ')}. `}
          <a href="/admin/templates">Read and approve the texts</a>
        </p>
      ))}
    </>
  );
}

const languageName = (code: string): string => new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
