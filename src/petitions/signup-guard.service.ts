import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { addressRange } from '../platform/http/address-range.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { TooManySignups } from './petitions.errors.js';
import type { ShadowRule } from './signature.status.js';

/** What is known of the sender beside what was typed. */
export interface SignupSender {
  ip: string;
  method: 'form' | 'api';
  /** Path of the page with the form; absent over JSON. */
  page?: string | undefined;
  /** The field no person sees; filled by programs. */
  honeypot?: string | undefined;
  /** When the form was drawn, signed by us; absent over JSON. */
  stamp?: string | undefined;
}

/** An automatic decision with everything needed to explain it later. Inputs hold no address and no name. */
export interface ShadowDecision {
  rule: ShadowRule;
  inputs: Record<string, string | number>;
}

/** A solved proof of work buys three times the limit. */
const proofFactor = 3;
const refusalFactor = 10;
/** Attempts per mailbox and petition in an hour, from wherever they come. */
const mailboxLimit = { limit: 10, seconds: 3_600 };

/**
 * Decides whether a sign-up is taken at face value, shadowed (looks successful, never counts) or, far above the limit,
 * refused. Counters live in this process: with several web processes each allows its own share.
 */
@Injectable()
export class SignupGuard {
  private readonly ranges: RateLimiterMemory | null;
  private readonly mailboxes: RateLimiterMemory | null;
  private readonly rangeKeys = new Map<string, string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {
    const rate = config.RATE_LIMIT_SIGNUPS;
    this.ranges = rate && new RateLimiterMemory({ points: rate.limit, duration: rate.seconds });
    this.mailboxes = rate && new RateLimiterMemory({ points: mailboxLimit.limit, duration: mailboxLimit.seconds });
  }

  /** The moment of drawing a form, signed, for its hidden field. */
  stamp(): string {
    const at = this.clock.now().getTime().toString(36);
    return `${at}.${this.tokens.sign('form-stamp', at)}`;
  }

  /**
   * @returns null when the sign-up is to be taken at face value
   * @throws TooManySignups above ten times the limit
   */
  async judge(petitionId: string, mailboxKey: string, sender: SignupSender, proven: boolean): Promise<ShadowDecision | null> {
    const overLimit = await this.countRange(petitionId, sender.ip, proven);
    const overMailbox = await this.countMailbox(petitionId, mailboxKey);
    return this.botSign(sender, proven) ?? overLimit ?? overMailbox;
  }

  /** The keyed hash, in hexadecimal, under which a sender's network is kept for finding patterns. */
  rangeKey(ip: string): string {
    let key = this.rangeKeys.get(ip);
    if (key === undefined) {
      if (this.rangeKeys.size >= 10_000) this.rangeKeys.clear();
      this.rangeKeys.set(ip, (key = this.tokens.keyedHash('range', addressRange(ip)).toString('hex')));
    }
    return key;
  }

  private botSign(sender: SignupSender, proven: boolean): ShadowDecision | null {
    if (sender.honeypot) return { rule: 'honeypot', inputs: { length: sender.honeypot.length } };
    const drawnAt = this.readStamp(sender.stamp);
    if (proven || drawnAt === null) return null;
    const seconds = (this.clock.now().getTime() - drawnAt) / 1000;
    return seconds < this.config.MIN_FILL_SECONDS
      ? { rule: 'filled_too_fast', inputs: { seconds, minimum: this.config.MIN_FILL_SECONDS } }
      : null;
  }

  private readStamp(stamp: string | undefined): number | null {
    const [at = '', signature = ''] = stamp?.split('.') ?? [];
    return at !== '' && this.tokens.verify('form-stamp', at, signature) ? Number.parseInt(at, 36) : null;
  }

  private async countRange(petitionId: string, ip: string, proven: boolean): Promise<ShadowDecision | null> {
    const rate = this.config.RATE_LIMIT_SIGNUPS;
    if (!this.ranges || !rate) return null;
    const { consumed, waitSeconds } = await spend(this.ranges, `${petitionId} ${addressRange(ip)}`);
    const limit = rate.limit * (proven ? proofFactor : 1);
    if (consumed > rate.limit * refusalFactor) throw new TooManySignups(waitSeconds);
    return consumed > limit ? { rule: 'range_limit', inputs: { attempt: consumed, limit, windowSeconds: rate.seconds } } : null;
  }

  private async countMailbox(petitionId: string, mailboxKey: string): Promise<ShadowDecision | null> {
    if (!this.mailboxes) return null;
    const { consumed } = await spend(this.mailboxes, `${petitionId} ${mailboxKey}`);
    const { limit, seconds } = mailboxLimit;
    return consumed > limit ? { rule: 'mailbox_limit', inputs: { attempt: consumed, limit, windowSeconds: seconds } } : null;
  }
}

/** Counts one attempt. The library rejects with the same figures once the points are used up. */
async function spend(limiter: RateLimiterMemory, key: string): Promise<{ consumed: number; waitSeconds: number }> {
  const figures = await limiter.consume(key).catch((rejected: unknown) => {
    if (rejected instanceof RateLimiterRes) return rejected;
    throw rejected;
  });
  return { consumed: figures.consumedPoints, waitSeconds: Math.max(1, Math.ceil(figures.msBeforeNext / 1000)) };
}
