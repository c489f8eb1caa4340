import type { VNode } from 'preact';
import { receiptScript } from '../assets.js';
import { countLogTexts } from '../texts.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';

export interface ReceiptPageProps extends PublicFrame {
  slug: string;
  /** Keys that signed checkpoints of the petition's logs, as vkeys */
  vkeys: readonly string[];
}

/** Where a signer checks her receipt in her own browser. Everything the script needs is in the page. */
export function ReceiptPage({ slug, vkeys, ...frame }: ReceiptPageProps): VNode {
  const { locale } = frame;
  const { check: t } = countLogTexts(locale);
  const { title, lead, file, mailbox, button, needsScript, ...said } = t;
  const words = Object.fromEntries(
    Object.entries(said).map(([key, text]) => [key, typeof text === 'string' ? text : spelt(text as Filled)]),
  );
  return (
    <Layout
      title={title}
      description={lead}
      path={`/petitions/${slug}/log/check`}
      script={receiptScript.path}
      {...frame}
    >
      <article class="text">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
        <form id="receipt" data-keys={JSON.stringify(vkeys)} data-words={JSON.stringify(words)}>
          <noscript>
            <p class="notice">{needsScript}</p>
          </noscript>
          <div class="field">
            <label for="file">{file}</label>
            <input id="file" type="file" accept=".tlog-proof" required />
          </div>
          <div class="field">
            <label for="mailbox">{mailbox}</label>
            <input id="mailbox" type="email" autoComplete="email" />
          </div>
          <button class="button" type="submit">
            {button}
          </button>
        </form>
        <div id="verdict" role="status"></div>
        <p>
          <a href={`/petitions/${slug}/log?lang=${locale}`}>{countLogTexts(locale).title}</a>
        </p>
      </article>
    </Layout>
  );
}

type Filled = (values: Record<string, string>) => string;

/** A text with its places still open, for the script to fill in. */
const spelt = (text: Filled): string =>
  text({ name: '{name}', country: '{country}', day: '{day}', origin: '{origin}' });
