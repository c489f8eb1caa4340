import { generateKeyPairSync } from 'node:crypto';
import { Clock } from '../platform/clock.js';
import { DnsResolver } from '../platform/dns.js';
import type { DkimSeal } from '../platform/mail/raw-mail.js';

/** A simulated clock; only the process of the demonstration has it. */
export class DemoClock extends Clock {
  private shown: Date | null = null;

  override now(): Date {
    return this.shown ?? new Date();
  }

  moveTo(instant: Date): void {
    this.shown = instant;
  }
}

/** Knows one record: the key that the example ministries sign their email with. */
export class DemoDns extends DnsResolver {
  private readonly keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

  get seal(): DkimSeal {
    const privateKey = this.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return { domainName: 'foreign-ministry.example', keySelector: 'demo', privateKey };
  }

  resolve(name: string, type: string): Promise<string[][]> {
    const key = this.keys.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    if (type === 'TXT' && name === 'demo._domainkey.foreign-ministry.example')
      return Promise.resolve([[`v=DKIM1; k=rsa; p=${key}`]]);
    return Promise.reject(Object.assign(new Error('no such record'), { code: 'ENOTFOUND' }));
  }

  mailServers(): Promise<[]> {
    return Promise.resolve([]);
  }
}
