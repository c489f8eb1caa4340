import { connect } from '../connections/connect.js';
import { StartupProblem } from '../../errors.js';

/** @throws StartupProblem `backup.not_empty` when the database has a table */
export async function requireEmpty(url: string): Promise<void> {
  const client = await connect(url);
  try {
    const { rows } = await client.query(
      `select 1 from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' limit 1`,
    );
    if (rows.length > 0)
      throw new StartupProblem(
        'The database is not empty. A backup can only be restored into an empty one.',
        'backup.not_empty',
      );
  } finally {
    await client.end();
  }
}
