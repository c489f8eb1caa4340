import type { Config } from '../platform/config/config.js';
import { passkeyResponse } from './access.schema.js';
import { PasskeyRefused } from './second-factor.errors.js';

/** The site that passkeys are made for and asked by. */
export interface RelyingParty {
  rpID: string;
  origin: string;
}

export function relyingParty({ PUBLIC_URL }: Pick<Config, 'PUBLIC_URL'>): RelyingParty {
  const { hostname, origin } = new URL(PUBLIC_URL);
  return { rpID: hostname, origin };
}

/** What the browser sent, as JSON; the library looks at everything inside. @throws PasskeyRefused */
export function parsedAnswer(response: string): unknown {
  try {
    return passkeyResponse.parse(JSON.parse(response));
  } catch {
    throw new PasskeyRefused();
  }
}

/** The library throws at whatever it does not like. @throws PasskeyRefused */
export async function refusing<Result>(check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch {
    throw new PasskeyRefused();
  }
}
