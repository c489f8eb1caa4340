import type { VNode } from 'preact';
import { sizeInWords, type MailboxLimits } from './limits.js';
import type { KeptMail } from './mail-store.js';
import { Moment, PageFrame, addressLine, subjectOf } from './page-frame.js';

export interface ListView {
  /** What the search found, newest first */
  mails: readonly KeptMail[];
  /** Of all stored emails */
  total: number;
  search: string;
  /** Counted from 1 */
  page: number;
  limits: MailboxLimits;
}

const perPage = 100;
/** Of the text, in the list */
const excerpt = 160;

/** All emails, or those a search found. */
export const listPage = ({ mails, total, search, page, limits }: ListView): VNode => {
  const unread = mails.filter(({ isNew }) => isNew).length;
  const shown = mails.slice((page - 1) * perPage, page * perPage);
  return (
    <PageFrame title={unread > 0 ? `(${unread}) Emails` : 'Emails'} isLive>
      <h1>Emails</h1>
      <form class="search" role="search" action="/">
        <label for="search">Search subject, addresses and text</label>
        <div>
          <input id="search" name="search" type="search" value={search} autocomplete="off" />
          <button class="button">Search</button>
        </div>
      </form>
      <p id="status" role="status">
        {countInWords(mails.length, total, search)}
        {unread > 0 && `, ${unread} new`}
      </p>
      <div id="mails">
        {total === 0 && <Empty />}
        {total > 0 && mails.length === 0 && (
          <p class="nothing">
            No email contains all of these words. <a href="/">Show all emails</a>
          </p>
        )}
        {shown.length > 0 && (
          <ul class="mails">
            {shown.map((mail) => (
              <Row mail={mail} />
            ))}
          </ul>
        )}
        <Pages page={page} last={Math.ceil(mails.length / perPage)} search={search} />
        {total > 0 && <DeleteAll total={total} />}
      </div>
      <p class="quiet">
        The newest {limits.mails.toLocaleString('en-GB')} emails are kept, {sizeInWords(limits.bytes)} at most; older
        ones are dropped. They stay on this machine and are still here after a restart.
      </p>
    </PageFrame>
  );
};

function countInWords(found: number, total: number, search: string): string {
  const mails = total === 1 ? '1 email' : `${total.toLocaleString('en-GB')} emails`;
  return search === ''
    ? mails
    : `${found.toLocaleString('en-GB')} of ${mails} ${found === 1 ? 'matches' : 'match'} “${search}”`;
}

const Row = ({ mail }: { mail: KeptMail }): VNode => {
  const recipients = addressLine(mail.to, 'whole') || mail.deliveredTo.join(', ');
  return (
    <li class={mail.isNew ? 'new' : undefined}>
      <div class="line">
        <a href={`/mails/${mail.id}`}>{subjectOf(mail)}</a>
        {mail.isNew && <span class="badge">new</span>}
        <Moment at={mail.receivedAt} how="short" />
      </div>
      <p>
        To {recipients || 'nobody'} <span class="quiet">from {addressLine(mail.from, 'short') || 'nobody'}</span>
      </p>
      <p class="quiet excerpt">
        {mail.attachments.length > 0 && <Attached count={mail.attachments.length} />}
        {mail.text
          .slice(0, 4 * excerpt)
          .replace(/\s+/g, ' ')
          .trim()
          .slice(0, excerpt)}
      </p>
    </li>
  );
};

const Attached = ({ count }: { count: number }): VNode => (
  <span class="badge plain">{count === 1 ? '1 attachment' : `${count} attachments`}</span>
);

const Empty = (): VNode => (
  <div class="nothing">
    <h2>No email yet</h2>
    <p>Emails appear here automatically as soon as somebody signs or you try out sending letters.</p>
  </div>
);

const Pages = ({ page, last, search }: { page: number; last: number; search: string }): VNode | null => {
  if (last <= 1) return null;
  const to = (other: number): string =>
    `/?${new URLSearchParams({ ...(search !== '' && { search }), page: String(other) }).toString()}`;
  return (
    <nav class="pages" aria-label="Pages of the list">
      {page > 1 && <a href={to(page - 1)}>Newer</a>}
      <span>{`Page ${page} of ${last}`}</span>
      {page < last && <a href={to(page + 1)}>Older</a>}
    </nav>
  );
};

const DeleteAll = ({ total }: { total: number }): VNode => (
  <details>
    <summary>Delete all</summary>
    <form method="post" action="/delete-all">
      <button class="button bad">
        {total === 1 ? 'Delete this email' : `Delete all ${total.toLocaleString('en-GB')} mails`}
      </button>
    </form>
  </details>
);
