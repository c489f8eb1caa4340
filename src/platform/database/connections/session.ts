import type pg from 'pg';
import { StartupProblem } from '../../errors.js';

/** Milliseconds, as PostgreSQL counts them: whatever a statement or a transaction waits for, it ends. */
export const timeouts = { statement_timeout: 30_000, idle_in_transaction_session_timeout: 60_000 } as const;

/** What the sessions of this process must be. */
export interface SessionRules {
  /** The role whose rights they have; null: those of the user who connects. */
  role: string | null;
  /** Through a connection pooler. It refuses startup parameters, or forgets them; the login has to bring role and time limits (`database:roles`). */
  pooled: boolean;
}

/** @param more settings for sessions that are not pooled, as `-c name=value` */
export const startupOf = ({ role, pooled }: SessionRules, more: readonly string[] = []): pg.ClientConfig => {
  if (pooled) return {};
  const options = [...(role === null ? [] : [`-c role=${role}`]), ...more].join(' ');
  return { ...timeouts, ...(options !== '' && { options }) };
};

interface Session {
  login: string;
  acting: string;
  above: boolean;
  statement: number;
  transaction: number;
}

/** In milliseconds, 0 for none. */
const limit = (name: keyof typeof timeouts): string =>
  `(extract(epoch from current_setting('${name}')::interval) * 1000)::int`;

const sessionSql = `
  select session_user as login, current_user as acting,
         (select rolsuper from pg_roles where rolname = session_user)
           or coalesce((select pg_has_role(session_user, relowner, 'member') from pg_class where oid = to_regclass('public._prisma_migrations')), false) as above,
         ${limit('statement_timeout')} as statement, ${limit('idle_in_transaction_session_timeout')} as transaction`;

/** The sessions of this login are not what they must be. Treated like a database that does not respond: no request is at fault. */
export class WrongSession extends StartupProblem {
  constructor(sentence: string) {
    super(`${sentence} "npm run cli -- database:roles" prints the lines to run.`, 'database.session');
  }
}

/** Checks a new connection. @throws WrongSession in one sentence that says what to change */
export async function checkSession(client: pg.ClientBase, { role, pooled }: SessionRules): Promise<void> {
  const { rows } = await client.query<Session>(sessionSql);
  const problem = rows[0] && problemWith(rows[0], role, pooled);
  if (problem) throw new WrongSession(problem);
}

function problemWith(session: Session, role: string | null, pooled: boolean): string | null {
  const { login, acting, above, statement, transaction } = session;
  const quoted = JSON.stringify(login);
  if (role !== null && acting !== role) return `The database login ${quoted} works as "${acting}", not as "${role}".`;
  if (pooled && above)
    return `The database login ${quoted} may do more than "${role}": it owns the tables or is a superuser.`;
  if (!within(statement, timeouts.statement_timeout))
    return `The database login ${quoted} has no statement_timeout of at most ${timeouts.statement_timeout / 1000} s.`;
  if (!within(transaction, timeouts.idle_in_transaction_session_timeout))
    return `The database login ${quoted} has no idle_in_transaction_session_timeout of at most ${timeouts.idle_in_transaction_session_timeout / 1000} s.`;
  return null;
}

const within = (milliseconds: number, most: number): boolean => milliseconds > 0 && milliseconds <= most;
