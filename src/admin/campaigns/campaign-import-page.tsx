import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';

/** The form for the file of a campaign; what is wrong with a file is said by its place in it. */
export const CampaignImportPage = ({ staff, refused }: { staff: SignedIn; refused?: Refused }): VNode => (
  <Layout title="Import a campaign file" staff={staff} path="/admin/campaigns" crumbs={[]}>
    {refused && (
      <div class="error" role="alert">
        <p>{refused.problem}</p>
        <ul>
          {refused.faults.map(({ pointer, detail }) => (
            <li>
              <code>{pointer}</code> {detail}
            </li>
          ))}
        </ul>
      </div>
    )}
    <p>
      A campaign file has everything but people: names, plan, texts, demands, petitions, letter templates and pictures.
      All of it is brought in, or nothing. What was published in the file is published here.
    </p>
    <form class="card" method="post" action="/admin/campaigns/import" encType="multipart/form-data">
      <Csrf staff={staff} />
      <Field
        name="as"
        label="Another short name"
        value={refused?.input.as}
        faults={refused?.faults ?? []}
        help="Empty: the one in the file. With another, addresses that are taken here are changed."
      />
      <div class="field">
        <label for="file">File</label>
        <input id="file" name="file" type="file" accept="application/json,.json" required />
      </div>
      <button class="button" type="submit">
        Import
      </button>
    </form>
  </Layout>
);
