import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { pictureLimits } from '../../campaigns/pictures/pictures.limits.js';
import type { PictureEntry } from '../../campaigns/pictures/pictures.service.js';
import { minuteOf } from '../frame/words.js';
import { faultOf, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';

export interface PicturesPageProps {
  staff: SignedIn;
  slug: string;
  title: string;
  pictures: readonly PictureEntry[];
  /** The name of the one just uploaded */
  added?: string | undefined;
  refused?: Refused | undefined;
}

/** The pictures of the campaign, each with the line that puts it into a text, and the form for another. */
export function PicturesPage({ staff, slug, title, pictures, added, refused }: PicturesPageProps): VNode {
  const fresh = pictures.find(({ name }) => name === added);
  return (
    <Layout
      title={`Pictures for “${title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(slug, title), { href: `/admin/petitions/${slug}/text`, label: 'Text' }]}
    >
      <Refusal refused={refused} fields={['file']} />
      {fresh && (
        <p class="notice" role="status">
          Uploaded. Put this line into a text, with an empty line before and after it, and say what the picture shows:{' '}
          <code>{lineFor(fresh.name)}</code>
        </p>
      )}
      {may(staff.role, 'plan:manage') && <Upload staff={staff} slug={slug} refused={refused} />}
      <h2>Pictures of the campaign</h2>
      {pictures.length === 0 ? (
        <p class="notice">There is none yet.</p>
      ) : (
        <ul class="pictures">
          {pictures.map(({ name, uploadedAt }) => (
            <li class="card">
              <img src={`/pictures/${name.slice(0, 32)}-small.webp`} alt="" loading="lazy" />
              <p class="quiet">
                {name.slice(33).replace('x', ' × ')} pixels, {minuteOf(uploadedAt)}
              </p>
              <code>{lineFor(name)}</code>
            </li>
          ))}
        </ul>
      )}
    </Layout>
  );
}

export const lineFor = (name: string): string => `![What it shows](picture:${name})`;

function Upload({ staff, slug, refused }: Pick<PicturesPageProps, 'staff' | 'slug' | 'refused'>): VNode {
  const fault = faultOf(refused?.faults ?? [], 'file');
  return (
    <form class="card" method="post" action={`/admin/petitions/${slug}/pictures`} encType="multipart/form-data">
      <Csrf staff={staff} />
      <div class="field">
        <label for="file">Picture</label>
        <p class="quiet" id="file-help">
          JPEG, PNG or WebP, at most {pictureLimits.bytes / 1024 / 1024} MB. It is stored without the place, time and
          camera a photograph may contain. Use only pictures you may publish.
        </p>
        <input
          id="file"
          name="file"
          type="file"
          accept="image/jpeg,image/png,image/webp"
          required
          aria-invalid={fault ? 'true' : undefined}
          aria-describedby={fault ? 'file-help file-fault' : 'file-help'}
        />
        {fault && (
          <p class="fault" id="file-fault">
            {`The file ${fault.detail}.`}
          </p>
        )}
      </div>
      <button class="button" type="submit">
        Upload
      </button>
    </form>
  );
}
