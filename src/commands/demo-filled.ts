import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { CampaignFiles } from '../campaign-files/campaign-files.service.js';
import { CampaignSlugTaken } from '../campaigns/campaigns.errors.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { SignaturesDemo } from '../petitions/demo/signatures-demo.service.js';

/** Petitions of a filled demonstration, each with how many sign it: together 20 000. */
const signatures = { reconsider: 16_000, 'open-the-archive': 3_200, 'clean-river': 800 };
const files = ['open-the-archive', 'clean-river'];

/** Brings in the example campaigns and signatures of invented people. What is there already stays. @returns signatures added, by petition */
export async function fillDemo(app: INestApplicationContext): Promise<Record<string, number>> {
  for (const name of files) await bringIn(app, name);
  const added: Record<string, number> = {};
  for (const [slug, amount] of Object.entries(signatures))
    added[slug] = await app.get(SignaturesDemo).fill(slug, amount);
  return added;
}

async function bringIn(app: INestApplicationContext, name: string): Promise<void> {
  const text = readFileSync(join(prismaFolder(), '..', 'examples', 'campaigns', `${name}.json`), 'utf8');
  try {
    await app.get(CampaignFiles).import(text, 'cli');
  } catch (error) {
    if (!(error instanceof CampaignSlugTaken)) throw error;
  }
}

export const filledLines = (added: Record<string, number>): string =>
  Object.entries(added)
    .map(([slug, n]) => (n === 0 ? `${slug} has signatures already.` : `${slug}: ${n} signatures of invented people.`))
    .join('\n');
