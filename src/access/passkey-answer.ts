import type { Config } from '../platform/config/config.js';
import { passkeyResponse } from './access.schema.js';
import { PasskeyRefused } from './second-factor.errors.js';

/** The relying party of passkeys. */
export interface RelyingParty {
  rpID: string;
  origin: string;
}

export function relyingParty({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): RelyingParty {
  const { hostname, origin } = new URL(PUBLIC_URL);
  return { rpID: hostname, origin };
}

/** The browser's response, as JSON; the library checks its contents. @throws PasskeyRefused */
export function parsedAnswer(response: string): unknown {
  try {
    return passkeyResponse.parse(JSON.parse(response));
  } catch {
    throw new PasskeyRefused();
  }
}

/** The library throws on any problem. @throws PasskeyRefused */
export async function refusing<Result>(check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch {
    throw new PasskeyRefused();
  }
}
