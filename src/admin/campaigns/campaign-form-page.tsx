import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { ManagedCampaign } from '../../campaigns/campaign-management.service.js';
import { localeName, locales, writtenLocales } from '../../platform/http/locale.js';
import { Field, Refusal, Select } from '../frame/fields.js';
import { Fold } from '../frame/fold.js';
import type { Refused, Texts } from '../frame/form.js';
import { languagesFor, writtenIn } from '../frame/languages.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';

interface Props {
  staff: SignedIn;
  /** Null for a new one */
  campaign: ManagedCampaign | null;
  saved: boolean;
  /** Languages that were ticked in the refused form */
  ticked: readonly string[] | null;
  refused?: Refused | undefined;
}

const written = (field: string): string[] => writtenLocales.map((locale) => `${field}_${locale}`);
const fields = [
  ...['slug', 'copyOf', 'anchorMonth', 'anchorDay', 'timeZone', 'locales', 'host', 'senderName', 'replyTo'],
  ...written('name'),
  ...written('anchorName'),
];

/** What most campaigns take from the installation */
const own = ['senderName', 'replyTo', 'host'];

const months = Array.from({ length: 12 }, (_, i) => ({
  value: String(i + 1),
  label: new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, i, 1))),
}));

/** A campaign's settings, for a new one or an existing one. */
export function CampaignFormPage({ staff, campaign, saved, ticked, refused }: Props): VNode {
  const input = refused?.input ?? (campaign === null ? { timeZone: 'UTC' } : inputOf(campaign));
  const faults = refused?.faults ?? [];
  const shared = (name: string) => ({ name, value: input[name], faults });
  const offered = ticked ?? campaign?.locales ?? [];
  // A new campaign has not chosen any yet.
  const languages = campaign === null ? writtenLocales : languagesFor({ campaign }, writtenIn(input));
  return (
    <Layout title={campaign?.names.en ?? 'New campaign'} staff={staff} path="/admin/campaigns" crumbs={[]}>
      <Words of={['anchor date']} />
      {saved && <p class="notice">Saved.</p>}
      {campaign !== null && may(staff.role, 'campaign:manage') && (
        <p>
          <a href={`/admin/campaigns/${campaign.slug}/file`}>Download the campaign as a file</a>: everything but people,
          to keep, or to begin another campaign with.
        </p>
      )}
      <Refusal refused={refused} fields={fields} />
      <form
        method="post"
        action={campaign === null ? '/admin/campaigns' : `/admin/campaigns/${campaign.slug}`}
        noValidate
      >
        <Csrf staff={staff} />
        {campaign !== null && (
          <input type="hidden" name="revision" value={input.revision ?? String(campaign.revision)} />
        )}
        {campaign === null && <Beginning staff={staff} shared={shared} />}
        <fieldset class="card">
          <legend>Name</legend>
          {languages.map((locale) => (
            <Field {...shared(`name_${locale}`)} label={`Name (${localeName(locale)})`} required={locale === 'en'} />
          ))}
        </fieldset>
        <fieldset class="card">
          <legend>The day</legend>
          <p class="quiet">
            A day of the year that the plan, the countdown and the letters lead to. Leave it empty for a campaign
            without one.
          </p>
          <Select {...shared('anchorMonth')} label="Month" options={[{ value: '', label: 'No day' }, ...months]} />
          <Field {...shared('anchorDay')} label="Day of the month" type="number" />
          {languages.map((locale) => (
            <Field {...shared(`anchorName_${locale}`)} label={`What the day is called (${localeName(locale)})`} />
          ))}
        </fieldset>
        <fieldset class="card">
          <legend>Place and languages</legend>
          <Field
            {...shared('timeZone')}
            label="Time zone"
            help="Such as Europe/Brussels. It decides when a day begins."
          />
          <fieldset>
            <legend>Languages of its pages (none: all)</legend>
            {locales.map((locale) => (
              <div class="check">
                <input
                  id={`locale-${locale}`}
                  type="checkbox"
                  name="locales"
                  value={locale}
                  checked={offered.includes(locale)}
                />
                <label for={`locale-${locale}`}>{localeName(locale)}</label>
              </div>
            ))}
          </fieldset>
        </fieldset>
        <fieldset class="card">
          <legend>Emails and address</legend>
          <Fold
            title="A sender, a reply address and a host name of its own"
            fields={own}
            faults={faults}
            used={own.some((name) => (input[name] ?? '') !== '')}
          >
            <Field {...shared('senderName')} label="Name of the sender" help="Empty: the name of the installation." />
            <Field {...shared('replyTo')} label="Replies go to" type="email" help="Empty: to the sender’s address." />
            <Field
              {...shared('host')}
              label="Host name of its own"
              help="Such as campaign.example.org, if it leads to this server. Its home page is then the campaign’s."
            />
          </Fold>
        </fieldset>
        <button class="button" type="submit">
          {campaign === null ? 'Create the campaign' : 'Save'}
        </button>
      </form>
    </Layout>
  );
}

type Shared = (name: string) => { name: string; value: string | undefined; faults: Refused['faults'] };

function Beginning({ staff, shared }: { staff: SignedIn; shared: Shared }): VNode {
  return (
    <fieldset class="card">
      <legend>Beginning</legend>
      <Field
        {...shared('slug')}
        label="Short name"
        help="Part of its address: lower-case letters, digits and hyphens. It stays as it is."
      />
      <Select
        {...shared('copyOf')}
        label="Start from"
        options={[
          { value: '', label: 'An empty campaign' },
          ...staff.campaigns.map(({ slug, name }) => ({ value: slug, label: `A copy of “${name}”, as drafts` })),
        ]}
      />
    </fieldset>
  );
}

const inputOf = (campaign: ManagedCampaign): Texts => ({
  ...Object.fromEntries(writtenLocales.map((locale) => [`name_${locale}`, campaign.names[locale] ?? ''])),
  ...Object.fromEntries(writtenLocales.map((locale) => [`anchorName_${locale}`, campaign.anchorNames[locale] ?? ''])),
  anchorMonth: String(campaign.anchorMonth ?? ''),
  anchorDay: String(campaign.anchorDay ?? ''),
  timeZone: campaign.timeZone,
  host: campaign.host ?? '',
  senderName: campaign.senderName ?? '',
  replyTo: campaign.replyTo ?? '',
});
