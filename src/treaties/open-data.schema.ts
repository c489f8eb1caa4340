import { z } from 'zod';
import { conventionCodes, positions, specialStatuses } from './position.status.js';
import { conventionReference, factSource, positionRow, publicEvent } from './treaties.schema.js';

const day = z.string().meta({ description: 'A calendar day, `YYYY-MM-DD`.', examples: ['2026-07-10'] });
const licence = z.string().meta({ description: 'Licence and attribution of these data.', examples: ['ODbL 1.0'] });
const like = (example: string, description?: string) =>
  z.string().meta({ examples: [example], ...(description && { description }) });
const tally = z.number().int().min(0);
const convention = z.enum(conventionCodes);

const stateFacts = z.object({
  iso: like('FI', 'ISO 3166-1 alpha-2; Kosovo is XK.'),
  iso3: like('FIN'),
  name: like('Finland', 'In the language of the response.'),
  officialName: like('Republic of Finland'),
  unMembership: like('member'),
  region: like('Europe'),
  subregion: like('Northern Europe'),
  regionalGroup: like('Western European and Others Group').nullable(),
  bordersRussia: z.boolean(),
  capital: like('Helsinki', 'Seat of government according to the named source; not a statement of ours.'),
  languages: z.array(z.string()).meta({ description: 'Official languages, ISO 639.', examples: [['fi', 'sv']] }),
  source: like('world-countries 5.1.0'),
});

const position = z.enum(positions).meta({ examples: ['withdrawn'] });
const standing = z.object({
  convention,
  position,
  since: day.nullable().meta({
    description: 'Null for a State that never had another position, and where the day is not known.',
    examples: ['2026-01-10'],
  }),
  sinceIn: z
    .string()
    .nullable()
    .meta({
      description: 'The month or year it began in (`2026-05`, `2026`), where no more is known.',
      examples: [null],
    }),
  provisional: z.boolean().meta({ examples: [false] }),
  specialStatus: z
    .enum(specialStatuses)
    .nullable()
    .meta({
      description: 'What the State claims about its position although the convention does not provide for it.',
      examples: [null],
    }),
});

/** The latest notice of withdrawal in the present membership, and its outcome. */
export const noticeClock = z
  .object({
    state: z
      .enum(['notice_running', 'withdrawn', 'held_by_armed_conflict', 'notice_revoked'])
      .meta({ examples: ['withdrawn'] }),
    received: day.nullable().meta({ description: 'Null where the day is not known.', examples: ['2025-07-10'] }),
    expiry: day.nullable().meta({
      description: 'Six months after receipt, or the day the depositary stated; null where not known.',
      examples: ['2026-01-10'],
    }),
    effective: day.nullable().meta({
      description: 'From this day the State has withdrawn; null while nothing ends it, and where not known.',
      examples: ['2026-01-10'],
    }),
    clamped: z
      .boolean()
      .meta({ description: 'The day is missing from the month of expiry; its last day was used.', examples: [false] }),
    revokedOn: day
      .nullable()
      .meta({ description: 'Null as long as it is not revoked, and where the day is not known.', examples: [null] }),
    stated: z.boolean().meta({ description: 'The depositary has stated the day of effect.' }),
  })
  .meta({ id: 'NoticeClock' });

const verifiedThrough = day.nullable().meta({
  description:
    'The day to which every State was checked against the depositary’s list. Later events may be missing from the figures.',
  examples: ['2026-02-03'],
});

export const stateList = z
  .object({ on: day, verifiedThrough, licence, states: z.array(stateFacts.extend({ conventions: z.array(standing) })) })
  .meta({ id: 'StateList' });

export const stateWithLedger = z
  .object({
    on: day,
    licence,
    ...stateFacts.shape,
    conventions: z.array(
      standing.extend({
        clock: noticeClock.nullable(),
        sources: z.array(factSource),
        verifiedThrough: day.nullable().meta({ description: 'Day of the newest list that was read for this State.' }),
        events: z.array(publicEvent),
      }),
    ),
  })
  .meta({ id: 'StateWithLedger' });

