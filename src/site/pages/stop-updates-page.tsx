import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { catalogue } from '../../platform/texts/catalogue.js';
import type { Stop, StopOffer } from '../../updates/feedback/stopping.service.js';
import { Layout } from './layout.js';

const mailTexts = catalogue('update-mail');

interface Props {
  offer: StopOffer;
  locale: Locale;
  /** What was stopped just now */
  done: Stop | null;
  host: string;
}

/** Which updates somebody no longer wants: chosen once, in force at once. */
export function StopUpdatesPage({ offer, locale, done, host }: Props): VNode {
  const t = mailTexts(locale).stop;
  const named = (texts: Record<string, string>, other: string): string => texts[locale] ?? texts.en ?? other;
  const campaign = named(offer.campaign.names, host);
  const choices = [
    { value: 'campaign', label: t.campaign({ campaign }) },
    ...offer.petitions.map(({ slug, titles }) => ({
      value: `petition:${slug}`,
      label: t.petition({ title: named(titles, slug) }),
    })),
    { value: 'everything', label: t.everything({ host }) },
  ];
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <h1>{done ? t.doneHeading : t.heading}</h1>
      <p class="lead" role={done ? 'status' : undefined}>
        {done ? saidOf(done) : t.body}
      </p>
      {done && <p>{t.more}</p>}
      <form method="post">
        <fieldset>
          <legend>{t.heading}</legend>
          {choices.map(({ value, label }, index) => (
            <label class="check">
              <input type="radio" name="what" value={value} checked={index === 0} /> <bdi>{label}</bdi>
            </label>
          ))}
        </fieldset>
        <button class="button" type="submit">
          {t.button}
        </button>
      </form>
    </Layout>
  );

  function saidOf(what: Stop): string {
    if (what === 'everything') return t.doneEverything({ host });
    if (what === 'campaign') return t.doneCampaign({ campaign });
    const petition = offer.petitions.find(({ slug }) => slug === what.petition);
    return t.donePetition({ title: named(petition?.titles ?? {}, what.petition) });
  }
}
