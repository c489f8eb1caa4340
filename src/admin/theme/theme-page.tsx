import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { contrast, grounds, ratioWords, weakestOn } from '../../campaigns/theme/theme.values.js';
import type { Theme } from '../../campaigns/theme/theme.schema.js';
import type { PictureEntry } from '../../campaigns/pictures/pictures.service.js';
import { pictureLimits } from '../../campaigns/pictures/pictures.limits.js';
import { DoneNotice } from '../frame/action.js';
import { faultOf, Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { minuteOf } from '../frame/words.js';

export interface ThemePageProps {
  staff: SignedIn;
  slug: string;
  name: string;
  theme: Theme;
  pictures: readonly PictureEntry[];
  done?: string | undefined;
  refused?: Refused | undefined;
}

/** What the program has where a campaign has no colours. */
const own = { onLight: '#0b5394', onDark: '#7db8ee' };

/** Two colours and a logo: what is seen of a campaign before a word is read. */
export function ThemePage({ staff, slug, name, theme, pictures, done, refused }: ThemePageProps): VNode {
  const path = `/admin/campaigns/${slug}/theme`;
  const faults = refused?.faults ?? [];
  const input = refused?.input ?? { onLight: theme.onLight ?? '', onDark: theme.onDark ?? '', logo: theme.logo ?? '' };
  const shared = (field: 'onLight' | 'onDark' | 'logo') => ({ name: field, value: input[field], faults });
  return (
    <Layout title={`Colours and logo of “${name}”`} staff={staff} path="/admin/settings" crumbs={[]}>
      <DoneNotice done={done} texts={{ saved: 'Saved. The public pages show it now.' }} />
      <Refusal refused={refused} fields={['onLight', 'onDark', 'logo', 'file']} />
      <form class="card" method="post" action={path} noValidate>
        <Csrf staff={staff} />
        <input type="hidden" name="revision" value={input.revision ?? String(theme.revision)} />
        <p class="quiet">
          Links, buttons and lines have this colour. Readers choose light or dark pages on their device, so there are
          two. Each must have a contrast of 4.5:1. Left empty: {own.onLight} (
          {ratioWords(weakestOn(own.onLight, 'light'))}) and {own.onDark} ({ratioWords(weakestOn(own.onDark, 'dark'))}).
        </p>
        <Field {...shared('onLight')} label="On light pages" help={said(theme.onLight, 'light')} />
        <Field {...shared('onDark')} label="On dark pages" help={said(theme.onDark, 'dark')} />
        <Select
          {...shared('logo')}
          label="Logo"
          options={[{ value: '', label: 'None' }, ...pictures.map(logoOption)]}
          help="One of the campaign’s pictures; shown beside its name."
        />
        {theme.logo !== null && (
          <p>
            <img class="logo" src={`/pictures/${theme.logo.slice(0, 32)}-small.webp`} alt="The logo of now" />
          </p>
        )}
        <button class="button" type="submit">
          Save
        </button>
      </form>
      <form class="card" method="post" action={`${path}/logo`} encType="multipart/form-data">
        <h2>Another logo</h2>
        <Csrf staff={staff} />
        <LogoFile refused={refused} />
        <button class="button" type="submit">
          Upload and use
        </button>
      </form>
    </Layout>
  );
}

/** `Like #0b5394. Now 7.8:1 on white, 7.1:1 on grey.` */
function said(colour: string | null, kind: keyof typeof grounds): string {
  if (colour === null) return 'Like #0b5394.';
  const [paper, wash] = grounds[kind].map((ground) => ratioWords(contrast(colour, ground)));
  return `Now ${colour}: ${paper} on cards, ${wash} on the page.`;
}

const logoOption = ({ name, uploadedAt }: PictureEntry) => ({
  value: name,
  label: `${minuteOf(uploadedAt)}, ${name.slice(33).replace('x', ' × ')}, ${name.slice(0, 6)}`,
});

function LogoFile({ refused }: { refused: Refused | undefined }): VNode {
  const fault = faultOf(refused?.faults ?? [], 'file');
  return (
    <div class="field">
      <label for="file">Picture</label>
      <p class="quiet" id="file-help">
        JPEG, PNG or WebP, at most {pictureLimits.bytes / 1024 / 1024} MB. A drawing (SVG) has to be saved as PNG.
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
  );
}
