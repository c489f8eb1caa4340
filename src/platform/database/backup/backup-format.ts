import { z } from 'zod';

/**
 * A backup is one file, compressed by gzip, of lines: the head as JSON; for each table a line that names it, its rows as COPY writes them
 * (text format), and a line `\.`; at last the foot as JSON with what each table must come to. Whoever has no program of ours can read it.
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
  /** Value a sequence gave last, as text; null before the first */
  sequences: z.record(tableName, z.string().nullable()),
});
export type BackupFoot = z.output<typeof backupFoot>;

/** Told of each table when it is done. @param of how many tables there are */
export type ReportTable = (table: string, rows: number, of: number) => void;

export const endOfRows = '\\.';

/** Made anew by the migrations, not carried. */
export const ownBooks = ['public._prisma_migrations', 'graphile_worker.migrations'];

/** Schemas of the program. */
export const schemas = ['public', 'graphile_worker'];

/** `"schema"."table"` */
export const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
