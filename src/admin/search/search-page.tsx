import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { Csrf, Layout } from '../frame/layout.js';
import type { Group, Hit } from './search.service.js';

interface SearchProps {
  staff: SignedIn;
  typed: string;
  /** Null before anything was searched for. */
  groups: readonly Group[] | null;
}

/** What was found, by kind. */
export function SearchPage({ staff, typed, groups }: SearchProps): VNode {
  return (
    <Layout title="Search" staff={staff} path="/admin/search" searched={typed}>
      {groups === null && (
        <p>
          Names and whole email addresses of supporters, States and ministries, letters by reference, petitions,
          demands, statements, claims and pages. A search for people is recorded in the audit log, without what was
          typed.
        </p>
      )}
      {groups?.length === 0 && (
        <p class="notice" role="status">
          Nothing was found. Names and words are found by how they begin, addresses only in full.
        </p>
      )}
      {groups?.map(({ label, hits, more }) => (
        <section class="card">
          <h2>{label}</h2>
          <ul class="hits">
            {hits.map((hit) => (
              <li>
                <HitLink hit={hit} staff={staff} /> {hit.note && <span class="quiet">{hit.note}</span>}
              </li>
            ))}
          </ul>
          {more && <p class="quiet">There are more. Type more of it.</p>}
        </section>
      ))}
    </Layout>
  );
}

/** People are looked up by a form: no name or address stands in an address of a page. */
const HitLink = ({ hit: { title, href, q }, staff }: { hit: Hit; staff: SignedIn }): VNode =>
  q === undefined ? (
    <a href={href}>
      <bdi>{title}</bdi>
    </a>
  ) : (
    <form class="row-form" method="post" action={href}>
      <Csrf staff={staff} />
      <input type="hidden" name="q" value={q} />
      <input type="hidden" name="status" value="all" />
      <button class="as-link" type="submit">
        <bdi>{title}</bdi>
      </button>
    </form>
  );
