import { readFileSync, readdirSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From left to right; a module imports only from places before its own. Entry points share a place, so nothing but the app imports them. */
const modules = [
  ...[
    'platform',
    'access',
    'treaties',
    'claims',
    'campaigns',
    'supporters',
    'petitions',
    'lists',
    'transparency',
    'imports',
  ],
  ...[
    'ministries',
    'supporter-letters',
    'letters',
    'replies',
    'webhooks',
    'updates',
    'privacy',
    'campaign-access',
    'campaign-files',
  ],
];
const entryPoints = ['site', 'admin', 'osdi', 'health'];
const places = [['generated'], ...modules.map((module) => [module]), entryPoints, ['app']];
const appFiles = [
  'app.module',
  'domain.module',
  'app.setup',
  'api-identity',
  'api-description',
  'main',
  'serve',
  'open',
  'reference-data',
  'cli',
  'boot',
].map((name) => `src/${name}.ts`);
/** What a module shows the others. Platform shows all it has; SQL is shown to SQL, so that one statement can cross modules. */
const shownKinds = /\.(module|service|schema|errors|status|values|limits|texts)\.tsx?$/;
/** What a module shows beside these kinds of files. */
const shownBeside: Record<string, RegExp> = {
  access: /\.(guard|decorator)\.ts$|\/(roles|scopes)\.ts$/,
  treaties: /\/map\/|\/ledger-event\.ts$/,
  campaigns: /\.reference\.ts$/,
  petitions: /\.reference\.ts$/,
  transparency: /\/verifier\/check\.ts$|\/tree\/notes\.ts$|\/witness\/witness(-files)?\.ts$/,
  ministries: /\/capital-time-zones\.ts$/,
  'supporter-letters': /\/digest(-pages)?\.ts$/,
  letters: /\/sending\/(letter-reference|letter-events|letters-dispatcher|reply-addresses)\.ts$/,
};
const isShown = (path: string): boolean => shownKinds.test(path) || (shownBeside[moduleOf(path)]?.test(path) ?? false);

/** Path from the root of the repository → text without comments. */
type Files = Record<string, string>;
type Finding = [path: string, what: string];
interface Rule {
  find: (files: Files) => Finding[];
  /** Examples that break the rule: each must be found. */
  breaks: Files;
  /** Examples that look alike and keep it: none may be found. */
  keeps?: Files;
  /** Files that may break the rule, each with its reason; one that no longer does must leave the list. */
  except?: Record<string, string>;
}

const moduleOf = (path: string): string =>
  appFiles.includes(path) || path.startsWith('src/commands/') ? 'app' : (path.split('/')[1] ?? '');
const placeOf = (path: string): number => places.findIndex((place) => place.includes(moduleOf(path)));
const isSql = (path: string): boolean => path.endsWith('.sql.ts');
const codeIn = (files: Files): [path: string, text: string][] =>
  Object.entries(files).filter(([path]) => /\.tsx?$/.test(path));

/** Every import of one file by another, type imports and re-exports included. */
function importsIn(files: Files): [from: string, to: string][] {
  const pattern = /\b(?:import|export)\b[^;'"`]*?\bfrom\s*['"](\.[^'"]+)['"]|\bimport\s*\(?\s*['"](\.[^'"]+)['"]/g;
  return codeIn(files).flatMap(([from, text]) =>
    [...text.matchAll(pattern)].map((match): [string, string] => {
      const to = posix.join(posix.dirname(from), match[1] ?? match[2] ?? '').replace(/\.js$/, '.ts');
      return [from, `${to}x` in files ? `${to}x` : to];
    }),
  );
}

/** Imports between modules that a test calls wrong. */
const crossings = (isWrong: (from: string, to: string) => boolean) => (files: Files) =>
  importsIn(files)
    // What tests share stands beside the tests.
    .filter(([from, to]) => !(from.includes('.spec.') && to.startsWith('test/support/')))
    .filter(([from, to]) => moduleOf(from) !== moduleOf(to) && isWrong(from, to))
    .map(([from, to]): Finding => [from, `imports ${to}`]);

function cyclesIn(files: Files): Finding[] {
  const imports = importsIn(files);
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): Finding[] => {
    const ring = trail.slice(trail.indexOf(path));
    if (trail.includes(path)) return ring.map((member) => [member, `is in the cycle ${[...ring, path].join(' → ')}`]);
    if (done.has(path)) return [];
    const found = imports.flatMap(([from, to]) => (from === path ? visit(to, [...trail, path]) : []));
    done.add(path);
    return found;
  };
  return Object.keys(files).flatMap((path) => visit(path, []));
}

