import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules that see colours and sizes; all others find the same in every colour and width, and in every language. */
export const drawn = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** Straight to Chromium, beside the page's own policy: Playwright's way takes twice as long for a script of this size. */
async function inject(page: Page): Promise<void> {
  let session = sessions.get(page);
  if (!session) sessions.set(page, (session = page.context().newCDPSession(page)));
  await (await session).send('Runtime.evaluate', { expression: `${axe};0` });
}

/** What axe objects to on this page, as rule and element: by every rule, or by those that are named. */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  // A page looked at again, in another width, has it already.
  if (!(await page.evaluate(() => 'axe' in window))) await inject(page);
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
