import type { ProfileFacts } from '../../campaigns/profile.schema.js';
import { countryName } from '../../platform/http/country-names.js';
import { catalogue } from '../../platform/texts/catalogue.js';
import type { RetentionKey } from '../retention.rules.js';
import { activities, activityOf, type NoticeTexts, type Periods } from './activities.js';
import type { NoticeBlock, NoticeDocument } from './notice.schema.js';

export const noticeTexts = catalogue('privacy-notice');
const legalTexts = catalogue('legal');

/** What the notice is written from: the settings of staff, and what the program does. */
export interface NoticeBasis {
  facts: ProfileFacts;
  /** After how many days each retention rule applies */
  retentionDays: Readonly<Record<RetentionKey, number>>;
  /** Hours after which an exported file is deleted */
  exportHours: number;
  /** Organisations that a petition asks consent for */
  partners: readonly string[];
}

/** The privacy notice in one language. It names all that the program does with data of people (activities.ts). */
export function writeNotice(basis: NoticeBasis, locale: string): NoticeDocument {
  const t = noticeTexts(locale);
  return [
    { heading: null, blocks: [{ text: t.lead }] },
    {
      heading: t.controller.heading,
      blocks: [{ text: t.controller.lead }, { title: null, facts: controller(basis.facts, locale) }],
    },
    { heading: t.activities.heading, blocks: activityBlocks(basis, t) },
    { heading: t.recipients.heading, blocks: recipients(basis, t, locale) },
    { heading: t.not.heading, blocks: [{ list: [...t.not.items] }] },
    { heading: t.rights.heading, blocks: rights(basis.facts, t, locale) },
  ];
}

type Facts = [string, string | null][];

function controller(facts: ProfileFacts, locale: string): Facts {
  const { facts: label } = legalTexts(locale);
  const country = facts.country === undefined ? null : countryName(facts.country, locale);
  const optional = (['dataProtectionOfficer', 'euRepresentative'] as const).flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : [[label[name], value] as [string, string]];
  });
  return [
    [label.organisation, facts.organisation ?? null],
    [label.address, facts.address ?? null],
    [label.country, country],
    [label.representative, facts.representative ?? null],
    [label.email, facts.email ?? null],
    [label.privacyContact, facts.privacyContact ?? null],
    ...optional,
  ];
}

function activityBlocks({ retentionDays, partners }: NoticeBasis, t: NoticeTexts): NoticeBlock[] {
  const after = Object.fromEntries(Object.entries(retentionDays).map(([rule, n]) => [rule, t.days({ n })])) as Periods;
  const { data, purpose, basis, kept } = t.activities;
  return activities
    .filter((name) => name !== 'partner' || partners.length > 0)
    .map((name) => ({
      title: t[name].title,
      facts: [
        [data, t[name].data],
        [purpose, t[name].purpose],
        [basis, t.basis[activityOf[name].basis]],
        [kept, activityOf[name].kept(t, after)],
      ],
    }));
}

function recipients({ facts, exportHours, partners }: NoticeBasis, t: NoticeTexts, locale: string): NoticeBlock[] {
  const { facts: label } = legalTexts(locale);
  const { processors, others, staff, hours, logs, backups, backupsUnknown } = t.recipients;
  return [
    { text: processors },
    {
      title: null,
      facts: [
        [label.hosting, facts.hosting ?? null],
        [label.mailProvider, facts.mailProvider ?? null],
        ...(facts.processors === undefined ? [] : [[label.processors, facts.processors] as [string, string]]),
      ],
    },
    { text: others },
    ...(partners.length > 0 ? [{ list: [...partners] }] : []),
    { text: staff({ hours: hours({ n: exportHours }) }) },
    { text: logs },
    { text: facts.backupDays === undefined ? backupsUnknown : backups({ days: t.days({ n: facts.backupDays }) }) },
  ];
}

function rights(facts: ProfileFacts, t: NoticeTexts, locale: string): NoticeBlock[] {
  const { page, more, before, complain, voluntary } = t.rights;
  return [
    { text: page },
    { text: more },
    { text: before },
    { text: complain },
    { title: null, facts: [[legalTexts(locale).facts.supervisoryAuthority, facts.supervisoryAuthority ?? null]] },
    { text: voluntary },
  ];
}
