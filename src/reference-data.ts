import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { FirstCampaign } from './campaign-files/first-campaign.service.js';
import { ClaimsReference } from './claims/claims.reference.js';
import { MinistriesReference } from './ministries/ministries.reference.js';
import { Clock } from './platform/clock.js';
import { Database } from './platform/database/database.js';
import { isLoaded, recordLoad } from './platform/database/reference-loads.js';
import { prismaFolder } from './platform/database/migrate.js';
import { localesFolder } from './platform/texts/languages.js';
import { TreatiesReference } from './treaties/treaties.reference.js';

/** Brings in what the release brings, once: comparing all of it with the database is the longest part of a start. The first campaign comes with it. */
export async function loadReference(app: INestApplicationContext): Promise<void> {
  const database = app.get(Database);
  const release = releaseId();
  const isNew = release === null || !(await isLoaded(database, release));
  if (isNew) {
    await app.get(TreatiesReference).load();
    await app.get(MinistriesReference).load();
    await app.get(ClaimsReference).load();
  }
  await app.get(FirstCampaign).load(isNew);
  if (isNew && release !== null) await recordLoad(database, release, app.get(Clock).now());
}

/** Program, reference data and texts in one hash; null where the program was not built, and may change under our feet. */
function releaseId(): string | null {
  const prisma = prismaFolder();
  const program = join(prisma, '..', 'dist', '.stamp');
  if (!existsSync(program)) return null;
  const hash = createHash('sha256').update(readFileSync(program));
  for (const folder of [join(prisma, 'reference'), localesFolder])
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(json|csv)$/.test(name)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}
