import { Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Clock, days } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { newSecret, sha256 } from '../platform/tokens.js';
import { TokenNotFound, UnknownScope } from './access.errors.js';
import { touchToken } from './access.sql.js';
import { AuditLog } from './audit.service.js';
import { isScope } from './scopes.js';

export interface ListedToken {
  id: string;
  name: string;
  scopes: string[];
  createdAt: Date;
  /** To the minute. */
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

/** Says at a glance what a leaked string is. */
const prefix = 'dmr_';

/** Tokens for programs. The secret is shown once; the database holds its SHA-256. */
@Injectable()
export class ApiTokensService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param lifeDays null for a token that does not expire
   * @returns the secret, which cannot be shown again @throws UnknownScope naming the scopes there are
   */
  async create(
    name: string,
    scopes: readonly string[],
    actor: string,
    lifeDays: number | null = null,
  ): Promise<{ id: string; secret: string }> {
    if (scopes.length === 0 || !scopes.every(isScope)) throw new UnknownScope(scopes);
    const { secret, hash } = newSecret(prefix);
    const id = uuidv7();
    const unique = [...new Set(scopes)];
    const createdAt = this.clock.now();
    const expiresAt = lifeDays === null ? null : new Date(createdAt.getTime() + days(lifeDays));
    await this.database.transaction(async (tx) => {
      await tx.apiToken.create({ data: { id, name, tokenHash: new Uint8Array(hash), scopes: unique, createdAt, expiresAt } });
      await this.audit.record(tx, { actor, action: 'token.created', details: { tokenId: id, name, scopes: unique, lifeDays } });
    });
    return { id, secret };
  }

  /** @param header the Authorization header @returns null for everything that is not a valid token of ours */
  async authenticate(header: string): Promise<{ id: string; scopes: string[] } | null> {
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (!secret?.startsWith(prefix)) return null;
    const token = await this.database.prisma.apiToken.findUnique({ where: { tokenHash: new Uint8Array(sha256(secret)) } });
    const now = this.clock.now();
    if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= now)) return null;
    await this.database.run(touchToken, [token.id, now]);
    return { id: token.id, scopes: token.scopes };
  }

  list(): Promise<ListedToken[]> {
    return this.database.prisma.apiToken.findMany({ omit: { tokenHash: true }, orderBy: { id: 'asc' } });
  }

  /** @throws TokenNotFound */
  async revoke(id: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.apiToken.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: this.clock.now() } });
      if (count === 0) throw new TokenNotFound();
      await this.audit.record(tx, { actor, action: 'token.revoked', details: { tokenId: id } });
    });
  }
}
