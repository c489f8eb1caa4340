import { Injectable } from '@nestjs/common';
import { newId } from '../platform/ids.js';
import { Clock, days, hours, minutes } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { cookieOf } from '../platform/http/locale.js';
import { staffCookie } from '../platform/http/staff-cookie.js';
import { newSecret, sha256, Tokens } from '../platform/tokens.js';
import { touchSession } from './access.sql.js';
import { CampaignReach, type Reach } from './campaign-reach.service.js';

export type SecondFactor = 'none' | 'totp' | 'recovery' | 'passkey';

/** A person behind a request, with the campaigns they work for. */
export interface SignedIn extends Reach {
  id: string;
  name: string;
  email: string;
  role: string;
  /** What every form of this session carries as `_csrf`: its CSRF token, and a mark that says whose form it is. */
  csrf: string;
  /** The id of the session on pages; it opens nothing. */
  sessionId: string;
  /** When this session was last re-authenticated. */
  steppedUpAt: Date | null;
}

/** How a session began. */
export interface SessionOrigin {
  /** As `deviceClass` names it. */
  device: string;
  secondFactor: SecondFactor;
}

const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const lifeMilliseconds = hours(12);
/** After the end of its session: a page may stay open over a weekend. */
const ownedMilliseconds = days(3);
const seenAgainMilliseconds = minutes(1);

/** Sessions of staff: a random value in a cookie, its SHA-256 in the database. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly reach: CampaignReach,
  ) {}

  /**
   * Always a new session; a value sent by the browser is never adopted. Signing in counts as re-authentication.
   * @returns the Set-Cookie header
   */
  async start(tx: Tx, staffId: string, origin: SessionOrigin): Promise<string> {
    const { secret, hash } = newSecret();
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + lifeMilliseconds);
    const { device: userAgent, secondFactor } = origin;
    const times = { createdAt: now, lastSeenAt: now, steppedUpAt: now, expiresAt };
    await tx.staffSession.create({
      data: { idHash: new Uint8Array(hash), id: newId(), staffId, userAgent, secondFactor, ...times },
    });
    return setCookie(secret, lifeMilliseconds);
  }

  /** The person of the session in the cookie, unless it has expired or the account is disabled. */
  async find(cookieHeader: string | undefined): Promise<SignedIn | null> {
    const hash = hashIn(cookieHeader);
    if (!hash) return null;
    const session = await this.database.prisma.staffSession.findUnique({
      where: { idHash: hash },
      include: { staff: { include: { campaigns: { select: { campaignId: true } } } } },
    });
    const now = this.clock.now();
    if (!session || session.expiresAt <= now || session.staff.disabledAt) return null;
    if (now.getTime() - session.lastSeenAt.getTime() > seenAgainMilliseconds)
      await this.database.run(touchSession, [Buffer.from(hash), now]);
    const { id, name, email, role, campaigns } = session.staff;
    const reach = await this.reach.of(
      campaigns.map(({ campaignId }) => campaignId),
      session.campaignId,
    );
    const { id: sessionId, steppedUpAt } = session;
    const csrf = this.csrfFor(hash, id, session.expiresAt);
    return { id, name, email, role, csrf, sessionId, steppedUpAt, ...reach };
  }

  /** Remembers the campaign whose pages a session shows. */
  async look(sessionId: string, campaignId: string): Promise<void> {
    await this.database.prisma.staffSession.updateMany({ where: { id: sessionId }, data: { campaignId } });
  }

  /** True when a form of the session in this cookie has the right token. */
  ownsForm(cookieHeader: string | undefined, csrf: unknown): boolean {
    const hash = hashIn(cookieHeader);
    if (hash === null || typeof csrf !== 'string') return false;
    return this.tokens.verify('csrf', hex(hash), csrf.split('.')[0] ?? '');
  }

  /** Whose form this is, also after its session has ended; null for a form that is not ours. It proves nothing else. */
  ownerOf(csrf: unknown): string | null {
    const mark = typeof csrf === 'string' ? (csrf.split('.')[1] ?? '') : '';
    const reading = this.tokens.read('form-owner', mark, this.clock.now());
    return reading.outcome === 'valid' ? reading.id : null;
  }

  /**
   * Records a re-authentication and gives the session a new secret, so that a secret stolen before is worthless.
   * @param secondFactor unchanged when the proof was the password
   * @returns the Set-Cookie header; null when the session has ended meanwhile
   */
  async stepUp(tx: Tx, sessionId: string, secondFactor: SecondFactor): Promise<string | null> {
    const { secret, hash } = newSecret();
    const now = this.clock.now();
    const found = await tx.staffSession.findUnique({ where: { id: sessionId } });
    if (!found || found.expiresAt <= now) return null;
    const kept = secondFactor === 'none' ? found.secondFactor : secondFactor;
    const data = { idHash: new Uint8Array(hash), steppedUpAt: now, secondFactor: kept };
    const { count } = await tx.staffSession.updateMany({ where: { id: sessionId }, data });
    return count === 0 ? null : setCookie(secret, found.expiresAt.getTime() - now.getTime());
  }

  /** @returns the Set-Cookie header that removes the cookie */
  async end(cookieHeader: string | undefined): Promise<string> {
    const hash = hashIn(cookieHeader);
    if (hash) await this.database.prisma.staffSession.deleteMany({ where: { idHash: hash } });
    return `${staffCookie}=; Max-Age=0; ${attributes}`;
  }

  private csrfFor(hash: Uint8Array, staffId: string, expiresAt: Date): string {
    const until = new Date(expiresAt.getTime() + ownedMilliseconds);
    return `${this.tokens.sign('csrf', hex(hash))}.${this.tokens.issue('form-owner', staffId, until)}`;
  }
}

const setCookie = (secret: string, milliseconds: number): string =>
  `${staffCookie}=${secret}; Max-Age=${Math.floor(milliseconds / 1000)}; ${attributes}`;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function hashIn(cookieHeader: string | undefined): Uint8Array<ArrayBuffer> | null {
  const secret = cookieOf(cookieHeader, staffCookie);
  return secret ? new Uint8Array(sha256(secret)) : null;
}
