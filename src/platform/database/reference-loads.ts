import type { Database } from './database.js';

/** Whether the data of this release was the last that was loaded here. @param release its hash */
export async function isLoaded({ prisma }: Database, release: string): Promise<boolean> {
  const last = await prisma.referenceLoad.findFirst({ orderBy: { loadedAt: 'desc' } });
  return last?.release === release;
}

/** All of it is in the database; another process may say so too. */
export async function recordLoad({ prisma }: Database, release: string, loadedAt: Date): Promise<void> {
  await prisma.referenceLoad.upsert({ where: { release }, create: { release, loadedAt }, update: { loadedAt } });
}
