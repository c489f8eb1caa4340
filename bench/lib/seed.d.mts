import type pg from 'pg';

/** Confirmed signatures with their people, consents and counts; analysed afterwards. */
export function seedSignatures(client: pg.Client, slug: string, amount: number, consents?: string[]): Promise<void>;
/** Entries of the audit log. */
export function seedAudit(client: pg.Client, amount: number): Promise<void>;
