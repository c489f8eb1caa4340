// Requests of the component to the campaign's server. Cookies are never sent.
import { solveChallenge } from 'altcha-lib/v1';
import type { EmbeddedForm } from '../../embed.schema.js';

export interface Count {
  signatureCount: number;
  goal: number;
}

export interface Fault {
  pointer: string;
  code: string;
}

/** Outcome of a sign-up; `refusal` is a key of the refusal texts. */
export type Outcome =
  { signed: true } | { signed: false; faults: Fault[]; refusal: keyof EmbeddedForm['words']['refusals'] | null };

interface Challenge {
  algorithm: string;
  challenge: string;
  maxnumber: number;
  salt: string;
  signature: string;
}

const byStatus: Record<number, keyof EmbeddedForm['words']['refusals']> = {
  409: 'closed',
  429: 'tooMany',
  503: 'busy',
};

export class Api {
  /** @param origin of the campaign's server, where this script came from */
  constructor(private readonly origin: string) {}

  form(slug: string, lang: string): Promise<EmbeddedForm> {
    return this.get(`petitions/${encodeURIComponent(slug)}/form?lang=${encodeURIComponent(lang)}`);
  }

  count(slug: string): Promise<Count> {
    return this.get(`petitions/${encodeURIComponent(slug)}/count`);
  }

  /** A solved challenge, or nothing: where the browser has no crypto (plain http) the sign-up is sent without. */
  async proof(): Promise<string | undefined> {
    if (!window.isSecureContext) return undefined;
    const { algorithm, challenge, maxnumber, salt, signature } = await this.get<Challenge>('altcha');
    const solution = await solveChallenge(challenge, salt, algorithm, maxnumber).promise;
    return solution
      ? btoa(JSON.stringify({ algorithm, challenge, number: solution.number, salt, signature }))
      : undefined;
  }

  async sign(slug: string, body: Record<string, unknown>): Promise<Outcome> {
    try {
      const response = await fetch(`${this.origin}/api/v1/petitions/${encodeURIComponent(slug)}/signatures`, {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
      });
      if (response.ok) return { signed: true };
      const { errors = [] } = (await response.json()) as { errors?: Fault[] };
      return {
        signed: false,
        faults: errors,
        refusal: errors.length > 0 ? null : (byStatus[response.status] ?? 'other'),
      };
    } catch {
      return { signed: false, faults: [], refusal: 'failed' };
    }
  }

  /** Requests with the ETag, so that an unchanged response costs a few bytes. */
  private async get<Answer>(path: string): Promise<Answer> {
    const response = await fetch(`${this.origin}/api/v1/${path}`, {
      credentials: 'omit',
      cache: 'no-cache',
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()) as Answer;
  }
}
