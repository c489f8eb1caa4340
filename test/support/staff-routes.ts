import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../src/', import.meta.url));

export interface StaffRoute {
  file: string;
  method: string;
  /** With a petition and a claim there are; every other number in it belongs to nothing. */
  path: string;
  /** The permission it names; undefined where every signed-in person may. */
  permission: string | undefined;
  /** The scope it asks of programs. */
  scope: string | undefined;
  /** Closed to people, whatever their role. */
  forPrograms: boolean;
}

const nobody = '0190aaaa-0000-7000-8000-000000000000';
const filled = (path: string): string => path.replace(':slug', 'reconsider').replace(':key', 'C28').replace(/:\w+/g, nobody);

/** Every staff route there is, read from the controllers: pages under /admin, and JSON that needs a scope. */
export function staffRoutes(): StaffRoute[] {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.controller.ts'));
  return files.flatMap((file) => {
    const [head = '', ...methods] = readFileSync(join(source, file), 'utf8').split(/(?=^ {2}@(?:Get|Post|Put|Patch|Delete)\()/m);
    const prefix = /@Controller\('([^']*)'\)/.exec(head)?.[1] ?? '';
    return methods
      .map((text) => {
        const [, method = '', path = ''] = /@(\w+)\((?:'([^']*)')?\)/.exec(text) ?? [];
        const decorators = text.split(/\n {2}(?:async )?\w+\(/)[0] ?? '';
        const named = (name: string): string | undefined => {
          const pattern = new RegExp(`@${name}\\('([^']+)'\\)`);
          return (pattern.exec(decorators) ?? pattern.exec(head))?.[1];
        };
        const whole = `/${[prefix, path].filter(Boolean).join('/')}`;
        return {
          file,
          method: method.toUpperCase(),
          path: filled(whole),
          permission: named('RequirePermission'),
          scope: named('RequireScope'),
          forPrograms: decorators.includes('@ForProgramsOnly(') || head.includes('@ForProgramsOnly('),
        };
      })
      .filter(({ path, scope }) => path.startsWith('/admin') || scope !== undefined);
  });
}

interface OsdiError {
  'osdi:error'?: { resource_status: { error_descriptions: { error_code: string }[] }[] };
}

/** The stable code in the body of a refusal, in whichever of the two formats. */
export function refusalIn(body: string): string | undefined {
  const parsed = JSON.parse(body) as { code?: string } & OsdiError;
  return parsed.code ?? parsed['osdi:error']?.resource_status[0]?.error_descriptions[0]?.error_code;
}

/** The ways in, which strangers must reach. */
const ways = [/^\/admin\/sign-in(\/|$)/, /^\/admin\/setup\//, /^\/admin\/invite\//];

export const closedRoutes = (): StaffRoute[] => staffRoutes().filter(({ path }) => !ways.some((pattern) => pattern.test(path)));
