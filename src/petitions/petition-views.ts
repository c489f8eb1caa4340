import type { CampaignsService } from '../campaigns/campaigns.service.js';
import type { ConsentOffer, OfferedConsent } from '../supporters/consents.schema.js';
import { fieldsIn, formOf, type PetitionForm } from './form/petition-form.schema.js';
import { goalFor } from './goal.js';
import { daysOf, statusOf, textIn } from './petition-rows.js';
import type { FactSource, Outcome, PetitionText, PublicPetition } from './petitions.schema.js';

/** What the intake needs to know about a petition. */
export interface PetitionTerms {
  id: string;
  slug: string;
  status: PublicPetition['status'];
  opensOn: string;
  proofOfWork: 'optional' | 'required';
  /** Who may sign; empty: everybody */
  countries: ReadonlySet<string>;
  form: PetitionForm;
  /** The current version of the text, and the first that asks for the same: a sign-up may name any between. */
  version: number;
  sameAskSince: number;
  /** `wordings`: those that are accepted, with the one shown today */
  consents: {
    purpose: string;
    wording: string;
    wordings: ReadonlySet<string>;
    recipients: ReadonlySet<string> | null;
  }[];
}

/** Everything the petition page shows besides the public figures. */
export interface PetitionPage {
  id: string;
  figures: PublicPetition;
  /** What the form asks for, with the names of recipients. */
  offers: OfferedConsent[];
  /** In the language asked for, or in English; `locale` says which. */
  text: PetitionText & { locale: string };
  /** `retiredOn`: the campaign no longer relies on this fact. */
  sources: (FactSource & { retiredOn: string | null })[];
  anchor: Awaited<ReturnType<CampaignsService['getAnchor']>>;
  /** Latest confirmed signers who ticked "show my name". */
  recentNames: { name: string; country: string }[];
  countryTotals: number;
  /** Whether names of signers who agreed are shown */
  showNames: boolean;
  form: PetitionForm;
  archived: boolean;
  /** The petitions before and after it, whose requests differ */
  succession: Record<'before' | 'after', { slug: string; title: string } | null>;
}

/** Whether the petition asks residents of this country to sign. */
export const isAsked = ({ countries }: Pick<PetitionTerms, 'countries'>, country: string): boolean =>
  countries.size === 0 || countries.has(country);

export const countryNotAsked = {
  pointer: '/country',
  code: 'country.not_asked',
  detail: 'is not among the countries whose residents this petition asks',
};

type Times = Parameters<typeof statusOf>[0];

/** @param row with the campaign's time zone */
export async function termsOf(
  row: Times & {
    id: string;
    slug: string;
    proofOfWork: string;
    countries: string[];
    form: unknown;
    campaign: { timeZone: string };
  },
  known: {
    versions: { current: number; sameAskSince: number };
    offers: readonly ConsentOffer[];
    accepted: readonly ReadonlySet<string>[];
    recipientsOf: (offer: ConsentOffer) => Promise<ReadonlySet<string> | null>;
    now: Date;
  },
): Promise<PetitionTerms> {
  return {
    id: row.id,
    slug: row.slug,
    status: statusOf(row, known.now),
    opensOn: daysOf(row, row.campaign.timeZone).opensOn,
    version: known.versions.current,
    sameAskSince: known.versions.sameAskSince,
    proofOfWork: row.proofOfWork === 'required' ? 'required' : 'optional',
    countries: new Set(row.countries),
    form: formOf(row),
    consents: await Promise.all(
      known.offers.map(async (offer, index) => ({
        purpose: offer.purpose,
        wording: offer.wording,
        wordings: known.accepted[index] ?? new Set([offer.wording]),
        recipients: await known.recipientsOf(offer),
      })),
    ),
  };
}

/** What anybody may know of a petition. @param row with its titles, its campaign's time zone and the petitions before and after it */
export function figuresOf(
  row: Times & {
    slug: string;
    goalSteps: number[];
    countries: string[];
    form: unknown;
    outcome: string | null;
    demands: string[];
    texts: { locale: string; title: string }[];
    campaign: { timeZone: string };
    predecessor: { slug: string } | null;
    successor: { slug: string; publishedAt: Date | null } | null;
  },
  known: {
    locale: string;
    byCountry: { country: string; count: number }[];
    offers: readonly OfferedConsent[];
    version: number;
    now: Date;
  },
): PublicPetition {
  const signatureCount = known.byCountry.reduce((sum, entry) => sum + entry.count, 0);
  const { timeZone } = row.campaign;
  return {
    slug: row.slug,
    title: textIn(row.texts, known.locale)?.title ?? row.slug,
    status: statusOf(row, known.now),
    signatureCount,
    goal: goalFor(signatureCount, row.goalSteps),
    ...daysOf(row, timeZone),
    opensAt: row.opensAt.toISOString(),
    closesAt: row.closesAt?.toISOString() ?? null,
    timeZone,
    countries: row.countries,
    fields: fieldsIn(formOf(row), known.locale),
    outcome: row.outcome as Outcome | null,
    predecessor: row.predecessor?.slug ?? null,
    successor: row.successor?.publishedAt ? row.successor.slug : null,
    demands: row.demands,
    version: known.version,
    byCountry: known.byCountry,
    consents: known.offers.map(({ recipients, ...offer }) => ({
      ...offer,
      ...(recipients && { recipients: recipients.map(({ key }) => key) }),
    })),
  };
}
