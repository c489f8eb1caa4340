import { items } from './tags.sql.js';

/** Every purpose that has a wording, with how many people are in its list. */
export const purposes = {
  name: 'osdi.purposes',
  text: `
  select w.purpose, min(w.created_at) as since, coalesce(min(n.members), 0)::int as members
  from consent_wording w left join (select i.purpose, count(*) as members from ${items.from} group by i.purpose) n on n.purpose = w.purpose
  group by w.purpose order by w.purpose`,
};
