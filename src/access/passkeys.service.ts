import { Inject, Injectable } from '@nestjs/common';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { CONFIG } from '../platform/runtime.js';
import { parsedAnswer, refusing, relyingParty, type RelyingParty } from './passkey-answer.js';
import { PasskeyChallenges, type ChallengePurpose } from './passkey-challenges.service.js';
import { PasskeyListService } from './passkey-list.service.js';
import { PasskeyRefused } from './second-factor.errors.js';

/** A passkey that has authenticated; `use` must be called in the transaction that signs its owner in. */
export interface Proven {
  staffId: string;
  use: (tx: Tx) => Promise<void>;
}

/** Authentication with passkeys. */
@Injectable()
export class PasskeysService {
  private readonly site: RelyingParty;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
    private readonly list: PasskeyListService,
  ) {
    this.site = relyingParty(config);
  }

  /** @param staffId empty where any account may answer @returns the options for the browser, as JSON */
  async authenticationOptions(purpose: ChallengePurpose, staffId: string): Promise<string> {
    const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
    const options = await generateAuthenticationOptions({
      rpID: this.site.rpID,
      challenge: this.challenges.issue(purpose, staffId),
      userVerification: 'required',
      ...(staffId !== '' && { allowCredentials: await this.list.credentialsOf(staffId) }),
    });
    return JSON.stringify(options);
  }

  /** @param staffId the required account; empty for any @throws PasskeyRefused */
  async prove(purpose: ChallengePurpose, staffId: string, response: string): Promise<Proven> {
    const answer = parsedAnswer(response) as AuthenticationResponseJSON;
    const credentialId = new Uint8Array(Buffer.from(answer.id, 'base64url'));
    const passkey = await this.database.prisma.staffPasskey.findUnique({ where: { credentialId } });
    if (!passkey || (staffId !== '' && passkey.staffId !== staffId)) throw new PasskeyRefused();
    let challenge = '';
    const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
    const { verified, authenticationInfo } = await refusing(() =>
      verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: (given) => this.challenges.isOurs(purpose, staffId, (challenge = given)),
        expectedOrigin: this.site.origin,
        expectedRPID: this.site.rpID,
        credential: { id: answer.id, publicKey: passkey.publicKey, counter: Number(passkey.counter) },
        requireUserVerification: true,
      }),
    );
    if (!verified) throw new PasskeyRefused();
    const counter = BigInt(authenticationInfo.newCounter);
    return {
      staffId: passkey.staffId,
      use: async (tx) => {
        await this.challenges.use(tx, challenge);
        // A counter that does not advance belongs to a passkey without one, or to a copy.
        const where = { id: passkey.id, ...(counter > 0n && { counter: { lt: counter } }) };
        const { count } = await tx.staffPasskey.updateMany({ where, data: { counter, lastUsedAt: this.clock.now() } });
        if (count === 0) throw new PasskeyRefused();
      },
    };
  }
}
