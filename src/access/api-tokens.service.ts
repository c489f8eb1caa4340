import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Clock, days } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { CONFIG } from '../platform/runtime.js';
import { mostWaiting, waits, type Waiting } from '../platform/waiting.js';
import { newSecret, sha256 } from '../platform/tokens.js';
import { TokenNotApproved, TokenNotFound, TokenSamePerson, UnknownScope } from './access.errors.js';
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
  /** `staff:<id>` or `cli`; null: created before this was recorded. */
  createdBy: string | null;
  approvedBy: string | null;
  campaignId: string | null;
}

/** Prefix that identifies a leaked token. */
const prefix = 'dmr_';

/** Scopes that read or export data of supporters. */
const personal = (scopes: readonly string[]): boolean => scopes.some((scope) => scope.startsWith('supporters:'));

/** Tokens for API clients. The secret is shown once; the database stores its SHA-256. */
@Injectable()
export class ApiTokensService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @param lifeDays null for a token that does not expire @param campaignId the only campaign it is for; null: all
   * @returns the secret, which cannot be shown again @throws UnknownScope naming the known scopes
   */
  async create(
    name: string,
    scopes: readonly string[],
    actor: string,
    lifeDays: number | null = null,
    campaignId: string | null = null,
  ): Promise<{ id: string; secret: string }> {
    if (scopes.length === 0 || !scopes.every(isScope)) throw new UnknownScope(scopes);
    const { secret, hash } = newSecret(prefix);
    const id = uuidv7();
    const unique = [...new Set(scopes)];
    const createdAt = this.clock.now();
    const expiresAt = lifeDays === null ? null : new Date(createdAt.getTime() + days(lifeDays));
    await this.database.transaction(async (tx) => {
      await tx.apiToken.create({
        data: {
          id,
          name,
          tokenHash: new Uint8Array(hash),
          scopes: unique,
          createdAt,
          expiresAt,
          createdBy: actor,
          campaignId,
        },
      });
      await this.audit.record(tx, {
        actor,
        action: 'token.created',
        details: { tokenId: id, name, scopes: unique, lifeDays, campaignId },
      });
    });
    return { id, secret };
  }

  /** Whether a token still awaits approval: where full lists need two persons, so does a token that can export one. */
  awaitsApproval({ scopes, approvedBy }: { scopes: readonly string[]; approvedBy: string | null }): boolean {
    return this.config.EXPORT_APPROVAL === 'full' && personal(scopes) && approvedBy === null;
  }

  /**
   * @param header the Authorization header @returns null for everything that is not a valid token of ours
   * @throws TokenNotApproved
   */
  async authenticate(header: string): Promise<{ id: string; scopes: string[]; campaignId: string | null } | null> {
    const secret = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (!secret?.startsWith(prefix)) return null;
    const token = await this.database.prisma.apiToken.findUnique({
      where: { tokenHash: new Uint8Array(sha256(secret)) },
    });
    const now = this.clock.now();
    if (!token || token.revokedAt || (token.expiresAt && token.expiresAt <= now)) return null;
    if (this.awaitsApproval(token)) throw new TokenNotApproved();
    await this.database.run(touchToken, [token.id, now]);
    return { id: token.id, scopes: token.scopes, campaignId: token.campaignId };
  }

  list(): Promise<ListedToken[]> {
    return this.database.prisma.apiToken.findMany({ omit: { tokenHash: true }, orderBy: { id: 'asc' } });
  }

  /** One that was not revoked. @throws TokenNotFound */
  async get(id: string): Promise<ListedToken> {
    const token = await this.database.prisma.apiToken.findUnique({
      where: { id, revokedAt: null },
      omit: { tokenHash: true },
    });
    if (!token) throw new TokenNotFound();
    return token;
  }

  /** Those that a second person has to approve, the oldest first. @param campaignId those for this campaign only; null: all */
  async waiting(campaignId: string | null): Promise<Waiting[]> {
    if (this.config.EXPORT_APPROVAL !== 'full') return [];
    const rows = await this.database.prisma.apiToken.findMany({
      where: {
        ...(campaignId !== null && { campaignId }),
        approvedBy: null,
        revokedAt: null,
        OR: [{ expiresAt: null }, { expiresAt: { gt: this.clock.now() } }],
      },
      orderBy: { id: 'asc' },
      take: mostWaiting,
      select: { name: true, scopes: true, createdAt: true, createdBy: true, approvedBy: true },
    });
    return rows
      .filter((token) => this.awaitsApproval(token))
      .flatMap(({ name, createdAt, createdBy }) =>
        // Nobody may approve one of which it is not known who made it.
        createdBy === null ? [] : [waits({ title: name, since: createdAt, by: [createdBy] })],
      );
  }

  /** A second person allows a token to read supporters. @throws TokenNotFound, TokenSamePerson */
  async approve(id: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const token = await tx.apiToken.findUnique({ where: { id, revokedAt: null } });
      if (!token) throw new TokenNotFound();
      if (token.createdBy === actor || token.createdBy === null) throw new TokenSamePerson();
      await tx.apiToken.update({ where: { id }, data: { approvedBy: actor, approvedAt: this.clock.now() } });
      await this.audit.record(tx, {
        actor,
        action: 'token.approved',
        details: { tokenId: id, name: token.name, scopes: token.scopes },
      });
    });
  }

  /** Ends every token a person created: nobody is left who is responsible for it. @returns how many */
  async revokeOf(tx: Tx, maker: string, actor: string): Promise<number> {
    const tokens = await tx.apiToken.findMany({ where: { createdBy: maker, revokedAt: null }, select: { id: true } });
    await tx.apiToken.updateMany({
      where: { id: { in: tokens.map(({ id }) => id) } },
      data: { revokedAt: this.clock.now() },
    });
    for (const { id } of tokens)
      await this.audit.record(tx, { actor, action: 'token.revoked', details: { tokenId: id, with: maker } });
    return tokens.length;
  }

  /** @throws TokenNotFound */
  async revoke(id: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.apiToken.updateMany({
        where: { id, revokedAt: null },
        data: { revokedAt: this.clock.now() },
      });
      if (count === 0) throw new TokenNotFound();
      await this.audit.record(tx, { actor, action: 'token.revoked', details: { tokenId: id } });
    });
  }
}