/** The part of its module a file is in: its folder, or the file itself when it is at the root of the module. */
const boxOf = (path: string): string => path.split('/').slice(1, 3).join('/');

/** Cycles between the folders of a module. Nest module files assemble a module; they may name every folder of it. */
function folderCyclesIn(files: Files): Finding[] {
  const arrows = new Map<string, Map<string, string>>();
  for (const [from, to] of importsIn(files)) {
    const passed =
      from.includes('.spec.') || from.endsWith('.module.ts') || ['app', 'generated'].includes(moduleOf(from));
    if (passed || moduleOf(from) !== moduleOf(to) || boxOf(from) === boxOf(to)) continue;
    arrows.set(boxOf(from), (arrows.get(boxOf(from)) ?? new Map<string, string>()).set(boxOf(to), from));
  }
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean =>
    [...(arrows.get(from)?.keys() ?? [])].some(
      (next) => next === to || (!seen.has(next) && reaches(next, to, seen.add(next))),
    );
  return [...arrows].flatMap(([from, tos]) =>
    [...tos]
      .filter(([to]) => reaches(to, from))
      .map(([to, file]): Finding => [file, `${from} → ${to} is part of a circle`]),
  );
}

/** Every match of a pattern, with its line, outside the paths where it is allowed. */
const matches =
  (allowed: RegExp | null, ...patterns: RegExp[]) =>
  (files: Files) =>
    codeIn(files)
      .filter(([path]) => !allowed?.test(path))
      .flatMap(([path, text]) =>
        patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => ({ path, text, match }))),
      )
      .map(({ path, text, match }): Finding => [
        path,
        `line ${text.slice(0, match.index).split('\n').length}: ${match[0].trim()}`,
      ]);

/** Table or Prisma model → the module that owns it; the first line of a .prisma file names the module of its tables. */
function ownersIn(files: Files): Map<string, string> {
  const owners = new Map<string, string>();
  for (const [path, text] of Object.entries(files).filter(([path]) => path.endsWith('.prisma'))) {
    const module = /^\/\/ Module: ([\w-]+)/.exec(text)?.[1] ?? posix.basename(path, '.prisma');
    for (const [, model = '', body = ''] of text.matchAll(/^model (\w+) \{(.*?)^\}/gms)) {
      owners
        .set(/@@map\("(\w+)"\)/.exec(body)?.[1] ?? model, module)
        .set(`${model.charAt(0).toLowerCase()}${model.slice(1)}`, module);
    }
  }
  return owners;
}

