import { Injectable } from '@nestjs/common';
import { Clock, hours } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { cookieOf } from '../platform/http/locale.js';
import { newSecret, sha256, Tokens } from '../platform/tokens.js';

/** A person behind a request. */
export interface SignedIn {
  id: string;
  name: string;
  email: string;
  role: string;
  /** What every form of this session carries as `_csrf`. */
  csrf: string;
}

/** `__Host-` makes browsers insist on Secure, Path=/ and no Domain. They take localhost for secure, so it works there without TLS. */
const cookieName = '__Host-demarche';
const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax';
const lifeMilliseconds = hours(12);

/** Sessions of staff: a random value in a cookie, its SHA-256 in the database. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  /**
   * Always a new session; a value the browser brought along is never taken over.
   * @returns the Set-Cookie header
   */
  async start(tx: Tx, staffId: string): Promise<string> {
    const { secret, hash } = newSecret();
    const createdAt = this.clock.now();
    const expiresAt = new Date(createdAt.getTime() + lifeMilliseconds);
    await tx.staffSession.create({ data: { idHash: new Uint8Array(hash), staffId, createdAt, expiresAt } });
    return `${cookieName}=${secret}; Max-Age=${lifeMilliseconds / 1000}; ${attributes}`;
  }

  /** The person whose session the cookie names, unless it has expired or the account is disabled. */
  async find(cookieHeader: string | undefined): Promise<SignedIn | null> {
    const hash = hashIn(cookieHeader);
    if (!hash) return null;
    const session = await this.database.prisma.staffSession.findUnique({ where: { idHash: hash }, include: { staff: true } });
    if (!session || session.expiresAt <= this.clock.now() || session.staff.disabledAt) return null;
    const { id, name, email, role } = session.staff;
    return { id, name, email, role, csrf: this.csrfFor(hash) };
  }

  /** True when a form of the session behind this cookie carries the right token. */
  ownsForm(cookieHeader: string | undefined, csrf: unknown): boolean {
    const hash = hashIn(cookieHeader);
    return hash !== null && typeof csrf === 'string' && this.tokens.verify('csrf', hex(hash), csrf);
  }

  /** @returns the Set-Cookie header that removes the cookie */
  async end(cookieHeader: string | undefined): Promise<string> {
    const hash = hashIn(cookieHeader);
    if (hash) await this.database.prisma.staffSession.deleteMany({ where: { idHash: hash } });
    return `${cookieName}=; Max-Age=0; ${attributes}`;
  }

  private csrfFor(hash: Uint8Array): string {
    return this.tokens.sign('csrf', hex(hash));
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function hashIn(cookieHeader: string | undefined): Uint8Array<ArrayBuffer> | null {
  const secret = cookieOf(cookieHeader, cookieName);
  return secret ? new Uint8Array(sha256(secret)) : null;
}
