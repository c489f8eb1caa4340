import type { Prisma } from '../../generated/prisma/client.js';
import { utcDay } from '../../platform/clock.js';
import type { ByLanguage } from '../../platform/texts/in-language.js';
import { anchorOf } from '../milestone-dates.js';
import type { Demand } from './demands.schema.js';

/** Relations that `demandOf` needs. */
export const withRelations = {
  campaign: { select: { anchorMonth: true, anchorDay: true } },
  replaces: { select: { slug: true } },
  replacedBy: { select: { slug: true, status: true }, orderBy: { id: 'asc' } },
} as const satisfies Prisma.DemandInclude;

type DemandRow = Prisma.DemandGetPayload<{ include: typeof withRelations }>;

/** A stored demand with its days worked out. */
export function demandOf(row: DemandRow): Demand {
  const { campaign, replaces, replacedBy, dueOn, anchorYear, statedOn, withdrawnOn } = row;
  const due = anchorYear === null ? null : anchorOf(campaign, anchorYear);
  return {
    id: row.id,
    campaignId: row.campaignId,
    slug: row.slug,
    addresseeKind: row.addresseeKind as Demand['addresseeKind'],
    addresseeCode: row.addresseeCode,
    addresseeNames: row.addresseeNames as ByLanguage | null,
    acts: row.acts as Demand['acts'],
    dueOn: dueOn && utcDay(dueOn),
    anchorYear,
    due: dueOn ? utcDay(dueOn) : due,
    basis: row.basis,
    texts: row.texts as unknown as Demand['texts'],
    letterSection: row.letterSection,
    sourceNames: row.sourceNames as ByLanguage | null,
    status: row.status as Demand['status'],
    statedOn: statedOn && utcDay(statedOn),
    replaces: replaces?.slug ?? null,
    replacedBy: replacedBy.find(({ status }) => status !== 'draft')?.slug ?? null,
    revision: row.revision,
    updatedAt: row.updatedAt,
    withdrawnOn: withdrawnOn && utcDay(withdrawnOn),
    withdrawnReason: row.withdrawnReason,
  };
}
