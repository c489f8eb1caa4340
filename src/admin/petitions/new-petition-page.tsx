import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';

interface Props {
  staff: SignedIn;
  /** Petitions to copy */
  models: readonly { slug: string; title: string }[];
  refused?: Refused | undefined;
}

/** The three things a petition begins with. Everything else can be written later. */
export function NewPetitionPage({ staff, models, refused }: Props): VNode {
  const shared = (name: string) => ({ name, value: refused?.input[name], faults: refused?.faults ?? [] });
  return (
    <Layout title="New petition" staff={staff} path="/admin/petitions" crumbs={[]}>
      <Refusal refused={refused} fields={['title', 'slug', 'copyOf']} />
      <form class="card" method="post" action="/admin/petitions" noValidate>
        <Csrf staff={staff} />
        <Field {...shared('title')} label="Title in English" help="At most 90 characters. You can change it later." />
        <Field
          {...shared('slug')}
          label="Short name"
          help="Part of its address: lower-case letters, digits and hyphens, such as “open-the-archive”."
        />
        <Select
          {...shared('copyOf')}
          label="Start from"
          options={[
            { value: '', label: 'An empty petition' },
            ...models.map(({ slug, title }) => ({ value: slug, label: `A copy of “${title}”` })),
          ]}
        />
        <button class="button" type="submit">
          Begin
        </button>
      </form>
    </Layout>
  );
}
