import { z } from 'zod';

const link = z.strictObject({ href: z.url(), title: z.string().optional() });
const curies = z.array(z.strictObject({ name: z.literal('osdi'), href: z.string(), templated: z.literal(true) }));
const links = (...relations: string[]) =>
  z.strictObject({
    curies,
    self: link,
    ...Object.fromEntries(relations.map((relation) => [`osdi:${relation}`, link])),
  });

/** What every resource has; `identifiers` begin with our own. */
const common = {
  identifiers: z
    .array(z.string().regex(/^demarche:/))
    .min(1)
    .meta({ examples: [['demarche:0197b2c4-5d3e-7a11-8c3b-2f6d1e9a4b70']] }),
  origin_system: z.literal('Demarche'),
  created_date: z.iso.datetime(),
  modified_date: z.iso.datetime(),
};

const standing = z.enum(['pending', 'confirmed']);
const state = z.strictObject({
  organization: z.string(),
  postal_addresses: z.array(z.strictObject({ country: z.string().length(2) })),
});

/** The shape of each resource as it is sent, by its relation; a field that is not here is not sent. */
const shapes = {
  person: z.strictObject({
    ...common,
    given_name: z.string().optional(),
    family_name: z.string().optional(),
    preferred_language: z.string(),
    source: z.string().optional(),
    email_addresses: z
      .array(
        z.strictObject({
          primary: z.literal(true),
          address: z.string(),
          status: z.enum(['subscribed', 'unsubscribed', 'bouncing']),
        }),
      )
      .max(1),
    postal_addresses: z
      .array(
        z.strictObject({
          primary: z.literal(true),
          postal_code: z.string().optional(),
          country: z.string().length(2).optional(),
        }),
      )
      .max(1),
    'demarche:standing': standing,
    _links: links('signatures', 'outreaches', 'taggings', 'items'),
  }),
  petition: z.strictObject({
    ...common,
    name: z.string(),
    title: z.string(),
    summary: z.string(),
    description: z.string(),
    petition_text: z.string(),
    browser_url: z.url(),
    share_url: z.url(),
    featured_image_url: z.url(),
    total_signatures: z.number().int().min(0),
    _links: links('signatures', 'record_signature_helper'),
  }),
  signature: z.strictObject({
    ...common,
    action_date: z.iso.datetime(),
    comments: z.string().optional(),
    referrer_data: z.strictObject({ source: z.string() }).optional(),
    'demarche:standing': standing,
    _links: links('person', 'petition'),
  }),
  advocacy_campaign: z.strictObject({
    ...common,
    name: z.string(),
    title: z.string(),
    description: z.string(),
    type: z.literal('email'),
    targets: z.string(),
    target_list: z.array(state),
    browser_url: z.url(),
    total_outreaches: z.number().int().min(0),
    _links: links('outreaches', 'record_outreach_helper'),
  }),
  outreach: z.strictObject({
    ...common,
    action_date: z.iso.datetime(),
    type: z.literal('email'),
    message: z.string(),
    referrer_data: z.strictObject({ source: z.string() }).optional(),
    targets: z.array(state),
    'demarche:status': z.string(),
    _links: links('person', 'advocacy_campaign'),
  }),
  tag: z.strictObject({ ...common, name: z.string(), description: z.string().optional(), _links: links('taggings') }),
  tagging: z.strictObject({ ...common, item_type: z.literal('osdi:person'), _links: links('tag', 'person') }),
  list: z.strictObject({
    ...common,
    name: z.string(),
    title: z.string(),
    total_items: z.number().int().min(0),
    _links: links('items'),
  }),
  item: z.strictObject({ ...common, item_type: z.literal('osdi:person'), _links: links('person', 'list') }),
  message: z.strictObject({
    ...common,
    name: z.string(),
    type: z.enum(['email', 'postal mail']),
    status: z.enum(['draft', 'scheduled', 'stopped', 'sent']),
    scheduled_start_date: z.iso.datetime().optional(),
    total_targeted: z.number().int().min(0),
    statistics: z.strictObject({
      sent: z.number().int().min(0),
      delivered: z.number().int().min(0),
      bounced: z.number().int().min(0),
    }),
    _links: links(),
  }),
};
export type ResourceName = keyof typeof shapes;

/** `advocacy_campaign` → `OsdiAdvocacyCampaign`: its name in the API description. */
const nameOf = (relation: string): string =>
  `Osdi${relation
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}`;

export const resources = Object.fromEntries(
  Object.entries(shapes).map(([relation, shape]) => [relation, (shape as z.ZodType).meta({ id: nameOf(relation) })]),
) as typeof shapes;

/** Collections by relation, and what each contains. */
export const collections = {
  people: 'person',
  petitions: 'petition',
  signatures: 'signature',
  advocacy_campaigns: 'advocacy_campaign',
  outreaches: 'outreach',
  tags: 'tag',
  taggings: 'tagging',
  lists: 'list',
  items: 'item',
  messages: 'message',
} as const satisfies Record<string, ResourceName>;
export type CollectionName = keyof typeof collections;

/** The shape of a page. Totals are missing for people only. */
const shapeOfPage = (name: CollectionName) =>
  z
    .strictObject({
      page: z.number().int().min(1),
      per_page: z.number().int().min(1),
      ...(name !== 'people' && { total_records: z.number().int().min(0), total_pages: z.number().int().min(0) }),
      _links: z.strictObject({
        curies,
        self: link,
        next: link.optional(),
        previous: link.optional(),
        [`osdi:${name}`]: z.array(link),
      }),
      _embedded: z.strictObject({ [`osdi:${name}`]: z.array(resources[collections[name]]) }),
    })
    .meta({ id: nameOf(name) });
const pages = Object.fromEntries(
  Object.keys(collections).map((name) => [name, shapeOfPage(name as CollectionName)]),
) as Record<CollectionName, ReturnType<typeof shapeOfPage>>;

export const collectionOf = (name: CollectionName) => pages[name];

/** Where a client begins. */
export const entryPoint = z
  .looseObject({
    motd: z.string(),
    max_pagesize: z.number().int().min(1),
    vendor_name: z.string(),
    product_name: z.string(),
    osdi_version: z.string(),
    namespace: z.string(),
    _links: z.looseObject({ curies, self: link }),
  })
  .meta({ id: 'OsdiEntryPoint' });

/** The response to unauthenticated clients, in every case. */
export const blind = z.strictObject({}).meta({ id: 'OsdiBlind' });

/** What remains of a resource with `return_response: false`. */
export const pointers = z
  .strictObject({ identifiers: z.array(z.string()), _links: z.looseObject({ self: link }) })
  .meta({ id: 'OsdiPointers' });

export const notice = z.strictObject({ notice: z.string() }).meta({ id: 'OsdiNotice' });

/** OSDI error format. */
export const osdiError = z
  .strictObject({
    'osdi:error': z.strictObject({
      request_type: z.literal('atomic'),
      response_code: z.number().int().min(400),
      resource_status: z.array(
        z.strictObject({
          resource: z.string(),
          response_code: z.number().int().min(400),
          error_descriptions: z.array(
            z.strictObject({
              error_code: z.string().meta({ description: 'Stable: clients decide by this.' }),
              description: z.string(),
              properties: z.array(z.string()).optional(),
              reference_code: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
  })
  .meta({ id: 'OsdiError' });
