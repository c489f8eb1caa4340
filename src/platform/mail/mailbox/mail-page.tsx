import type { VNode } from 'preact';
import { sizeInWords } from './limits.js';
import { isSafeLink, type Link } from './links.js';
import type { KeptMail } from './mail-store.js';
import { frameRights } from './page-headers.js';
import { Moment, PageFrame, addressLine, subjectOf } from './page-frame.js';

export type MailView = { as: 'html' | 'text' } | { as: 'source'; source: string; isWhole: boolean };

/** One email: who and when, its content, its links and its attachments. */
export const mailPage = (mail: KeptMail, view: MailView): VNode => {
  const path = `/mails/${mail.id}`;
  return (
    <PageFrame title={subjectOf(mail)}>
      <p>
        <a href="/">All emails</a>
      </p>
      <h1>{subjectOf(mail)}</h1>
      <Head mail={mail} />
      <nav class="tabs" aria-label="Ways to view this email">
        {mail.html !== null && <Tab href={path} label="HTML" isOpen={view.as === 'html'} />}
        <Tab href={`${path}/text`} label="Plain text" isOpen={view.as === 'text'} />
        <Tab href={`${path}/source`} label="Source" isOpen={view.as === 'source'} />
      </nav>
      {view.as === 'html' && <iframe src={`${path}/content`} sandbox={frameRights} title="The email as HTML" />}
      {view.as === 'text' && <Text text={mail.text} />}
      {view.as === 'source' && (
        <>
          <pre tabIndex={0}>{view.source}</pre>
          {!view.isWhole && <p class="quiet">This is the beginning. The file below contains all of it.</p>}
        </>
      )}
      <Links links={mail.links} />
      <Attachments mail={mail} />
      <form class="actions" method="post" action={`${path}/delete`}>
        <a class="button" href={`${path}/message.eml`}>
          Save as .eml file
        </a>
        <button class="button bad">Delete this email</button>
      </form>
    </PageFrame>
  );
};

export const notFoundPage = (): VNode => (
  <PageFrame title="Not here">
    <h1>There is nothing here</h1>
    <p>The email was deleted, or replaced by newer ones.</p>
    <p>
      <a href="/">All emails</a>
    </p>
  </PageFrame>
);

const Head = ({ mail }: { mail: KeptMail }): VNode => {
  const named = [...mail.to, ...mail.cc].map(({ address }) => address);
  const others = mail.deliveredTo.filter((address) => !named.includes(address));
  const rows: [string, VNode | string][] = [
    ['From', addressLine(mail.from, 'whole') || 'nobody'],
    ['To', addressLine(mail.to, 'whole') || 'nobody'],
    ['Cc', addressLine(mail.cc, 'whole')],
    ['Delivered to', others.join(', ')],
    ['Received', <Moment at={mail.receivedAt} how="whole" />],
    ['Dated', mail.date ? <Moment at={mail.date} how="whole" /> : ''],
    ['Size', sizeInWords(mail.size)],
  ];
  return (
    <dl>
      {rows
        .filter(([, value]) => value !== '')
        .map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
};

const Tab = ({ href, label, isOpen }: { href: string; label: string; isOpen: boolean }): VNode => (
  <a href={href} aria-current={isOpen ? 'page' : undefined}>
    {label}
  </a>
);

const Text = ({ text }: { text: string }): VNode =>
  text.trim() === '' ? <p class="nothing">This email has no text.</p> : <pre class="text">{text}</pre>;

const Links = ({ links }: { links: readonly Link[] }): VNode => (
  <section>
    <h2>Links</h2>
    {links.length === 0 && <p class="quiet">None.</p>}
    <ul class="links">
      {links.map(({ url, label }) => (
        <li>
          {label !== '' && label !== url && <span>{label}</span>}
          {isSafeLink(url) ? (
            <a href={url} target="_blank" rel="noreferrer">
              {url}
            </a>
          ) : (
            <span class="quiet">
              <code>{url}</code> (not opened from here)
            </span>
          )}
        </li>
      ))}
    </ul>
  </section>
);

const Attachments = ({ mail: { id, attachments } }: { mail: KeptMail }): VNode | null =>
  attachments.length === 0 ? null : (
    <section>
      <h2>Attachments</h2>
      <ul class="links">
        {attachments.map(({ filename, contentType, size }, index) => (
          <li>
            <a href={`/mails/${id}/attachments/${index + 1}`}>{filename}</a>{' '}
            <span class="quiet">{`${contentType}, ${sizeInWords(size)}`}</span>
          </li>
        ))}
      </ul>
    </section>
  );