const totals = z.object({
  parties: tally.meta({ description: 'By the depositary’s count: bound, or about to be.', examples: [162] }),
  inForce: tally.meta({ description: 'For how many the convention is in force.', examples: [161] }),
  byPosition: z
    .record(z.enum(positions), tally)
    .meta({ examples: [Object.fromEntries(positions.map((name) => [name, name === 'party' ? 161 : 0]))] }),
  notAdmissible: tally.meta({
    description: 'Of `not_party`, those that the depositary does not admit: Taiwan and Kosovo.',
    examples: [2],
  }),
  verifiedThrough,
});

/** The parts of a convention that are written, not generated. */
const inFour = (en: string, fr: string, es: string, uk: string) => ({ en, fr, es, uk });
const conventionExample = {
  code: 'CCM',
  names: inFour(
    'Convention on Cluster Munitions',
    'Convention sur les armes à sous-munitions',
    'Convención sobre Municiones en Racimo',
    'Конвенція про касетні боєприпаси',
  ),
  shortNames: inFour(
    'Convention on Cluster Munitions',
    'Convention sur les armes à sous-munitions',
    'Convención sobre Municiones en Racimo',
    'Конвенція про касетні боєприпаси',
  ),
  adoptedOn: '2008-05-30',
  openedOn: '2008-12-03',
  inForceOn: '2010-08-01',
  adoptedAt: inFour('Dublin', 'Dublin', 'Dublín', 'Дублін'),
  depositary: inFour(
    'Secretary-General of the United Nations',
    'Secrétaire général de l’Organisation des Nations Unies',
    'Secretario General de las Naciones Unidas',
    'Генеральний секретар Організації Об’єднаних Націй',
  ),
  statusUrl: 'https://treaties.un.org/pages/ViewDetails.aspx?src=TREATY&mtdsg_no=XXVI-6&chapter=26&clang=_en',
  officialUrl: 'https://www.clusterconvention.org/',
  source: 'UNTC MTDSG ch. XXVI-6',
  provisions: [
    {
      article: '19',
      topic: 'reservations',
      text: inFour(
        'No reservation may be made to any article of the convention.',
        'Aucune réserve n’est admise, à quelque article de la convention que ce soit.',
        'No se admiten reservas a ningún artículo de la convención.',
        'Застереження до жодної зі статей конвенції не допускаються.',
      ),
    },
  ],
};

export const conventionList = z
  .object({ conventions: z.array(conventionReference.meta({ id: 'Convention', examples: [conventionExample] })) })
  .meta({ id: 'ConventionList' });

export const conventionWithTotals = z
  .object({
    ...conventionReference.shape,
    on: day,
    totals,
    curve: z.array(z.object({ on: day, n: tally.meta({ examples: [162] }) })).meta({
      description: 'Changes on an unknown day are left out, so the last number can differ from the total.',
    }),
  })
  .meta({
    id: 'ConventionWithTotals',
    examples: [
      {
        ...conventionExample,
        on: '2026-11-24',
        totals: {
          parties: 112,
          inForce: 112,
          byPosition: {
            not_party: 74,
            signatory: 12,
            contracting: 0,
            party: 112,
            notice_running: 0,
            held_by_armed_conflict: 0,
            withdrawn: 1,
          },
          notAdmissible: 2,
          verifiedThrough: '2026-02-03',
        },
        curve: [{ on: '2008-12-03', n: 4 }],
      },
    ],
  });

export const positionList = z
  .object({ convention, on: day, totals, licence, positions: z.array(positionRow.meta({ id: 'Position' })) })
  .meta({ id: 'PositionList' });

export const eventList = z
  .object({ convention, licence, events: z.array(publicEvent.extend({ iso: like('FI') })) })
  .meta({ id: 'EventList' });

/** An event entered by an API client: not public before a person has verified it. */
export const eventReceipt = z
  .object({ id: z.uuid().meta({ examples: ['01a20e37-1db1-7323-bfbc-2b1ecb7af57a'] }), status: z.literal('waiting') })
  .meta({ id: 'EventReceipt' });
