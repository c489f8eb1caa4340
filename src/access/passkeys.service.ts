import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { newId } from '../platform/ids.js';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { CONFIG } from '../platform/runtime.js';
import { PasskeyRefused } from './access.errors.js';
import { passkeyResponse } from './access.schema.js';
import { AuditLog } from './audit.service.js';
import { PasskeyChallenges, type ChallengePurpose } from './passkey-challenges.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';

/** A passkey that has answered rightly; `use` must be called in the transaction that lets its owner in. */
export interface Proven {
  staffId: string;
  use: (tx: Tx) => Promise<void>;
}

/** Making passkeys and checking what they answer. User verification is asked for always: a passkey alone opens the account. */
@Injectable()
export class PasskeysService {
  private readonly rpID: string;
  private readonly origin: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
    private readonly recovery: RecoveryCodesService,
    private readonly audit: AuditLog,
  ) {
    const { hostname, origin } = new URL(config.PUBLIC_URL);
    this.rpID = hostname;
    this.origin = origin;
  }

  /** @returns what the browser is told, as JSON */
  async registrationOptions({ id, email, name }: { id: string; email: string; name: string }): Promise<string> {
    const options = await generateRegistrationOptions({
      rpName: 'Demarche',
      rpID: this.rpID,
      userName: email,
      userDisplayName: name,
      userID: bytesOf(id),
      challenge: this.challenges.issue('register', id),
      excludeCredentials: await this.credentialsOf(id),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    return JSON.stringify(options);
  }

  /** @returns recovery codes when these are the first, else none @throws PasskeyRefused */
  async register(staffId: string, name: string, response: string): Promise<string[]> {
    let challenge = '';
    const verified = await refusing(() =>
      verifyRegistrationResponse({
        response: parsed(response) as RegistrationResponseJSON,
        expectedChallenge: (given) => this.challenges.isOurs('register', staffId, (challenge = given)),
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
        requireUserVerification: true,
      }),
    );
    if (!verified.verified) throw new PasskeyRefused();
    const { id, publicKey, counter, transports = [] } = verified.registrationInfo.credential;
    const credential = { credentialId: new Uint8Array(Buffer.from(id, 'base64url')), publicKey: new Uint8Array(publicKey) };
    const passkeyId = newId();
    return this.database.transaction(async (tx) => {
      await this.challenges.use(tx, challenge);
      const data = { id: passkeyId, staffId, ...credential, counter: BigInt(counter), transports, name, createdAt: this.clock.now() };
      const { count } = await tx.staffPasskey.createMany({ data: [data], skipDuplicates: true });
      if (count === 0) throw new PasskeyRefused();
      await this.audit.record(tx, { actor: `staff:${staffId}`, action: 'staff.passkey_added', details: { staffId, passkeyId } });
      return (await tx.staffRecoveryCode.count({ where: { staffId } })) === 0 ? this.recovery.renew(tx, staffId) : [];
    });
  }

  /** @param staffId empty where any account may answer @returns what the browser is told, as JSON */
  async authenticationOptions(purpose: ChallengePurpose, staffId: string): Promise<string> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpID,
      challenge: this.challenges.issue(purpose, staffId),
      userVerification: 'required',
      ...(staffId !== '' && { allowCredentials: await this.credentialsOf(staffId) }),
    });
    return JSON.stringify(options);
  }

  /** @param staffId who must answer; empty for whoever has the passkey @throws PasskeyRefused */
  async prove(purpose: ChallengePurpose, staffId: string, response: string): Promise<Proven> {
    const answer = parsed(response) as AuthenticationResponseJSON;
    const credentialId = new Uint8Array(Buffer.from(answer.id, 'base64url'));
    const passkey = await this.database.prisma.staffPasskey.findUnique({ where: { credentialId } });
    if (!passkey || (staffId !== '' && passkey.staffId !== staffId)) throw new PasskeyRefused();
    let challenge = '';
    const { verified, authenticationInfo } = await refusing(() =>
      verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: (given) => this.challenges.isOurs(purpose, staffId, (challenge = given)),
        expectedOrigin: this.origin,
        expectedRPID: this.rpID,
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
        // A counter that stands still belongs to a passkey that does not count, or to a copy.
        const where = { id: passkey.id, ...(counter > 0n && { counter: { lt: counter } }) };
        const { count } = await tx.staffPasskey.updateMany({ where, data: { counter, lastUsedAt: this.clock.now() } });
        if (count === 0) throw new PasskeyRefused();
      },
    };
  }

  private async credentialsOf(staffId: string): Promise<{ id: string; transports: string[] }[]> {
    const rows = await this.database.prisma.staffPasskey.findMany({ where: { staffId }, orderBy: { id: 'asc' } });
    return rows.map(({ credentialId, transports }) => ({ id: Buffer.from(credentialId).toString('base64url'), transports }));
  }
}

const bytesOf = (id: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(id.replaceAll('-', ''), 'hex'));

/** What the browser sent; the library looks at everything inside. @throws PasskeyRefused */
function parsed(response: string): unknown {
  try {
    return passkeyResponse.parse(JSON.parse(response));
  } catch {
    throw new PasskeyRefused();
  }
}

/** The library throws at whatever it does not like. */
async function refusing<Result>(check: () => Promise<Result>): Promise<Result> {
  try {
    return await check();
  } catch {
    throw new PasskeyRefused();
  }
}
