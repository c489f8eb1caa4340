import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { DnsResolver } from '../platform/dns.js';
import { CONFIG } from '../platform/runtime.js';
import { checkAddress, isPublicAddress, literalIn } from './address-rules.js';
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

/**
 * Posts to untrusted addresses. The name is resolved here, every address is checked, and the connection goes to the checked address without another
 * look-up, so DNS rebinding is useless. Redirects are not followed; response bodies are not read.
 */
@Injectable()
export class WebhookClient {
  /** Milliseconds for an attempt; shorter in tests. */
  patience = attemptMilliseconds;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly resolver: DnsResolver,
  ) {}

  /** Never throws. */
  async post(address: string, headers: Record<string, string>, body: string): Promise<Attempt> {
    const signal = AbortSignal.timeout(this.patience);
    try {
      const url = checkAddress(address, this.allowPrivate);
      const target = await Promise.race([this.resolve(url), whenAborted(signal)]);
      return judge(await this.send(url, target, headers, body, signal));
    } catch (error) {
      if (error instanceof AddressRefused) return { outcome: 'not_allowed', httpStatus: null };
      if (signal.aborted) return { outcome: 'timeout', httpStatus: null };
      return { outcome: error instanceof UnknownHost ? 'unknown_host' : 'no_connection', httpStatus: null };
    }
  }

  private get allowPrivate(): boolean {
    return this.config.WEBHOOK_ALLOW_PRIVATE === 'on';
  }

  /** @throws AddressRefused when one of the addresses is not public, UnknownHost */
  private async resolve(url: URL): Promise<string> {
    const literal = literalIn(url.hostname);
    const found = literal === null ? await this.addressesOf(url.hostname) : [literal];
    const [first] = found;
    if (first === undefined) throw new UnknownHost();
    if (!this.allowPrivate && !found.every(isPublicAddress))
      throw new AddressRefused('The name does not lead to the open internet.');
    return first;
  }

  /** IPv4 first; a failed look-up counts as none. */
  private async addressesOf(name: string): Promise<string[]> {
    const answers = await Promise.all(['A', 'AAAA'].map((type) => this.resolver.resolve(name, type).catch(() => [])));
    return answers.flat(2);
  }

  /** @returns the status; rejects as the socket does */
  private send(
    url: URL,
    target: string,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal,
  ): Promise<number> {
    const bytes = Buffer.from(body);
    const isName = literalIn(url.hostname) === null;
    const options: https.RequestOptions = {
      method: 'POST',
      host: target,
      port: url.port || (url.protocol === 'https:' ? 443 : 80),
      path: url.pathname + url.search,
      // The certificate must match the name, although the connection goes to an address.
      ...(isName && { servername: url.hostname.replace(/\.$/, '') }),
      headers: {
        ...headers,
        host: url.host,
        'content-type': 'application/json',
        'content-length': bytes.length,
        'user-agent': 'Demarche-Webhooks',
      },
      agent: false,
      signal,
    };
    return new Promise((resolve, reject) => {
      const request = (url.protocol === 'https:' ? https : http).request(options, (answer) => {
        let read = 0;
        const done = (): void => resolve(answer.statusCode ?? 0);
        answer.on('data', (chunk: Buffer) => {
          read += chunk.length;
          if (read > answerBytes) {
            done();
            answer.destroy();
          }
        });
        answer.on('end', done);
        answer.on('error', reject);
        answer.on('aborted', () => reject(new Error('The response broke off.')));
      });
      request.on('socket', (socket) => socket.once('connect', () => this.refuseOther(socket)));
      request.on('error', reject);
      request.end(bytes);
    });
  }

  /** Checks the peer address once more, as the system reports it. */
  private refuseOther(socket: Socket): void {
    const other = socket.remoteAddress ?? '';
    if (!this.allowPrivate && !isPublicAddress(other))
      socket.destroy(new AddressRefused('The connection led elsewhere.'));
  }
}

class UnknownHost extends Error {}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('No response in time.')), { once: true }),
  );

function judge(httpStatus: number): Attempt {
  if (httpStatus >= 200 && httpStatus < 300) return { outcome: 'delivered', httpStatus };
  if (httpStatus === 410) return { outcome: 'gone', httpStatus };
  return { outcome: httpStatus >= 300 && httpStatus < 400 ? 'redirected' : 'refused', httpStatus };
}
