import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Layout } from '../frame/layout.js';
import type { MenuPath } from '../frame/menu.js';
import { Table } from '../frame/table.js';
import { number } from '../frame/words.js';

/** A page that every petition has of its own. */
export interface Choice {
  title: string;
  path: MenuPath;
  /** Whether the menu has another page under this path. */
  below?: true;
  /** Where it is for one petition. */
  to: (slug: string) => string;
  lead: string;
  /** What is counted for each petition. */
  columns: readonly string[];
  /** What is said while no petition is published. */
  nothing: string;
}

export interface ChoiceLine {
  href: string;
  title: string;
  counts: readonly number[];
}

interface Props {
  staff: SignedIn;
  choice: Choice;
  lines: readonly ChoiceLine[];
}

/** The petitions to choose from, with what is counted for each; or what to do while there is none. */
export const PetitionChoicePage = ({
  staff,
  choice: { title, path, below, lead, columns, nothing },
  lines,
}: Props): VNode => (
  <Layout title={title} staff={staff} path={path} {...(below && { crumbs: [] })}>
    {lines.length === 0 ? (
      <div class="notice">
        <p>No petition is published yet. {nothing}</p>
        {may(staff.role, 'plan:read') && (
          <p>
            <a href="/admin/petitions">Petitions</a>
          </p>
        )}
      </div>
    ) : (
      <>
        <p>{lead}</p>
        <Table
          label={title}
          columns={['Petition', ...columns]}
          rows={lines.map((line) => ({ cells: [<a href={line.href}>{line.title}</a>, ...line.counts.map(number)] }))}
        />
      </>
    )}
  </Layout>
);
