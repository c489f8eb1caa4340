import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { AddressNotPublic, OutgoingClient, UnknownHost } from '../platform/outgoing/outgoing-client.js';
import { CONFIG } from '../platform/runtime.js';
import { checkAddress } from './address-rules.js';
import { AddressRefused } from './webhooks.errors.js';
import { answerBytes, attemptMilliseconds } from './webhooks.values.js';

/** Outcome of one attempt. */
export interface Attempt {
  /** `delivered`, or why not, in a word */
  outcome:
    | 'delivered'
    | 'gone'
    | 'redirected'
    | 'refused'
    | 'not_allowed'
    | 'unknown_host'
    | 'timeout'
    | 'no_connection'
    | 'forgotten';
  /** Null when there was no response */
  httpStatus: number | null;
}

/** Posts to untrusted addresses, as `OutgoingClient` connects to them. */
@Injectable()
export class WebhookClient {
  /** Milliseconds for an attempt; shorter in tests. */
  patience = attemptMilliseconds;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly outgoing: OutgoingClient,
  ) {}

  /** Never throws. */
  async post(address: string, headers: Record<string, string>, body: string): Promise<Attempt> {
    const signal = AbortSignal.timeout(this.patience);
    const allowPrivate = this.config.WEBHOOK_ALLOW_PRIVATE === 'on';
    try {
      const { status } = await this.outgoing.ask({
        method: 'POST',
        url: checkAddress(address, allowPrivate),
        headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'Demarche-Webhooks' },
        body: Buffer.from(body),
        allowPrivate,
        answerBytes,
        signal,
      });
      return judge(status);
    } catch (error) {
      if (error instanceof AddressRefused || error instanceof AddressNotPublic)
        return { outcome: 'not_allowed', httpStatus: null };
      if (signal.aborted) return { outcome: 'timeout', httpStatus: null };
      return { outcome: error instanceof UnknownHost ? 'unknown_host' : 'no_connection', httpStatus: null };
    }
  }
}

function judge(httpStatus: number): Attempt {
  if (httpStatus >= 200 && httpStatus < 300) return { outcome: 'delivered', httpStatus };
  if (httpStatus === 410) return { outcome: 'gone', httpStatus };
  return { outcome: httpStatus >= 300 && httpStatus < 400 ? 'redirected' : 'refused', httpStatus };
}
