import { z } from 'zod';

/**
 * A backup is one gzip-compressed file of lines: a header as JSON; for each table a line that names it, its rows as COPY writes them (text format),
 * and a line `\.`; finally a footer as JSON with the expected row count and checksum of each table. It can be read without our software.
 */
export const backupHead = z.object({
  format: z.literal('demarche-backup'),
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  /** Names and SHA-256 of the migrations the database had */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
});
export type BackupHead = z.output<typeof backupHead>;

const tableName = z.string().regex(/^[a-z_]+\.[a-z_0-9]+$/);

export const backupTable = z.object({ table: tableName, columns: z.array(z.string().regex(/^[a-z_0-9]+$/)).min(1) });
export type BackupTable = z.output<typeof backupTable>;

export const backupFoot = z.object({
  tables: z.record(tableName, z.object({ rows: z.number().int(), sha256: z.string() })),
  /** Last value of a sequence, as text; null before the first */
  sequences: z.record(tableName, z.string().nullable()),
});
export type BackupFoot = z.output<typeof backupFoot>;

/** Called as each table is finished. @param of total number of tables */
export type ReportTable = (table: string, rows: number, of: number) => void;

export const endOfRows = '\\.';

/** Recreated by the migrations, not part of the backup. */
export const ownBooks = ['public._prisma_migrations', 'graphile_worker.migrations'];

/** Schemas of the application. */
export const schemas = ['public', 'graphile_worker'];

/** `"schema"."table"` */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
