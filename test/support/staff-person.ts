import { generateSync } from 'otplib';
import { SecondFactorsService } from '../../src/access/second-factors.service.js';
import { SessionsService, type SignedIn } from '../../src/access/sessions.service.js';
import { SignInService } from '../../src/access/sign-in.service.js';
import { StaffService } from '../../src/access/staff.service.js';
import type { World } from './world.js';

export const staffPassword = 'a horse that reads the paper';

/** A member of staff of a world, who has joined. */
export class StaffPerson {
  /** What the app on the telephone holds, once it is set up. */
  secret = '';

  private constructor(
    private readonly world: World,
    readonly id: string,
    readonly email: string,
  ) {}

  static async joins(world: World, role: string, email = `${role}@example.org`): Promise<StaffPerson> {
    const staff = world.get(StaffService);
    const token = (await staff.invite({ email, role }, 'cli')).split('/').at(-1) ?? '';
    const { id } = await staff.acceptInvitation(token, { name: `The ${role}`, password: staffPassword });
    return new StaffPerson(world, id, email);
  }

  /** Sets codes from an app up. @returns the recovery codes */
  async setsUpTotp(): Promise<string[]> {
    const factors = this.world.get(SecondFactorsService);
    this.secret = (await factors.beginTotp(this)).secret;
    return factors.confirmTotp(this.id, this.code());
  }

  /** What the app shows, now or some steps of thirty seconds away. */
  code(steps = 0): string {
    return generateSync({
      secret: this.secret,
      epoch: Math.floor(this.world.clock.now().getTime() / 1000) + 30 * steps,
    });
  }

  /** Types address and password. @returns the token of the second step */
  async typesPassword(): Promise<string> {
    const outcome = await this.world.get(SignInService).signIn({ email: this.email, password: staffPassword });
    if (!('pending' in outcome)) throw new Error('This account has no second factor.');
    return outcome.pending;
  }

  /** Signs in; without a second factor. @returns the cookie */
  async signsIn(): Promise<string> {
    const outcome = await this.world.get(SignInService).signIn({ email: this.email, password: staffPassword });
    if (!('cookie' in outcome)) throw new Error('This account has a second factor.');
    return cookieIn(outcome);
  }

  async behind(cookie: string): Promise<SignedIn> {
    const found = await this.world.get(SessionsService).find(cookie);
    if (!found) throw new Error('This cookie has no session.');
    return found;
  }
}

/** The cookie as a browser sends it back. */
export const cookieIn = ({ cookie }: { cookie: string }): string => cookie.split(';')[0] ?? '';
