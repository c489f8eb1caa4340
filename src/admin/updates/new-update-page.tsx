import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';

interface Props {
  staff: SignedIn;
  petitions: readonly { slug: string; title: string }[];
  refused?: Refused | undefined;
}

/** The three things an update begins with. */
export function NewUpdatePage({ staff, petitions, refused }: Props): VNode {
  const shared = (name: string) => ({ name, value: refused?.input[name], faults: refused?.faults ?? [] });
  return (
    <Layout title="New update" staff={staff} path="/admin/updates" crumbs={[]}>
      <Refusal refused={refused} fields={['title', 'slug', 'petition']} />
      <form class="card" method="post" action="/admin/updates" noValidate>
        <Csrf staff={staff} />
        <Field
          {...shared('title')}
          label="Title in English"
          help="At most 90 characters; also the subject of the email. You can change it later."
        />
        <Field
          {...shared('slug')}
          label="Short name"
          help="Part of its address, and how signatures and letters that it brings are counted: lower-case letters, digits and hyphens, such as “hearing-in-may”."
        />
        <Select
          {...shared('petition')}
          label="About"
          options={[
            { value: '', label: 'The campaign as a whole' },
            ...petitions.map(({ slug, title }) => ({ value: slug, label: `The petition “${title}”` })),
          ]}
        />
        <button class="button" type="submit">
          Begin
        </button>
      </form>
    </Layout>
  );
}
