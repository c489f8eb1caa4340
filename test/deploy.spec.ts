import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { parse, parseAllDocuments } from 'yaml';
import { environmentSchema } from '../src/platform/config/config.schema.js';

const deploy = join(dirname(fileURLToPath(import.meta.url)), '..', 'deploy');
const chart = join(deploy, 'helm', 'demarche');
const read = (...path: string[]): string => readFileSync(join(...path), 'utf8');

type Tree = Record<string, unknown>;
const merged = (under: Tree, over: Tree): Tree =>
  Object.fromEntries(
    [...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => {
      const [a, b] = [under[key], over[key]];
      const both = [a, b].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one));
      return [key, both ? merged(a as Tree, b as Tree) : (b ?? a)];
    }),
  );

/** No engine that could run these is on the machines of the tests: their schemas and what they name are checked, nothing is rendered or started. */
describe('the Helm chart', () => {
  const validate = new Ajv({ strict: false }).compile(JSON.parse(read(chart, 'values.schema.json')) as object);
  const values = parse(read(chart, 'values.yaml')) as Tree;
  const example = merged(values, parse(read(chart, 'examples', 'values.yaml')) as Tree);

  it('takes its example, and says what is missing without it', () => {
    expect([validate(example), validate.errors]).toEqual([true, null]);
    expect(validate(values)).toBe(false);
  });

  it.each([
    ['no version of the image', { image: { tag: 'latest' } }],
    ['a secret among the settings', { settings: { SECRET_KEY: 'x'.repeat(32) } }],
    ['files in a folder of one pod', { settings: { FILES_URL: 'file:/app/var' } }],
    ['a value it does not know', { web: { replica: 3 } }],
    ['an ingress without a host', { ingress: { enabled: true, host: '' } }],
  ])('refuses %s', (_, wrong) => expect(validate(merged(example, wrong))).toBe(false));

  it('knows only settings of the program, and its templates only values there are', () => {
    const known = Object.keys(environmentSchema.shape);
    const settings = Object.keys(example.settings ?? {});
    expect(settings.filter((name) => !known.includes(name))).toEqual([]);
    const templates = readdirSync(join(chart, 'templates')).map((name) => read(chart, 'templates', name));
    const used = templates.flatMap((text) =>
      [...text.matchAll(/\.Values\.([A-Za-z_.]+)/g)].map(([, path]) => path ?? ''),
    );
    const has = (path: string): boolean =>
      path.split('.').reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], values) !== undefined;
    expect(used.length).toBeGreaterThan(20);
    expect([...new Set(used)].filter((path) => !has(path))).toEqual([]);
    for (const text of templates) expect((text.match(/{{/g) ?? []).length).toBe((text.match(/}}/g) ?? []).length);
  });

  it('has an example of a database that can be read', () => {
    const documents = parseAllDocuments(read(chart, 'examples', 'cloudnative-pg.yaml'));
    expect(documents.map((one) => (one.toJS() as { kind: string }).kind)).toEqual(['Cluster', 'Pooler']);
  });
});

describe('the compose file for several machines', () => {
  const { services } = parse(read(deploy, 'compose', 'compose.yaml'), { merge: true }) as {
    services: Record<
      string,
      { environment?: Tree; read_only?: boolean; user?: string; depends_on?: Tree; volumes?: string[] }
    >;
  };

  it('has two of everything but the ways to them', () => {
    expect(Object.keys(services).sort()).toEqual(
      ['haproxy', 'migrate', 'pgbouncer', 'primary', 'standby', 'web1', 'web2', 'worker1', 'worker2'].sort(),
    );
    for (const { depends_on: needs = {} } of Object.values(services))
      for (const name of Object.keys(needs)) expect(Object.keys(services)).toContain(name);
  });

  it('gives the program only settings it has, on a root that cannot be written', () => {
    const known = Object.keys(environmentSchema.shape);
    for (const name of ['web1', 'web2', 'worker1', 'worker2', 'migrate']) {
      const { environment = {}, read_only: isReadOnly } = services[name] ?? {};
      expect([name, isReadOnly, Object.keys(environment).filter((key) => !known.includes(key))]).toEqual([
        name,
        true,
        [],
      ]);
    }
  });

  it('names files that exist', () => {
    for (const { volumes = [] } of Object.values(services))
      for (const [path = ''] of volumes.map((volume) => volume.split(':')))
        if (path.startsWith('./')) expect(() => read(deploy, 'compose', path)).not.toThrow();
  });
});

describe('the image', () => {
  it('runs as another user than root, from a stage without what built it', () => {
    const last =
      read(deploy, '..', 'Dockerfile')
        .split(/^FROM /m)
        .at(-1) ?? '';
    expect(last).toMatch(/^USER node$/m);
    expect(last).not.toMatch(/npm|apt-get|COPY (?!--from=build)(?!prisma|locales)/);
  });
});
