import { letterShown, signedIn } from './people.sql.js';
import type { Readable } from './readable.sql.js';

export interface PetitionRow extends Record<string, unknown> {
  id: string;
  slug: string;
  title: string | null;
  createdAt: Date;
}

const english = `(select t.title from petition_text t where t.petition_id = p.id and t.locale = 'en')`;
const confirmed = `(select coalesce(sum(n.confirmed), 0) from (
  select confirmed from count_total where petition_id = p.id union all select confirmed from count_delta where petition_id = p.id) n)`;

/** Drafts and what is withdrawn from view are not public. */
const listed = 'p.published_at is not null and p.hidden_at is null';

export const petitions: Readable = {
  columns: `p.id, p.slug, p.created_at as "createdAt"`,
  from: 'petition p',
  shown: listed,
  limited: (campaign) => ({ shown: `${listed} and p.campaign_id = ${campaign}` }),
  order: 'p.id',
  within: { id: 'p.id', slug: 'p.slug' },
  fields: {
    name: { type: 'text', sql: 'p.slug' },
    title: { type: 'text', sql: english },
    total_signatures: { type: 'number', sql: confirmed },
    created_date: { type: 'instant', sql: 'p.created_at' },
    modified_date: { type: 'instant', sql: 'p.created_at' },
  },
};

export interface SignatureRow extends Record<string, unknown> {
  id: string;
  petitionId: string;
  supporterId: string;
  status: string;
  comment: string | null;
  source: string | null;
  signedAt: Date;
  modifiedAt: Date;
}

const modified = 'greatest(g.signed_at, g.confirmed_at)';

/** Collections list what counts; a pending one is shown under its id and with its person. */
export const signatures: Readable = {
  columns: `g.id, g.petition_id as "petitionId", g.supporter_id as "supporterId", g.status, g.comment, g.source, g.signed_at as "signedAt", ${modified} as "modifiedAt"`,
  from: 'signature g',
  shown: 'g.shadow_rule is null',
  listed: `g.status = 'confirmed'`,
  limited: (campaign) => ({ shown: `g.shadow_rule is null and ${signedIn(campaign)}` }),
  order: 'g.id',
  within: { id: 'g.id', petition: 'g.petition_id', person: 'g.supporter_id' },
  fields: {
    comments: { type: 'text', sql: 'g.comment' },
    'referrer_data/source': { type: 'text', sql: 'g.source' },
    action_date: { type: 'instant', sql: 'g.signed_at' },
    created_date: { type: 'instant', sql: 'g.signed_at' },
    modified_date: { type: 'instant', sql: modified },
  },
};

export interface CampaignRow extends Record<string, unknown> {
  id: string;
  slug: string;
  petition: string;
  total: number;
  createdAt: Date;
}

const outreachesOf = `(select count(*)::int from personal_letter l where l.campaign_id = c.id and l.status not in ('unconfirmed', 'rejected') and ${letterShown('l')})`;

/** The letters supporters can write for a campaign, under the first of its petitions. */
export const advocacyCampaigns: Readable = {
  columns: `c.id, c.slug, p.slug as petition, ${outreachesOf} as total, p.created_at as "createdAt"`,
  from: `campaign c cross join lateral (select p.slug, p.created_at from petition p where p.campaign_id = c.id and ${listed} order by p.id limit 1) p`,
  shown: 'true',
  limited: (campaign) => ({ shown: `c.id = ${campaign}` }),
  order: 'c.id',
  within: { id: 'c.id' },
  fields: {
    name: { type: 'text', sql: 'c.slug' },
    total_outreaches: { type: 'number', sql: outreachesOf },
    created_date: { type: 'instant', sql: 'p.created_at' },
    modified_date: { type: 'instant', sql: 'p.created_at' },
  },
};

export interface OutreachRow extends Record<string, unknown> {
  id: string;
  campaignId: string;
  supporterId: string;
  iso: string;
  status: string;
  text: string;
  source: string | null;
  writtenAt: Date;
  modifiedAt: Date;
}

const changed = 'greatest(l.written_at, l.confirmed_at, l.decided_at, l.delivered_at)';

export const outreaches: Readable = {
  columns: `l.id, l.campaign_id as "campaignId", l.supporter_id as "supporterId", l.iso, l.status, l.text, l.source, l.written_at as "writtenAt", ${changed} as "modifiedAt"`,
  from: 'personal_letter l',
  shown: letterShown('l'),
  listed: `l.status <> 'unconfirmed'`,
  limited: (campaign) => ({ shown: `${letterShown('l')} and l.campaign_id = ${campaign}` }),
  order: 'l.id',
  within: { id: 'l.id', campaign: 'l.campaign_id', person: 'l.supporter_id' },
  fields: {
    message: { type: 'text', sql: 'l.text' },
    'referrer_data/source': { type: 'text', sql: 'l.source' },
    country: { type: 'text', sql: 'l.iso::text' },
    'demarche:status': { type: 'text', sql: 'l.status' },
    action_date: { type: 'instant', sql: 'l.written_at' },
    created_date: { type: 'instant', sql: 'l.written_at' },
    modified_date: { type: 'instant', sql: changed },
  },
};
