import { Inject, Injectable } from '@nestjs/common';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { AuditLog } from './audit.service.js';
import { parsedAnswer, refusing, relyingParty, type RelyingParty } from './passkey-answer.js';
import { PasskeyChallenges } from './passkey-challenges.service.js';
import { PasskeyListService } from './passkey-list.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import { PasskeyRefused } from './second-factor.errors.js';

/** Registers passkeys. User verification is always required: a passkey alone opens the account. */
@Injectable()
export class PasskeyRegistrationService {
  private readonly site: RelyingParty;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
    private readonly list: PasskeyListService,
    private readonly recovery: RecoveryCodesService,
    private readonly audit: AuditLog,
  ) {
    this.site = relyingParty(config);
  }

  /** @returns the options for the browser, as JSON */
  async options({ id, email, name }: { id: string; email: string; name: string }): Promise<string> {
    // Loaded on first use: it is large, and most processes never register a passkey.
    const { generateRegistrationOptions } = await import('@simplewebauthn/server');
    const options = await generateRegistrationOptions({
      rpName: 'Demarche',
      rpID: this.site.rpID,
      userName: email,
      userDisplayName: name,
      userID: bytesOf(id),
      challenge: this.challenges.issue('register', id),
      excludeCredentials: await this.list.credentialsOf(id),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return JSON.stringify(options);
  }

  /** @returns recovery codes when these are the first, else none @throws PasskeyRefused */
  async register(staffId: string, name: string, response: string): Promise<string[]> {
    let challenge = '';
    const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
    const verified = await refusing(() =>
      verifyRegistrationResponse({
        response: parsedAnswer(response) as RegistrationResponseJSON,
        expectedChallenge: (given) => this.challenges.isOurs('register', staffId, (challenge = given)),
        expectedOrigin: this.site.origin,
        expectedRPID: this.site.rpID,
        requireUserVerification: true,
      }),
    );
    if (!verified.verified) throw new PasskeyRefused();
    const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
    const credential = {
      credentialId: new Uint8Array(Buffer.from(id, 'base64url')),
      publicKey: new Uint8Array(publicKey),
    };
    const passkeyId = newId();
    return this.database.transaction(async (tx) => {
      await this.challenges.use(tx, challenge);
      const data = {
        id: passkeyId,
        staffId,
        ...credential,
        counter: BigInt(counter),
        transports,
        name,
        createdAt: this.clock.now(),
      };
      const { count } = await tx.staffPasskey.createMany({ data: [data], skipDuplicates: true });
      if (count === 0) throw new PasskeyRefused();
      await this.audit.record(tx, {
        actor: `staff:${staffId}`,
        action: 'staff.passkey_added',
        details: { staffId, passkeyId },
      });
      return (await tx.staffRecoveryCode.count({ where: { staffId } })) === 0 ? this.recovery.renew(tx, staffId) : [];
    });
  }
}

/** User handle that an authenticator stores with the passkey: the id of the account. */
const bytesOf = (id: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(id.replaceAll('-', ''), 'hex'));
