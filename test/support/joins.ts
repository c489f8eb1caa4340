import type { BrowserContext, Page } from 'playwright-core';

const password = 'a long password for tests';

/** Makes the account behind a set-up or invitation link and signs in. */
export async function joins(context: BrowserContext, link: string, name: string, email: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  await page.fill('input[name=name]', name);
  if (await page.locator('input[name=email]:not([readonly])').count()) await page.fill('input[name=email]', email);
  for (const field of await page.locator('input[type=password]').all()) await field.fill(password);
  await page.click('main form button');
  await page.waitForURL('**/admin/sign-in**');
  await page.fill('input[name=email]', email);
  await page.fill('input[name=password]', password);
  await page.click('main form button');
  await page.waitForURL(/\/admin(\/campaigns)?$/);
  return page;
}
