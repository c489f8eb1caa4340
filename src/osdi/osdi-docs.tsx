import type { VNode } from 'preact';
import { maxPageSize, relations } from './osdi.values.js';

/** What one relation is, for anyone who follows a curie; the name `osdi` shows all of them and how to begin. */
export function RelationPage({ rel }: { rel: string }): VNode {
  const known = Object.entries(relations).filter(([name]) => rel === 'osdi' || name === rel);
  const title = rel === 'osdi' ? 'OSDI of this campaign' : `osdi:${rel}`;
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          {rel === 'osdi' && <Beginning />}
          <dl>
            {known.map(([name, text]) => (
              <div id={name}>
                <dt>
                  <code>osdi:{name}</code>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </main>
      </body>
    </html>
  );
}

const Beginning = (): VNode => (
  <>
    <p>
      This is the Open Supporter Data Interface, version 1.2. Everything is found by its links, beginning at{' '}
      <code>/api/osdi/v1</code>. Personal data needs a token in the header <code>OSDI-API-Token</code>. A page has at
      most {maxPageSize} rows; after the last page there is an empty one.
    </p>
    <h2>Where this server differs on purpose</h2>
    <ul>
      <li>Nobody is subscribed unless the body says so, and a client cannot resubscribe anyone who unsubscribed.</li>
      <li>
        Signatures, letters and sign-ups are pending until their owner has confirmed them from the mailbox;
        total_signatures counts confirmed ones.
      </li>
      <li>A helper does everything or nothing: an unknown tag is an error, and then nothing was written.</li>
      <li>
        Tags and lists in a body without a token are ignored. Members of lists follow from consents and cannot be
        written.
      </li>
    </ul>
    <h2>Relations</h2>
  </>
);
