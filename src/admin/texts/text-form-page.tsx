import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { CampaignText } from '../../campaigns/campaign-texts.service.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';
import type { Refused } from '../frame/form.js';
import { DemandField, type DemandOption } from '../frame/demand-field.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import { languagesFor, writtenIn } from '../frame/languages.js';
import { Csrf, Layout } from '../frame/layout.js';
import { inLanguage } from '../../platform/texts/in-language.js';

export interface TextFormProps {
  staff: SignedIn;
  /** The text to be changed; without, a new one is written. */
  text?: CampaignText;
  demands: readonly DemandOption[];
  refused?: Refused;
}

const fields = ['slug', 'demand', ...writtenLocales.flatMap((locale) => [`title_${locale}`, `body_${locale}`])];

/** A draft in every language there is; only English is required. */
export function TextFormPage({ staff, text, demands, refused }: TextFormProps): VNode {
  const input = refused?.input ?? (text ? inputOf(text) : {});
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  return (
    <Layout
      title={text ? `Change “${inLanguage(text.texts, 'en').title}”` : 'New statement'}
      staff={staff}
      path="/admin/texts"
      crumbs={text ? [{ href: `/admin/texts/${text.slug}/preview`, label: inLanguage(text.texts, 'en').title }] : []}
    >
      <Refusal refused={refused} fields={fields} />
      <form method="post" action="/admin/texts" noValidate>
        <Csrf staff={staff} />
        <div class="card">
          {text ? (
            <input type="hidden" name="slug" value={text.slug} />
          ) : (
            <Field
              {...shared('slug')}
              label="Short name"
              help="Part of the address: small letters, digits, hyphens. A draft of this name is replaced."
              required
            />
          )}
          <p>
            An empty line begins a new paragraph. A fact is followed by the key of its <a href="/admin/claims">claim</a>{' '}
            in brackets, such as [C24]; readers see a numbered note. A claim that may not be used is refused. There is
            room for some 6,000 characters in each language.
          </p>
          <DemandField {...shared('demand')} demands={demands} />
        </div>
        {languagesFor(staff, writtenIn(input)).map((locale) => (
          <fieldset class="card">
            <legend>{localeName(locale)}</legend>
            <Field {...shared(`title_${locale}`)} label={`Title (${localeName(locale)})`} required={locale === 'en'} />
            <Area {...shared(`body_${locale}`)} label={`Text (${localeName(locale)})`} rows={10} lang={locale} />
          </fieldset>
        ))}
        <button class="button" type="submit">
          Save the draft
        </button>
      </form>
    </Layout>
  );
}

const inputOf = ({ slug, demand, texts }: CampaignText): Record<string, string> => ({
  slug,
  demand: demand ?? '',
  ...Object.fromEntries(
    writtenLocales.flatMap((locale) => [
      [`title_${locale}`, texts[locale]?.title ?? ''],
      [`body_${locale}`, texts[locale]?.paragraphs.join('\n\n') ?? ''],
    ]),
  ),
});
