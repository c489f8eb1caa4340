import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Batcher } from '../platform/batch.js';
import { InvalidInput } from '../platform/errors.js';

/** argon2id (the library's default kind) with the parameters OWASP names as minimum: 19 MiB, two passes. About 50 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes and checks passwords. Two at a time with a short queue: each costs memory and a core, and the sign-in page is public. */
@Injectable()
export class PasswordsService {
  private readonly queue = new Batcher<() => Promise<string | boolean>, string | boolean>({
    run: (works) => Promise.all(works.map((work) => work())),
    keyOf: () => '',
    maxItems: 1,
    maxWaiting: 40,
    concurrency: 2,
    worthAnother: 1,
    isItemsFault: () => false,
  });
  private nobody: Promise<string> | undefined;

  /** @returns a PHC string @throws TemporarilyUnavailable when too many wait */
  async hash(password: string): Promise<string> {
    return String(await this.queue.add(() => hash(password, cost)));
  }

  /**
   * Takes the same time with and without a hash, so that nobody learns which accounts exist.
   * @param stored null when the account is unknown or has no password yet
   */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const unusable = await (this.nobody ??= hash(randomBytes(24), cost));
    const outcome = await this.queue.add(() => verify(stored ?? unusable, password));
    return outcome === true && stored !== null;
  }
}

/** @throws InvalidInput when the password is the person's own name or address, or the part before the @ */
export function refuseGuessable(password: string, email: string, name: string): void {
  const typed = password.toLowerCase();
  const guesses = [email, email.slice(0, email.lastIndexOf('@')), name].map((text) =>
    text.normalize('NFKC').toLowerCase(),
  );
  if (guesses.includes(typed))
    throw new InvalidInput([
      { pointer: '/password', code: 'password.guessable', detail: 'is the name or the address of the account' },
    ]);
}
