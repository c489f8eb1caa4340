import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { anchorOf, glossary, words } from '../frame/glossary.js';
import { Layout } from '../frame/layout.js';
import { capital } from '../frame/words.js';

/** The words of these pages, to look up and to link to. */
export const HelpPage = ({ staff }: { staff: SignedIn }): VNode => (
  <Layout title="Words used here" staff={staff} path="/admin/help">
    <p>What the words of these pages mean. On other pages they are underlined with dots and lead here.</p>
    <dl class="words">
      {words.map((word) => (
        <>
          <dt id={anchorOf(word)}>
            <dfn>{capital(word)}</dfn>
          </dt>
          <dd>{glossary[word]}</dd>
        </>
      ))}
    </dl>
  </Layout>
);