/** Reads, by SQL or Prisma, of a table of a module further right. A relation that Prisma follows by itself is not seen. */
function readsToTheRightIn(files: Files): Finding[] {
  const owners = ownersIn(files);
  const bySql = /\b(?:from|join)\s+"?(\w+)/gi;
  const byPrisma = /\.(\w+)\s*\.(?:find|count|aggregate|groupBy)\w*\s*\(/g;
  const ranked = (module: string): number =>
    places.findIndex((place) => place.includes(module.split('/')[0] ?? module));
  return codeIn(files).flatMap(([path, text]) => {
    const read = [...text.matchAll(byPrisma), ...(isSql(path) ? text.matchAll(bySql) : [])].map(
      ([, table = '']) => table,
    );
    return [...new Set(read)]
      .filter((table) => owners.has(table) && ranked(owners.get(table) ?? '') > placeOf(path))
      .map((table): Finding => [path, `reads ${table}, which belongs to ${owners.get(table) ?? ''}`]);
  });
}

/** Writes, by SQL or Prisma, to a table of another module. */
function foreignWritesIn(files: Files): Finding[] {
  const owners = ownersIn(files);
  const bySql =
    /\b(?:insert\s+into|delete\s+from|merge\s+into|truncate(?:\s+table)?|(?<!\b(?:for|do|key)\s+)update)\s+"?(\w+)/gi;
  const byPrisma = /\.(\w+)\s*\.(?:create|update|delete|upsert)(?:Many)?(?:AndReturn)?\s*\(/g;
  return codeIn(files).flatMap(([path, text]) => {
    const written = [...text.matchAll(byPrisma)].map(([, model = '']) => model).filter((model) => owners.has(model));
    if (isSql(path)) written.push(...[...text.matchAll(bySql)].map(([, table = '']) => table));
    const foreign = written.filter((table) => owners.get(table) !== moduleOf(path));
    return foreign.map((table): Finding => [
      path,
      `writes ${table}, which belongs to ${owners.get(table) ?? 'no .prisma file'}`,
    ]);
  });
}

const lengthOf = (text: string): number => text.trimEnd().split('\n').length;

const rules: Record<string, Rule> = {
  'every file is in a module': {
    find: (files) =>
      codeIn(files).flatMap(([path]): Finding[] => (placeOf(path) < 0 ? [[path, 'is in no module']] : [])),
    breaks: { 'src/utils.ts': '', 'src/helpers/text.ts': '' },
    keeps: { 'src/main.ts': '', 'src/site/home.page.tsx': '' },
  },
  'modules import only leftwards, and nobody imports an entry point': {
    find: crossings((from, to) => placeOf(from) <= placeOf(to)),
    breaks: {
      'src/platform/mail/outbox.ts': `import type { Petition } from '../../petitions/petitions.schema.js';`,
      'src/claims/claims.service.ts': `export { AppModule } from '../app.module.js';`,
      'src/admin/admin.module.ts': `const site = await import('../site/site.module.js');`,
    },
    keeps: { 'src/site/site.module.ts': `import {\n  PetitionsService,\n} from '../petitions/petitions.service.js';` },
  },
  'another module is reached through its module, services, schemas, errors, statuses, values, limits and texts': {
    find: crossings((from, to) => {
      if (moduleOf(from) === 'app') return false;
      return isSql(to) ? !isSql(from) : !['generated', 'platform'].includes(moduleOf(to)) && !isShown(to);
    }),
    breaks: {
      'src/letters/sending/letters.service.ts': `import { foldCounts } from '../../petitions/petitions.jobs.js';`,
      'src/petitions/signatures.service.ts': `import { takeSlots } from '../platform/mail/outbox.sql.js';`,
    },
    keeps: {
      'src/petitions/intake.sql.ts': `import { meetingSupporters } from '../supporters/supporters.sql.js';`,
      'src/admin/admin.module.ts': `import { StaffGuard } from '../access/staff.guard.js'; import { Clock } from '../platform/clock.js';`,
    },
  },
  'no import cycles': {
    find: cyclesIn,
    breaks: {
      'src/claims/a.ts': `import { b } from './b.js';`,
      'src/claims/b.ts': `import type { C } from './c.js';`,
      'src/claims/c.tsx': `import { a } from './a.js';`,
    },
    keeps: { 'src/claims/d.ts': `import { a } from './a.js'; import { b } from './b.js';` },
  },
  'no cycles between the folders of a module': {
    find: folderCyclesIn,
    breaks: {
      'src/letters/sending/a.ts': `import { b } from '../writing/b.js';`,
      'src/letters/writing/c.ts': `import { d } from '../sending/d.js';`,
    },
    keeps: {
      'src/letters/letters.module.ts': `import { SendingModule } from './sending/sending.module.js';`,
      'src/letters/writing/b.ts': '',
      'src/letters/sending/d.ts': '',
      'src/admin/letters/a.tsx': `import { Layout } from '../frame/layout.js';`,
      'src/admin/frame/layout.tsx': '',
    },
  },
  'process.env is read only in platform/config': {
    find: matches(
      /^src\/platform\/config\//,
      /\bprocess\??\.env\b|\bprocess\[['"`]env|['"](node:)?process['"]|\benv\b[^={}]*\} = process\b/g,
    ),
    breaks: { 'src/site/site.service.ts': 'process.env.PORT', 'src/main.ts': 'const { env } = process;' },
    keeps: { 'src/platform/config/config.ts': 'process.env', 'src/cli.ts': 'process.exit(1)' },
  },
  'nodemailer is known only to platform/mail': {
    find: matches(/^src\/platform\/mail\//, /['"]nodemailer\b[^'"]*['"]/g),
    breaks: { 'src/letters/sending/letters.service.ts': `import { createTransport } from 'nodemailer';` },
    keeps: { 'src/platform/mail/transport.ts': `import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';` },
  },
  'OpenTelemetry is known only to one file, which is loaded only when it is wanted': {
    find: matches(
      /^src\/platform\/tracing\/otel-tracing\.ts$/,
      /['"]@opentelemetry\b[^'"]*['"]|\bfrom\s*['"][^'"]*otel-tracing\.js['"]/g,
    ),
    breaks: {
      'src/letters/sending/letters.service.ts': `import { trace } from '@opentelemetry/api';`,
      'src/serve.ts': `import { OtelTracing } from './platform/tracing/otel-tracing.js';`,
    },
    keeps: { 'src/platform/platform.module.ts': `const { OtelTracing } = await import('./tracing/otel-tracing.js');` },
  },
  'libraries of the build are loaded only by what the build runs': {
    find: matches(
      /^src\/(api-description|platform\/openapi\/document|treaties\/map\/(shapes|write-world))\.ts$|^src\/site\/browser\/|\.spec\.tsx?$/,
      /^import (?!type\b)[^;]*?from '(@nestjs\/swagger|@simplewebauthn\/browser|d3-geo|esbuild|prisma|topojson-[\w-]+)'/gm,
      /^import (?!type\b)[^;]*?from '[^']*\/(openapi\/document|map\/shapes)\.js'/gm,
    ),
    breaks: {
      'src/site/api-docs.controller.ts': `import { ApiExcludeEndpoint } from '@nestjs/swagger';`,
      'src/app.setup.ts': `import { apiDocument } from './platform/openapi/document.js';`,
    },
    keeps: {
      'src/platform/openapi/document.ts': `import { SwaggerModule } from '@nestjs/swagger';`,
      'src/treaties/map/rings.ts': `import type { GeoContext } from 'd3-geo';`,
    },
  },
  'raw SQL is only in *.sql.ts and platform/database': {
    find: matches(
      /\.sql\.ts$|^src\/platform\/database\//,
      /\$(?:query|execute)Raw|\bPrisma\.(?:sql|raw)\b/g,
      /`\s*(?:select|SELECT)\s/g,
      /[`'"]\s*(?:insert\s+into|delete\s+from|copy\s*\(|update\s+\S+(?:\s+(?:as\s+)?\w+)?\s+set|with\s+(?:recursive\s+)?\w+\s+as|select\s[^`'"]*\sfrom)\s/gi,
      /\.query(?:<[^(]*>)?\(\s*[`'"]\s*(?:select|insert|update|delete|with|copy|listen|notify|lock|set|begin)\b/gi,
    ),
    breaks: {
      'src/petitions/a.service.ts': 'await tx.$queryRaw`select 1`;',
      'src/petitions/b.service.ts': 'const text = `\n  with due as (select 1) select * from due`;',
      'src/petitions/c.service.ts': `const text = 'UPDATE signature AS g SET status = $1';`,
      'src/petitions/d.service.ts': `await pool.query<{ n: number }>('select 1 as n');`,
    },
    keeps: {
      'src/petitions/counts.sql.ts': 'tx.$executeRaw`delete from count_delta`',
      'src/site/site.texts.ts': `const label = 'Select your country'; const { lang } = request.query; parts.push('with thanks');`,
    },
    except: {
      'src/platform/mail/dispatcher-listener.ts':
        'LISTEN and the advisory lock belong to the connection it keeps, not to a transaction',
    },
  },
  'each table is written by one module': {
    find: foreignWritesIn,
    breaks: {
      'src/letters/letters.sql.ts': 'tx.$executeRaw`update signature as g set status = 1`',
      'src/petitions/other.sql.ts': 'tx.$executeRaw`insert into forgotten_table (id) values (1)`',
      'src/admin/admin.service.ts': 'await this.database.prisma.outboxMail.deleteMany({});',
    },
    keeps: {
      'prisma/petitions.prisma': '// Module: petitions\nmodel Signature {\n  id String @id\n  @@map("signature")\n}\n',
      'prisma/mail.prisma':
        '// Module: platform/mail\nmodel OutboxMail {\n  id String @id\n  @@map("outbox_mail")\n}\n',
      'src/petitions/intake.sql.ts':
        '`insert into signature (id) select 1 for update of g on conflict (id) do update set id = 1`',
      'src/platform/mail/outbox.ts': `await tx.outboxMail.create({}); createHash('sha256').update('x');`,
    },
    except: {
      'src/petitions/demo/signatures-demo.sql.ts':
        'people of a demonstration are made with their signatures, by one statement',
    },
  },
  'a table is read by its own module and modules to the right of it': {
    find: readsToTheRightIn,
    breaks: {
      'src/supporters/supporters.sql.ts':
        'const gone = `delete from supporter where not exists (select 1 from signature g where true)`',
      'src/campaigns/plan.service.ts': 'await tx.signature.findMany({});',
    },
    keeps: {
      'prisma/petitions.prisma': '// Module: petitions\nmodel Signature {\n  id String @id\n  @@map("signature")\n}\n',
      'prisma/supporters.prisma':
        '// Module: supporters\nmodel Supporter {\n  id String @id\n  @@map("supporter")\n}\n',
      'src/petitions/a.sql.ts': '`select 1 from signature g join supporter s on s.id = g.supporter_id`',
      'src/lists/a.sql.ts': '`select 1 from signature`',
    },
  },
  'no forwardRef, ModuleRef or request scope': {
    find: matches(null, /\bforwardRef\b|\bModuleRef\b|\bScope\.REQUEST\b/g),
    breaks: {
      'src/claims/claims.module.ts': 'forwardRef(() => TreatiesModule)',
      'src/claims/a.ts': '{ scope: Scope.REQUEST }',
    },
  },
  'no default exports': {
    find: matches(null, /\bexport\s+default\b|\bexport\s*\{[^}]*\bas\s+default\b/g),
    breaks: { 'src/claims/a.ts': 'export default class A {}', 'src/claims/b.ts': 'export { B as default };' },
    keeps: { 'src/claims/c.ts': `import pg from 'pg'; export const c = 1;` },
  },
  'no barrels': {
    find: matches(null, /^export \* .*/gm),
    breaks: { 'src/claims/all.ts': `export * from './a.js';` },
  },
  'no index files': {
    find: (files) =>
      codeIn(files).flatMap(([path]): Finding[] =>
        /\/index\.tsx?$/.test(path) ? [[path, 'says nothing by its name']] : [],
      ),
    breaks: { 'src/claims/index.ts': `export { A } from './a.js';` },
  },
  'staff pages are returned, not sent': {
    find: (files) =>
      matches(
        null,
        /\b(FastifyReply|sendPage|sendUntrustedAttachment)\b|@(Res|Controller|HttpCode|Redirect|Header)\(/g,
      )(Object.fromEntries(Object.entries(files).filter(([path]) => /^src\/admin\/(?!.*\.spec\.)/.test(path)))),
    breaks: {
      'src/admin/claims/a.controller.ts': `@Controller('admin/claims') export class A {}`,
      'src/admin/claims/b.controller.ts': `one(@Res() answer: unknown) {}`,
      'src/admin/claims/c.ts': `import type { FastifyReply } from 'fastify';`,
    },
    keeps: {
      'src/admin/claims/d.controller.ts': `@AdminController('admin/claims') export class D {}`,
      'src/site/pages.controller.ts': `@Controller() export class Pages { home(@Res() reply: FastifyReply) {} }`,
    },
  },
  'a prettier-ignore is beneath the comment that says why': {
    find: (files) =>
      codeIn(files).flatMap(([path, text]): Finding[] =>
        text
          .split('\n')
          .flatMap((line, n, lines): Finding[] =>
            line.includes('prettier-ignore') && !/^\s*(\/\/|\*\/|\/\*\*)/.test(lines[n - 1] ?? '')
              ? [[path, `line ${n + 1} gives no reason`]]
              : [],
          ),
      ),
    breaks: { 'src/claims/wide.ts': `const a = 1;\n// prettier-ignore\nconst b = 2;` },
    keeps: { 'src/claims/table.ts': `// One case per line.\n// prettier-ignore\nconst b = 2;` },
  },
  'no file of src is longer than 250 lines': {
    find: (files) =>
      codeIn(files).flatMap(([path, text]): Finding[] =>
        lengthOf(text) > 250 ? [[path, `has ${lengthOf(text)} lines`]] : [],
      ),
    breaks: { 'src/claims/long.ts': 'x\n'.repeat(251) },
    keeps: { 'src/claims/full.ts': 'x\n'.repeat(250) },
  },
};

/** Comments may name what code may not. The lines stay, so that findings carry the right number. */
const withoutComments = (text: string): string => text.replace(/^[ \t]*(\/\/|\/\*|\*).*$|\s\/\/ .*$/gm, '');

function readTree(): Files {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const names = ['src', 'prisma'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  );
  const paths = names
    .map((name) => name.replaceAll('\\', '/'))
    .filter((path) => /\.(tsx?|prisma)$/.test(path) && !path.startsWith('src/generated/'));
  const read = (path: string): string => readFileSync(join(root, path), 'utf8');
  return Object.fromEntries(
    paths.map((path) => [path, path.endsWith('.prisma') ? read(path) : withoutComments(read(path))]),
  );
}

describe('architecture', () => {
  const tree = readTree();

  for (const [promise, { find, breaks, keeps, except = {} }] of Object.entries(rules)) {
    it(promise, () => {
      const found = find(tree);
      expect(found.filter(([path]) => !(path in except)).map((finding) => finding.join(' '))).toEqual([]);
      expect(Object.keys(except).filter((path) => !found.some(([offender]) => offender === path))).toEqual([]);
    });

    it(`would be noticed: not "${promise}"`, () => {
      const offenders = find({ ...breaks, ...keeps }).map(([path]) => path);
      expect([...new Set(offenders)].sort()).toEqual(Object.keys(breaks).sort());
    });
  }
});
