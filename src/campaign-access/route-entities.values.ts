/** What an address can name that belongs to a campaign. */
export const entityKinds = [
  'petition',
  'petitionComment',
  'signature',
  'fraudRule',
  'signatureImport',
  'export',
  'milestone',
  'campaign',
  'campaignText',
  'demand',
  'demandEvidence',
  'letterTemplate',
  'letterRun',
  'letter',
  'stateAnswer',
  'inboundMail',
  'apiToken',
  'webhook',
  'campaignUpdate',
] as const;
export type EntityKind = (typeof entityKinds)[number];

/**
 * What the parameters of closed routes name. `shared`: knowledge of all campaigns, such as a State or a claim; `word`: one of a few words, or a
 * number within something that another parameter names; `own`: of the person who asks; `all`: the route is for those who work for all campaigns.
 */
export type Named = EntityKind | 'shared' | 'word' | 'own' | 'all';

/** Beginning of a route → its parameters. The longest beginning that fits is used; a parameter that is not here is refused. */
export const routeEntities: Readonly<Record<string, Readonly<Record<string, Named>>>> = {
  '/admin/petitions/:slug': { slug: 'petition', step: 'word' },
  '/admin/petitions/:slug/figures': { slug: 'petition', file: 'word' },
  '/admin/petitions/:slug/fraud': { slug: 'petition', id: 'fraudRule' },
  '/admin/petitions/:slug/supporters': { slug: 'petition', id: 'signature' },
  '/admin/petitions/:slug/imports': { slug: 'petition', id: 'signatureImport' },
  '/admin/petitions/:slug/text': { slug: 'petition', id: 'petitionComment' },
  // Links to previews are looked up within their petition.
  '/admin/petitions/:slug/previews': { slug: 'petition', id: 'word' },
  // Draws are looked up within their petition.
  '/admin/petitions/:slug/draws': { slug: 'petition', id: 'word' },
  '/admin/petitions/:slug/preview': { slug: 'petition', part: 'word' },
  '/admin/embed/:slug': { slug: 'petition' },
  '/admin/exports/:id': { id: 'export' },
  '/admin/plan/milestones/:id': { id: 'milestone' },
  '/admin/texts/:slug': { slug: 'campaignText' },
  '/admin/campaigns/:slug': { slug: 'campaign' },
  '/admin/demands/:slug': { slug: 'demand' },
  '/admin/demands/:slug/evidence': { slug: 'demand', id: 'demandEvidence' },
  '/admin/updates/:slug': { slug: 'campaignUpdate', locale: 'word' },
  '/admin/templates/:id': { id: 'letterTemplate' },
  '/admin/templates/preview/:iso': { iso: 'shared' },
  '/admin/runs/:id': { id: 'letterRun' },
  '/admin/letters/:id': { id: 'letter' },
  '/admin/answers/:iso': { iso: 'shared', id: 'stateAnswer' },
  '/admin/inbox/:id': { id: 'inboundMail', place: 'word' },
  '/admin/supporter-letters/digests/:id': { id: 'letter' },
  '/admin/ministries/:iso': { iso: 'shared', id: 'shared' },
  '/admin/calendar/:id': { id: 'shared' },
  '/admin/claims/:key': { key: 'shared' },
  '/admin/ledger': { id: 'shared' },
  '/admin/account': { id: 'own' },
  '/admin/filters': { id: 'own' },
  '/admin/staff/:id': { id: 'all' },
  '/admin/tokens/:id': { id: 'apiToken' },
  // Deliveries are looked up within their webhook.
  '/admin/webhooks/:id': { id: 'webhook', delivery: 'word', action: 'word' },
  '/api/v1/updates/:slug': { slug: 'campaignUpdate', locale: 'word' },
  '/api/v1/petitions/:slug': { slug: 'petition', locale: 'word' },
  // Public for this table: OSDI reads for the campaign of the token (osdi/reads).
  '/api/osdi/v1': { id: 'word', inner: 'word' },
};

const beginnings = Object.keys(routeEntities).sort((one, other) => other.length - one.length);

/** What the parameters of a route name; null where the table does not know the route. */
export function namedIn(pattern: string): Readonly<Record<string, Named>> | null {
  const found = beginnings.find((one) => pattern === one || pattern.startsWith(`${one}/`));
  return found === undefined ? null : (routeEntities[found] ?? null);
}

/** Names of the parameters in a route. */
export const parametersIn = (pattern: string): string[] =>
  [...pattern.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
