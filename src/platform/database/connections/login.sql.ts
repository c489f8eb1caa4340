import pg from 'pg';
import { roleOf, type ProcessRole } from '../roles.js';
import { timeouts } from './session.js';

/** The statements that make a database login fit for a process, each a line; they may be run again. The password is set by hand. */
export function loginStatements(login: string, process: ProcessRole): string[] {
  const name = pg.escapeIdentifier(login);
  const role = roleOf(process);
  return [
    `do $$ begin if not exists (select from pg_roles where rolname = ${pg.escapeLiteral(login)}) then create role ${name} login; end if; end $$;`,
    `alter role ${name} nosuperuser nocreatedb nocreaterole;`,
    `grant ${role} to ${name};`,
    `alter role ${name} set role = '${role}';`,
    ...Object.entries(timeouts).map(([setting, value]) => `alter role ${name} set ${setting} = ${value};`),
  ];
}
