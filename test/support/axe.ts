import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe objects to on this page, as rule and element: by every rule, or by those that are named. The script goes in beside the page's own policy. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // A page looked at again, in another width, has it already.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as {
      axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    // What is not asked for here is only a long account of everything that is in order.
    const options = { resultTypes: ['violations'], selectors: false, ...(runOnly && { runOnly }) };
    return (await axe.run(options)).violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`),
    );
  }, rules);
}

/** Whether a reader has to scroll sideways. */
export const scrollsSideways = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
