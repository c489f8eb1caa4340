import type { ComponentChildren, VNode } from 'preact';
import type { Address } from './read-mail.js';

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect y='2' width='16' height='12' rx='2' fill='%230b5394'/%3E%3Cpath d='M2 5l6 4 6-4' fill='none' stroke='white' stroke-width='1.5'/%3E%3C/svg%3E";

export interface PageFrame {
  title: string;
  /** Keeps the page up to date while it is open. */
  isLive?: boolean;
  children: ComponentChildren;
}

/** The frame of the mailbox's pages. */
export const PageFrame = ({ title, isLive = false, children }: PageFrame): VNode => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{`${title} · Mailbox`}</title>
      <link rel="icon" href={icon} />
      <link rel="stylesheet" href="/mailbox.css" />
      {isLive && <script src="/mailbox.js" defer></script>}
    </head>
    <body>
      <a class="skip" href="#content">
        Skip to content
      </a>
      <header>
        <div class="page">
          <a class="brand" href="/">
            Mailbox
          </a>
          <p>Emails from this installation end up here. Nothing is forwarded.</p>
        </div>
      </header>
      <main id="content" class="page" tabindex={-1}>
        {children}
      </main>
    </body>
  </html>
);

export const subjectOf = ({ subject }: { subject: string }): string => subject || '(no subject)';

/** Names and addresses in one line; names alone where there are any, for a list. */
export const addressLine = (addresses: readonly Address[], how: 'whole' | 'short'): string =>
  addresses
    .map(({ name, address }) =>
      name === '' ? address : how === 'short' || address === '' ? name : `${name} <${address}>`,
    )
    .join(', ');

const [dayAndTime, timeOnly] = [
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }),
  new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }),
];

/** An instant in local time; today's in short, if asked. */
export const Moment = ({ at, how }: { at: Date; how: 'whole' | 'short' }): VNode => {
  const isToday = at.toDateString() === new Date().toDateString();
  return (
    <time dateTime={at.toISOString()}>{how === 'short' && isToday ? timeOnly.format(at) : dayAndTime.format(at)}</time>
  );
};
