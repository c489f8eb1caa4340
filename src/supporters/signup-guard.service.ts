import { Inject, Injectable } from '@nestjs/common';
import { domainOf } from '../platform/mail/domain-of.js';
import { Clock, days, minutes } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { addressRange } from '../platform/http/address-range.js';
import { SharedLimits } from '../platform/limits/shared-limits.js';
import { Notices } from '../platform/notices.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { SupportersService } from './supporters.service.js';
import { TooManySignups } from './signup-guard.errors.js';
import type { ShadowRule } from './shadow.values.js';

/** What is known about the sender besides the form fields. */
export interface SignupSender {
  ip: string;
  method: 'form' | 'api';
  /** Path of the page with the form; absent over JSON. */
  page?: string | undefined;
  /** The honeypot field; filled by bots, and by a browser that fills every field it finds. */
  honeypot?: string | undefined;
  /** When the form was rendered, signed by us; absent over JSON. */
  stamp?: string | undefined;
}

/** An automatic decision with everything needed to explain it later. Inputs contain no address and no name. */
export interface ShadowDecision {
  rule: ShadowRule;
  inputs: Record<string, string | number>;
}

/** How a sign-up is treated before its owner has confirmed it. Whatever this says, a confirmation from the mailbox counts. */
export interface SignupVerdict {
  /** Why it is doubted; null: it is not. */
  doubt: ShadowDecision | null;
  /** The earliest time its email may be sent; null: it causes none. */
  mailAt: Date | null;
}

/** A solved proof of work triples the limit. */
const proofFactor = 3;
const refusalFactor = 10;
/**
 * Sign-ups without a proof, of one email domain that is not a shared provider and of all networks together, as multiples of the limit of one network.
 */
const domainFactor = 3;
const crowdFactor = 30;
/** Emails that doubted sign-ups may cause in an hour: per network, and in all. They are sent late, so that a flood can be noticed first. */
const doubtedMails = { perRange: 5, inAll: 200, seconds: 3_600, delay: minutes(15) };

/**
 * Decides whether a sign-up is trusted, doubted or, far above the limit, refused. A doubted one looks the same to its sender; its email is sent late
 * or not at all, unless a proof of work came with it. All web processes count together.
 */
@Injectable()
export class SignupGuard {
  private readonly rangeKeys = new Map<string, string>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
    private readonly supporters: SupportersService,
    private readonly notices: Notices,
    private readonly limits: SharedLimits,
  ) {}

  /** The time of rendering a form, signed, for its hidden field. */
  stamp(): string {
    const at = this.clock.now().getTime().toString(36);
    return `${at}.${this.tokens.sign('form-stamp', at)}`;
  }

  /**
   * @param about what the limits are counted for: a petition, or another kind of sign-up
   * @throws TooManySignups above ten times the limit
   */
  judge(about: string, email: string, sender: SignupSender, proven: boolean): SignupVerdict {
    const overLimit = this.overLimit(about, email, sender.ip, proven);
    const doubt = this.botSign(sender, proven) ?? overLimit;
    const now = this.clock.now();
    // Someone who fills in a form fast is within the limits all the same, and may be a person whose browser fills it.
    if (!doubt || proven || doubt.rule === 'filled_too_fast') return { doubt, mailAt: now };
    if (!this.spendDoubtedMail(sender.ip)) return { doubt, mailAt: null };
    // Not after midnight (UTC): the email was counted against the mailbox's allowance of today.
    const untilMidnight = days(1) - (now.getTime() % days(1));
    return {
      doubt,
      mailAt: new Date(now.getTime() + Math.max(0, Math.min(doubtedMails.delay, untilMidnight - minutes(1)))),
    };
  }

  /** The keyed hash, in hexadecimal, under which a sender's network is stored for finding patterns; null where the address cannot be read. */
  rangeKey(ip: string): string | null {
    const known = this.rangeKeys.get(ip);
    if (known !== undefined) return known;
    const range = addressRange(ip);
    if (range === null) return null;
    if (this.rangeKeys.size >= 10_000) this.rangeKeys.clear();
    const key = this.tokens.keyedHash('range', range).toString('hex');
    this.rangeKeys.set(ip, key);
    return key;
  }

  private botSign(sender: SignupSender, proven: boolean): ShadowDecision | null {
    if (sender.honeypot) return { rule: 'honeypot', inputs: { length: sender.honeypot.length } };
    if (proven || !sender.stamp) return null;
    const drawnAt = this.readStamp(sender.stamp);
    if (drawnAt === null) return { rule: 'forged_stamp', inputs: { length: sender.stamp.length } };
    const seconds = (this.clock.now().getTime() - drawnAt) / 1000;
    return seconds < this.config.MIN_FILL_SECONDS
      ? { rule: 'filled_too_fast', inputs: { seconds, minimum: this.config.MIN_FILL_SECONDS } }
      : null;
  }

  private readStamp(stamp: string): number | null {
    const [at = '', signature = ''] = stamp.split('.');
    return at !== '' && this.tokens.verify('form-stamp', at, signature) ? Number.parseInt(at, 36) : null;
  }

  private overLimit(about: string, email: string, ip: string, proven: boolean): ShadowDecision | null {
    const rate = this.config.RATE_LIMIT_SIGNUPS;
    if (!rate) return null;
    const over = (rule: ShadowRule, key: string, limit: number): ShadowDecision | null => {
      const { consumed, waitSeconds } = this.limits.spend('signups', key, rate.seconds);
      if (rule === 'range_limit' && consumed > rate.limit * refusalFactor) throw new TooManySignups(waitSeconds);
      return consumed > limit ? { rule, inputs: { attempt: consumed, limit, windowSeconds: rate.seconds } } : null;
    };
    const range = addressRange(ip);
    if (range === null) this.notices.note('proxy.unreadable_address');
    // An unreadable address says nothing about a network: people behind such a proxy share only the overall limit.
    const ofRange =
      range === null ? null : over('range_limit', `${about} ${range}`, rate.limit * (proven ? proofFactor : 1));
    if (proven) return ofRange;
    // With the sign, so that no domain shares a key with a network.
    const domain = `@${domainOf(email)}`;
    const ofDomain = this.supporters.isSharedProvider(email)
      ? null
      : over('domain_limit', `${about} ${domain}`, rate.limit * domainFactor);
    return ofRange ?? ofDomain ?? over('crowd_limit', about, rate.limit * crowdFactor);
  }

  private spendDoubtedMail(ip: string): boolean {
    const { perRange, inAll, seconds } = doubtedMails;
    const consumed = (key: string): number => this.limits.spend('doubted mails', key, seconds).consumed;
    return consumed(addressRange(ip) ?? 'unreadable') <= perRange && consumed('all') <= inAll;
  }
}
