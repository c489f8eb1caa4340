import pg from 'pg';

/** Runs one query on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

interface Column {
  table: string;
  column: string;
  type: string;
}

const columnsOf = (url: string): Promise<Column[]> =>
  ask<Column & pg.QueryResultRow>(
    url,
    `select format('%I.%I', n.nspname, c.relname) as "table", a.attname as "column", a.atttypid::regtype::text as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and a.attnum > 0 and not a.attisdropped
     order by 1, a.attnum`,
  );

const tablesAmong = (columns: Column[]): string[] => [...new Set(columns.map(({ table }) => table))];

/** A checksum of every row of every table, graphile_worker's included: equal checksums mean that nothing was changed. */
export async function checksums(url: string): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const table of tablesAmong(await columnsOf(url))) {
    const rows = await ask<{ sum: string }>(
      url,
      `select coalesce(md5(string_agg(t::text, ' | ' order by t::text)), 'empty') as sum from ${table} t`,
    );
    sums[table] = rows[0]?.sum ?? '';
  }
  return sums;
}

/** The same of our own tables only, as a wake-up of the folding job may come two seconds after a confirmation; and without the pulse of the workers. */
export async function ownChecksums(url: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(await checksums(url)).filter(
      ([table]) => table.startsWith('public.') && table !== 'public.job_worker',
    ),
  );
}

/** The ways in which a secret or a name may be written in a column, all in lower case. */
const spellingsOf = (needle: string | Buffer): string[] => {
  const bytes = Buffer.from(needle);
  const encoded = [bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
  return (typeof needle === 'string' ? [needle, ...encoded] : encoded).map((text) => text.toLowerCase());
};

/**
 * Searches every column of every table, as a thief with a dump would: as plain text, in hexadecimal and in base64, without
 * regard to case.
 * @returns `schema.table.column` of each place found
 */
export async function placesOf(url: string, needles: readonly (string | Buffer)[]): Promise<string[]> {
  const spellings = needles.flatMap(spellingsOf);
  const columns = await columnsOf(url);
  const found: string[] = [];
  for (const table of tablesAmong(columns)) {
    const own = columns.filter((column) => column.table === table);
    const select = own
      .map(({ column, type }) => (type === 'bytea' ? `encode("${column}", 'hex')` : `"${column}"::text`))
      .join(', ');
    const rows = await ask<{ cells: (string | null)[] }>(url, `select array[${select}] as cells from ${table}`);
    own.forEach(({ column }, index) => {
      const holds = (cell: string | null | undefined): boolean =>
        spellings.some((spelling) => cell?.toLowerCase().includes(spelling));
      if (rows.some(({ cells }) => holds(cells[index]))) found.push(`${table}.${column}`);
    });
  }
  return found;
}
