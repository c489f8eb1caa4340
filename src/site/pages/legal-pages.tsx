import type { ComponentChildren, VNode } from 'preact';
import type { ProfileFacts } from '../../campaigns/profile.schema.js';
import { countryName } from '../../platform/http/country-names.js';
import type { Locale } from '../../platform/http/locale.js';
import { legalTexts } from '../texts.js';
import { FactList, MailTo } from './fact-list.js';
import { Layout } from './layout.js';
import type { PublicFrame } from './public-frame.js';
import { Written } from './written.js';

export interface LegalPageProps extends PublicFrame {
  facts: ProfileFacts;
  path: string;
  /** What stands before the paths of the other legal pages */
  base: string;
  /** What the campaign is, in a sentence; null where nobody has said */
  lead: string | null;
  /** Short name of the petition whose count is explained; null without one */
  petition: string | null;
}

type PlainFact = Exclude<keyof ProfileFacts, 'about' | 'funding' | 'backupDays' | 'signatory' | 'signatoryTitle'>;
const addresses: readonly PlainFact[] = ['email', 'pressEmail', 'securityEmail'];

/** Label and value of each; optional ones are left out where they are not known. */
function known(facts: ProfileFacts, locale: Locale, names: readonly PlainFact[], optional: readonly PlainFact[] = []) {
  const label = legalTexts(locale).facts;
  return names
    .filter((name) => facts[name] !== undefined || !optional.includes(name))
    .map((name): readonly [string, ComponentChildren] => {
      const value = facts[name];
      if (value === undefined) return [label[name], null];
      if (name === 'country') return [label[name], countryName(value, locale)];
      return [label[name], addresses.includes(name) ? <MailTo address={value} /> : value];
    });
}

/** Text and link to what it speaks of. */
const Pointer = ({
  words,
  to,
  locale,
}: {
  words: { text: string; link: string };
  to: string;
  locale: Locale;
}): VNode => (
  <p>
    {words.text} <a href={`${to}?lang=${locale}`}>{words.link}</a>
  </p>
);

/** Who runs the campaign, who pays for it, who answers for it. */
export function AboutPage({
  facts,
  path,
  base,
  lead,
  petition,
  answersPublic,
  ...frame
}: LegalPageProps & { answersPublic: boolean }): VNode {
  const { locale } = frame;
  const { nav, about: t, unknown } = legalTexts(locale);
  return (
    <Layout title={nav.about} description={t.description} path={path} {...frame}>
      <article class="text">
        <h1>{nav.about}</h1>
        {lead !== null && <p class="lead">{lead}</p>}
        <h2>{t.who}</h2>
        <Written texts={facts.about} locale={locale} />
        <FactList facts={known(facts, locale, ['organisation', 'address', 'country'])} unknown={unknown} />
        <h2>{t.funding}</h2>
        {facts.funding ? <Written texts={facts.funding} locale={locale} /> : <p>{unknown}</p>}
        <h2>{t.answers}</h2>
        <FactList facts={known(facts, locale, ['representative', 'responsible'], ['responsible'])} unknown={unknown} />
        <h2>{t.how}</h2>
        <p>{t.contested}</p>
        <Pointer words={t.sources} to="/claims" locale={locale} />
        {petition !== null && <Pointer words={t.counting} to={`/petitions/${petition}/count`} locale={locale} />}
        {answersPublic && <Pointer words={t.replies} to="/answers" locale={locale} />}
        <Pointer words={t.mistake} to={`${base}/contact`} locale={locale} />
      </article>
    </Layout>
  );
}

export function ContactPage({ facts, path, ...frame }: LegalPageProps): VNode {
  const { locale } = frame;
  const { nav, contact: t, unknown } = legalTexts(locale);
  const optional = ['telephone', 'pressEmail', 'securityEmail'] as const;
  const names = [
    'email',
    'telephone',
    'organisation',
    'address',
    'pressEmail',
    'privacyContact',
    'securityEmail',
  ] as const;
  return (
    <Layout title={nav.contact} description={t.description} path={path} {...frame}>
      <article class="text">
        <h1>{nav.contact}</h1>
        <p class="lead">{t.lead}</p>
        <FactList facts={known(facts, locale, names, optional)} unknown={unknown} />
        <Pointer words={t.myData} to="/me" locale={locale} />
        <p>{t.letters}</p>
      </article>
    </Layout>
  );
}

/** Imprint, mentions légales, aviso legal. */
export function LegalNoticePage({ facts, path, ...frame }: LegalPageProps): VNode {
  const { locale } = frame;
  const { nav, notice: t, unknown } = legalTexts(locale);
  const optional = ['responsible', 'register', 'taxNumber', 'telephone'] as const;
  const names = [
    'organisation',
    'address',
    'country',
    'representative',
    'responsible',
    'register',
    'taxNumber',
    'email',
    'telephone',
    'hosting',
  ] as const;
  return (
    <Layout title={nav.legal} description={t.description} path={path} {...frame}>
      <article class="text">
        <h1>{nav.legal}</h1>
        <p class="lead">{t.lead}</p>
        <FactList facts={known(facts, locale, names, optional)} unknown={unknown} />
        <p>{t.names}</p>
        <p>{t.links}</p>
        <Pointer words={t.reuse} to="/data" locale={locale} />
      </article>
    </Layout>
  );
}

export function AccessibilityPage({ path, base, ...frame }: LegalPageProps): VNode {
  const { nav, accessibility: t } = legalTexts(frame.locale);
  const list = (items: readonly string[]): VNode => (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
  return (
    <Layout title={nav.accessibility} description={t.description} path={path} {...frame}>
      <article class="text">
        <h1>{nav.accessibility}</h1>
        <p class="lead">{t.aim}</p>
        <h2>{t.how}</h2>
        {list(t.done)}
        <h2>{t.limits}</h2>
        {list(t.known)}
        <Pointer words={t.report} to={`${base}/contact`} locale={frame.locale} />
      </article>
    </Layout>
  );
}
