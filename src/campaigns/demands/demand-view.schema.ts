import { z } from 'zod';
import { eventKinds } from '../../treaties/event.values.js';
import { conventionCodes } from '../../treaties/position.status.js';
import { demandStatuses } from './demand.status.js';
import { acts, addresseeKinds } from './demands.values.js';

const like = (example: string, description?: string) =>
  z.string().meta({ examples: [example], ...(description !== undefined && { description }) });
const none = (example: string | null, description: string) =>
  z
    .string()
    .nullable()
    .meta({ examples: [example], description });
const tally = z.number().int().min(0);
const act = z.enum(acts);
const status = z.enum(demandStatuses).meta({
  description:
    'Derived from the ledger, confirmed evidence and, where the campaign publishes them, letters and replies. `refused`: the addressee says no, or does the opposite.',
  examples: ['stated'],
});

const summary = {
  slug: like('ukraine-announce-withdrawal'),
  title: like('Ukraine: announce the withdrawal'),
  lifecycle: z.enum(['published', 'withdrawn']).meta({ examples: ['published'] }),
  addressee: z.object({
    kind: z.enum(addresseeKinds).meta({ examples: ['state'] }),
    code: none('UA', 'ISO 3166-1 alpha-2 of the State, or the rule of the group, such as `parties:APMBC`.'),
    name: like('Ukraine', 'In the language of the response.'),
  }),
  acts: z.array(act).meta({ description: 'Met once all of them are.', examples: [['announce', 'call_on_others']] }),
  convention: z
    .enum(conventionCodes)
    .nullable()
    .meta({ examples: ['APMBC'] }),
  statedOn: like('2026-11-30'),
  due: none('2027-04-04', 'The day by which it is asked.'),
  inTheNameOf: none(null, 'Null: of the campaign.'),
  addresseeCount: tally.meta({ examples: [1] }),
  counts: z.record(z.enum(demandStatuses), tally).meta({
    description: 'Addressees by status.',
    examples: [Object.fromEntries(demandStatuses.map((one) => [one, one === 'stated' ? 1 : 0]))],
  }),
  replaces: none(null, 'Short name of the earlier demand.'),
  replacedBy: none(null, 'Short name of the later one.'),
};

export const addresseeStatus = z.object({
  iso: none('UA', 'Null for an institution.'),
  name: like('Ukraine'),
  addressedSince: like('2026-11-30'),
  status,
  since: none('2026-11-30', 'Null where the day is not known.'),
  sinceIn: none(null, 'The month or year, where no more is known.'),
  stance: none(null, 'Of the reply that decides.'),
  metActs: z.array(act).meta({ examples: [[]] }),
});
export type AddresseeStatus = z.infer<typeof addresseeStatus>;

export const happenings = [
  'stated',
  'sent',
  'acknowledged',
  'answered',
  'refused',
  'ledger',
  'evidence',
  'due',
  'withdrawn',
] as const;
export const happening = z.object({
  on: none('2027-04-04', 'Null where the day is not known.'),
  in: none(null, 'The month or year, where no more is known.'),
  what: z.enum(happenings).meta({ examples: ['due'] }),
  event: z
    .enum(eventKinds)
    .nullable()
    .meta({ description: 'Of the ledger.', examples: [null] }),
  act: act.nullable().meta({ description: 'That evidence shows to be fulfilled.', examples: [null] }),
  statement: none(null, 'What evidence says, in English.'),
  sources: z.array(z.object({ title: z.string(), url: z.string() })).meta({ examples: [[]] }),
  stance: none(null, 'Of a reply.'),
  isos: z.array(z.string()).meta({ description: 'Of the States it concerns.', examples: [[]] }),
});
export type Happening = z.infer<typeof happening>;

export const demandSummary = z.object(summary).meta({ id: 'DemandSummary' });
export type DemandSummary = z.infer<typeof demandSummary>;
export const demandList = z
  .object({
    on: like('2026-11-30', 'The day of the statuses.'),
    lettersPublic: z.boolean().meta({
      description:
        'False: the campaign does not publish its letters and the replies, and no status here depends on them.',
      examples: [false],
    }),
    demands: z.array(demandSummary),
  })
  .meta({ id: 'DemandList' });

export const demandDetail = z
  .object({
    on: like('2026-11-30'),
    lettersPublic: z.boolean().meta({ examples: [false] }),
    ...summary,
    language: like('en', 'Of the words; English where the demand lacks the language of the response.'),
    ask: like('We ask Ukraine …', 'Opinion.'),
    reasons: z
      .array(z.string())
      .meta({ description: 'Opinion; `[C25]` marks a fact.', examples: [['In our opinion …']] }),
    law: z.array(z.string()).meta({ examples: [['Notice may be given at any time. [APMBC-20]']] }),
    basis: z
      .array(z.string())
      .meta({ description: 'Claims that state the law it rests on.', examples: [['APMBC-20']] }),
    withdrawnOn: none(null, 'The day it was taken back.'),
    withdrawnReason: none(null, 'Why, in English.'),
    addressees: z.array(addresseeStatus),
    timeline: z.array(happening).meta({ description: 'Oldest first.' }),
  })
  .meta({ id: 'Demand' });
export type DemandDetail = z.infer<typeof demandDetail>;
