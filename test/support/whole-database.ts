import pg from 'pg';

/** Runs queries on one connection that is made for them. */
export async function connected<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs one query on a connection of its own. */
export const ask = <Row extends pg.QueryResultRow>(url: string, text: string, values: unknown[] = []): Promise<Row[]> =>
  connected(url, async (client) => (await client.query<Row>(text, values)).rows);

interface Column {
  table: string;
  column: string;
  type: string;
}

const columnsOf = async (client: pg.Client): Promise<Column[]> => {
  const { rows } = await client.query<Column>(
    `select format('%I.%I', n.nspname, c.relname) as "table", a.attname as "column", a.atttypid::regtype::text as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') and a.attnum > 0 and not a.attisdropped
     order by 1, a.attnum`,
  );
  return rows;
};

const tablesAmong = (columns: Column[]): string[] => [...new Set(columns.map(({ table }) => table))];

/** A checksum of every row of every table, graphile_worker's included: equal checksums mean that nothing was changed. */
export const checksums = (url: string): Promise<Record<string, string>> =>
  connected(url, async (client) => {
    const sums: Record<string, string> = {};
    for (const table of tablesAmong(await columnsOf(client))) {
      const { rows } = await client.query<{ sum: string }>(
        `select coalesce(md5(string_agg(t::text, ' | ' order by t::text)), 'empty') as sum from ${table} t`,
      );
      sums[table] = rows[0]?.sum ?? '';
    }
    return sums;
  });

/** Written by workers every few seconds, or every minute from what was committed before. */
const signsOfLife = /^public\.(job_worker|mail_dispatcher|count_log(_checkpoint|_record|_tile|_due)?)$/;

/** The same of our own tables only, as a wake-up of the folding job may come two seconds after a confirmation; and without what workers do by the clock. */
export async function ownChecksums(url: string): Promise<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(await checksums(url)).filter(([table]) => table.startsWith('public.') && !signsOfLife.test(table)),
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
  const holds = (cell: string | null | undefined): boolean =>
    spellings.some((spelling) => cell?.toLowerCase().includes(spelling));
  return connected(url, async (client) => {
    const columns = await columnsOf(client);
    const found: string[] = [];
    for (const table of tablesAmong(columns)) {
      const own = columns.filter((column) => column.table === table);
      const select = own
        .map(({ column, type }) => (type === 'bytea' ? `encode("${column}", 'hex')` : `"${column}"::text`))
        .join(', ');
      const text = `select array[${select}] as cells from ${table}`;
      const { rows } = await client.query<{ cells: (string | null)[] }>(text);
      own.forEach(({ column }, index) => {
        if (rows.some(({ cells }) => holds(cells[index]))) found.push(`${table}.${column}`);
      });
    }
    return found;
  });
}
