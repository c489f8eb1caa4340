import { personView, signedIn } from './people.sql.js';
import type { Readable } from './readable.sql.js';

export interface TagRow extends Record<string, unknown> {
  id: string;
  name: string;
  description: string | null;
  createdAt: Date;
}

export const tags: Readable = {
  columns: `t.id, t.name, t.description, t.created_at as "createdAt"`,
  from: 'tag t',
  shown: 'true',
  order: 't.id',
  within: { id: 't.id', name: 't.name' },
  fields: {
    name: { type: 'text', sql: 't.name' },
    description: { type: 'text', sql: 't.description' },
    created_date: { type: 'instant', sql: 't.created_at' },
    modified_date: { type: 'instant', sql: 't.created_at' },
  },
};

export interface TaggingRow extends Record<string, unknown> {
  id: string;
  tagId: string;
  supporterId: string;
  createdAt: Date;
}

/** Of people who are shown. */
export const taggings: Readable = {
  columns: `x.id, x.tag_id as "tagId", x.supporter_id as "supporterId", x.created_at as "createdAt"`,
  from: `tagging x cross join lateral (select from ${personView(null)} where s.id = x.supporter_id and p.actions > 0) person`,
  shown: 'true',
  order: 'x.id',
  within: { id: 'x.id', tag: 'x.tag_id', person: 'x.supporter_id' },
  fields: {
    created_date: { type: 'instant', sql: 'x.created_at' },
    modified_date: { type: 'instant', sql: 'x.created_at' },
  },
};

export interface ItemRow extends Record<string, unknown> {
  supporterId: string;
  purpose: string;
  since: Date;
}

/** @param campaign a placeholder of the only campaign whose signatures are looked at; null: all of them, and entries by clients */
const itemsFrom = (campaign: string | null): string => `(
    select d.supporter_id, c.purpose, min(c.recorded_at) as since
    from (
      select g.id, g.supporter_id from signature g where g.status = 'confirmed' and g.shadow_rule is null
      ${campaign === null ? `union all select id, supporter_id from contact where status = 'confirmed' and shadow_rule is null` : `and ${signedIn(campaign)}`}
    ) d join consent c on c.subject_id = d.id
    where c.given and not exists (
      select from consent n where n.subject_id = c.subject_id and n.purpose = c.purpose and n.recipient = c.recipient and n.id > c.id)
    group by d.supporter_id, c.purpose
  ) i`;

/** Every purpose that has a wording, with how many people are in its list. */
export const purposesOf = (campaign: string | null) => ({
  name: campaign === null ? 'osdi.purposes' : 'osdi.purposes_of_campaign',
  text: `
  select w.purpose, min(w.created_at) as since, coalesce(min(n.members), 0)::int as members
  from consent_wording w left join (select i.purpose, count(*) as members from ${itemsFrom(campaign)} group by i.purpose) n on n.purpose = w.purpose
  group by w.purpose order by w.purpose`,
});

/** People in a list: confirmed, and with a consent in force for its purpose. One row per person and purpose. */
export const items: Readable = {
  columns: `i.supporter_id as "supporterId", i.purpose, i.since`,
  from: itemsFrom(null),
  limited: (campaign) => ({ from: itemsFrom(campaign) }),
  shown: 'true',
  order: 'i.supporter_id, i.purpose',
  within: { list: 'i.purpose', person: 'i.supporter_id' },
  fields: {
    created_date: { type: 'instant', sql: 'i.since' },
    modified_date: { type: 'instant', sql: 'i.since' },
  },
};
