import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { Metrics } from './metrics.js';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(fileURLToPath(new URL(path, root)), 'utf8');

interface Known {
  name: string;
  type: string;
  labelNames: string[];
}

const known = async (): Promise<Known[]> => {
  const { registry } = new Metrics();
  return (await registry.getMetricsAsJSON()).map(({ name, type }) => ({
    name,
    type: String(type),
    labelNames: (registry.getSingleMetric(name) as unknown as { labelNames: string[] }).labelNames,
  }));
};

const functions = /^(?:sum|max|min|avg|count|rate|increase|histogram_quantile|by|and|or|unless|without|label_values)$/;

/** Names of metrics and labels in an expression that do not exist. */
function unknownIn(expression: string, metrics: readonly Known[]): string[] {
  const labelsOf = (name: string): string[] | null => {
    if (name === 'up') return ['job', 'instance'];
    const base =
      metrics.find((one) => one.name === name) ??
      metrics.find((one) => one.type === 'histogram' && new RegExp(`^${one.name}_(bucket|sum|count)$`).test(name));
    return base ? [...base.labelNames, 'job', 'instance', ...(name.endsWith('_bucket') ? ['le'] : [])] : null;
  };
  const plain = expression.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, '');
  const allLabels = new Set<string>();
  const faults: string[] = [];
  for (const [, name = '', selector = ''] of plain
    .replace(/\b(?:by|without)\s*\([^)]*\)/g, '')
    .matchAll(/([a-z_][a-z0-9_]*)\s*(\{[^}]*\})?/gi)) {
    if (functions.test(name)) continue;
    const labels = labelsOf(name);
    if (!labels) faults.push(name);
    for (const label of labels ?? []) allLabels.add(label);
    for (const [, label = ''] of selector.matchAll(/(\w+)\s*(?:=~|!=|!~|=)/g))
      if (!labels?.includes(label)) faults.push(`${name}{${label}}`);
  }
  for (const [, list = ''] of plain.matchAll(/\bby\s*\(([^)]*)\)/g))
    for (const label of list.split(',').map((one) => one.trim())) if (!allLabels.has(label)) faults.push(`by ${label}`);
  return faults;
}

describe('the figures', () => {
  it('are described in docs/metrics.md, each with its type and labels', async () => {
    const rows = [...read('docs/metrics.md').matchAll(/^\| `(\w+)`\s*\| (\w+)\s*\| ([\w, ]*?)\s*\|/gm)];
    const described = new Map(rows.map(([, name = '', type, labels = '']) => [name, `${type} ${labels}`.trim()]));
    const there = new Map(
      (await known()).map(({ name, type, labelNames }) => [name, `${type} ${labelNames.join(', ')}`.trim()]),
    );
    for (const [name, what] of there) expect([name, described.get(name)]).toEqual([name, what]);
    // Some process metrics exist on some systems only.
    expect([...described.keys()].filter((name) => !there.has(name) && !name.startsWith('process_'))).toEqual([]);
  });

  it('are all that the alerts ask for, and each alert says what it means and where to read on', async () => {
    const metrics = await known();
    const { groups } = parseYaml(read('deploy/prometheus/alerts.yml')) as {
      groups: { rules: { alert: string; expr: string; annotations: Record<string, string> }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, expr, annotations } of rules) {
      expect([alert, unknownIn(expr, metrics)]).toEqual([alert, []]);
      expect(annotations.summary).toMatch(/\S.*\.$/);
      const [path = '', section] = (annotations.runbook ?? '').split('#');
      expect([alert, existsSync(fileURLToPath(new URL(path, root)))]).toEqual([alert, true]);
      const sections = [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
        title
          .toLowerCase()
          .replace(/[^a-z0-9 -]/g, '')
          .replaceAll(' ', '-'),
      );
      expect(sections).toContain(section);
    }
    expect(parseYaml(read('deploy/prometheus/prometheus.yml'))).toMatchObject({
      rule_files: ['alerts.yml'],
      scrape_configs: [{ job_name: 'demarche' }],
    });
  });

  it('are all that the dashboard shows', async () => {
    const metrics = await known();
    const { panels } = JSON.parse(read('deploy/grafana/demarche.json')) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    expect(panels.length).toBeGreaterThan(12);
    for (const { title, targets } of panels)
      for (const { expr } of targets) expect([title, unknownIn(expr, metrics)]).toEqual([title, []]);
  });

  it.each([
    ['rate(no_such_metric[5m])', 'no_such_metric'],
    ['demarche_letters{colour="red"}', 'demarche_letters{colour}'],
    ['sum by (colour) (demarche_letters)', 'by colour'],
  ])('would be missed: %s', async (expression, fault) => {
    expect(unknownIn(expression, await known())).toEqual([fault]);
  });

  it('leave out what cannot be read now, and count that', async () => {
    const metrics = new Metrics();
    metrics.onRead([metrics.letters, metrics.webhookDeliveries], () => Promise.reject(new Error('away')));
    metrics.letters.set({ status: 'held' }, 7);
    metrics.webhookDeliveries.set(3);
    const text = await metrics.text();
    expect(text).not.toMatch(/^demarche_(letters|webhook_deliveries_waiting)[ {]/m);
    expect(text).toMatch(/^demarche_figures_unread_total 1$/m);
  });
});
