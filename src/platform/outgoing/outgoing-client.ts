import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { DnsResolver } from '../dns.js';
import { isPublicAddress, literalIn } from './public-address.js';

export interface OutgoingRequest {
  method: 'GET' | 'HEAD' | 'POST';
  url: URL;
  headers?: Record<string, string>;
  body?: Buffer;
  /** Private addresses are allowed: for systems in one's own network */
  allowPrivate: boolean;
  /** The answer is not read further than this. */
  answerBytes: number;
  signal: AbortSignal;
}

export interface OutgoingAnswer {
  status: number;
  /** Where it redirects, as it is written there */
  location: string | null;
}

/** The address is none of the open internet. */
export class AddressNotPublic extends Error {}
/** The name leads to no address. `known`: the name servers said so, they did not just fail to answer. */
export class UnknownHost extends Error {
  constructor(readonly known: boolean) {
    super('This name leads nowhere.');
  }
}

/**
 * Connects to addresses that people entered. The name is resolved here, every address is checked, and the connection goes to the checked address
 * without another look-up, so DNS rebinding is useless. Redirects are not followed; bodies are not read.
 */
@Injectable()
export class OutgoingClient {
  constructor(private readonly resolver: DnsResolver) {}

  /** @throws AddressNotPublic, UnknownHost, and what the socket says */
  async ask(request: OutgoingRequest): Promise<OutgoingAnswer> {
    const target = await Promise.race([this.resolve(request), whenAborted(request.signal)]);
    return send(request, target);
  }

  private async resolve({ url, allowPrivate }: OutgoingRequest): Promise<string> {
    const literal = literalIn(url.hostname);
    const found = literal === null ? await this.addressesOf(url.hostname) : [literal];
    if (!allowPrivate && !found.every(isPublicAddress)) throw new AddressNotPublic();
    return found[0] ?? '';
  }

  /** IPv4 first. @throws UnknownHost when there is none */
  private async addressesOf(name: string): Promise<string[]> {
    let known = true;
    const answers = await Promise.all(
      ['A', 'AAAA'].map((type) =>
        this.resolver.resolve(name, type).catch((error: unknown) => {
          known &&= ['ENOTFOUND', 'ENODATA'].includes((error as { code?: string }).code ?? '');
          return [];
        }),
      ),
    );
    const found = answers.flat(2);
    if (found.length === 0) throw new UnknownHost(known);
    return found;
  }
}

function send({ method, url, headers, body, allowPrivate, answerBytes, signal }: OutgoingRequest, target: string) {
  const isName = literalIn(url.hostname) === null;
  const options: https.RequestOptions = {
    method,
    host: target,
    port: url.port || (url.protocol === 'https:' ? 443 : 80),
    path: url.pathname + url.search,
    // The certificate must match the name, although the connection goes to an address.
    ...(isName && { servername: url.hostname.replace(/\.$/, '') }),
    headers: { ...headers, host: url.host, ...(body && { 'content-length': body.length }) },
    agent: false,
    signal,
  };
  return new Promise<OutgoingAnswer>((resolve, reject) => {
    const request = (url.protocol === 'https:' ? https : http).request(options, (answer) => {
      let read = 0;
      const done = (): void => resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? null });
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
    // Checks the peer address once more, as the system reports it.
    const refuseOther = (socket: Socket): void => {
      if (!allowPrivate && !isPublicAddress(socket.remoteAddress ?? '')) socket.destroy(new AddressNotPublic());
    };
    request.on('socket', (socket) => socket.once('connect', () => refuseOther(socket)));
    request.on('error', reject);
    request.end(body);
  });
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(new Error('No response in time.')), { once: true }),
  );
