import { randomBytes } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { Clock } from '../../src/platform/clock.js';
import { readConfig } from '../../src/platform/config/config.js';
import { Database } from '../../src/platform/database/database.js';
import { validate } from '../../src/platform/http/validation.js';
import { MailDispatcher } from '../../src/platform/mail/dispatcher.js';
import { MailTransport } from '../../src/platform/mail/transport.js';
import { ConfirmationsService } from '../../src/petitions/confirmations.service.js';
import { PetitionsReference } from '../../src/petitions/petitions.reference.js';
import { newSignature, petitionReference } from '../../src/petitions/petitions.schema.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import type { SignupSender } from '../../src/petitions/signup-guard.service.js';
import { SignupsService } from '../../src/petitions/signups.service.js';
import { FakeClock, FakeTransport } from './fakes.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const someone: SignupSender = { ip: '203.0.113.7', method: 'api' };

/** The whole application on a database of its own, without HTTP; only the clock and the SMTP server are not real. */
export class World {
  private constructor(
    private readonly module: TestingModule,
    private readonly testDatabase: TestDatabase,
    readonly clock: FakeClock,
    readonly smtp: FakeTransport,
  ) {}

  /** @param settings environment variables; sign-ups are not rate-limited unless asked for */
  static async create(settings: Record<string, string> = {}): Promise<World> {
    const testDatabase = await createTestDatabase();
    const config = readConfig({ RATE_LIMIT_SIGNUPS: 'off', PUBLIC_URL: 'https://campaign.example.org', LOG_LEVEL: 'error', ...settings });
    const runtime = { config, databaseUrl: testDatabase.url, smtpUrl: null, secretKey: 'a secret only for tests, long enough to be one' };
    const clock = new FakeClock();
    const smtp = new FakeTransport();
    const module = await Test.createTestingModule({ imports: [AppModule.of(runtime)] })
      .setLogger(false)
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(MailTransport)
      .useValue(smtp)
      .compile();
    await module.init();
    return new World(module, testDatabase, clock, smtp);
  }

  get database(): Database {
    return this.get(Database);
  }

  get<Service>(service: Type<Service> | (abstract new (...args: never[]) => Service)): Service {
    return this.module.get<Service>(service as Type<Service>, { strict: false });
  }

  /** A petition that takes signatures; `override` changes its terms. @returns its slug */
  async openPetition(override: Partial<{ opensOn: string; closesOn: string | null }> = {}): Promise<string> {
    const slug = `petition-${randomBytes(4).toString('hex')}`;
    const text = { title: `About ${slug}`, summary: 'A summary.', sections: [{ heading: 'Why', paragraphs: ['Because. [S1]'] }], ask: ['Look again.'], shareText: 'Look again.' };
    const each = (value: string) => ({ en: value, fr: value, es: value, uk: value });
    const reference = petitionReference.parse({
      campaign: { slug: 'test', anchorMonth: 4, anchorDay: 4, timeZone: 'Europe/Brussels', names: each('Test'), anchorNames: each('The day') },
      petition: {
        slug,
        opensOn: '2027-01-01',
        closesOn: null,
        goalSteps: [100, 1000],
        sources: [{ key: 'S1', title: 'A source', asOf: '2026-02-03', confidence: 'high' }],
        texts: { en: text, fr: text, es: text, uk: text },
        ...override,
      },
      consents: ['signature', 'newsletter'].map((purpose) => ({ purpose, wording: '1', texts: each(`Text of ${purpose}`) })),
    });
    await this.get(PetitionsReference).ensure(reference);
    return slug;
  }

  /** Signs and lets the mails go out. @returns the confirmation token of the latest mail to the address, if one was sent */
  async signs(petition: string, email: string, details: Record<string, unknown> = {}, sender: Partial<SignupSender> = {}): Promise<string | undefined> {
    await this.fillsIn(petition, email, details, sender);
    await this.get(MailDispatcher).sendDue();
    const text = this.smtp.to(email.trim()).at(-1)?.text;
    return /\/c\/(\S+)/.exec(text ?? '')?.[1];
  }

  /** Signs without looking after the mails. */
  async fillsIn(petition: string, email: string, details: Record<string, unknown> = {}, sender: Partial<SignupSender> = {}): Promise<void> {
    const form = await validate(newSignature, { givenName: 'Ada', familyName: 'Lovelace', email, country: 'GB', ...details });
    await this.get(SignupsService).start(petition, form, { ...someone, ...sender });
  }

  opens(token: string): Promise<'confirmed' | 'repeated'> {
    return this.get(ConfirmationsService).confirm(token);
  }

  /** Signs and confirms. */
  async confirms(petition: string, email: string, details: Record<string, unknown> = {}): Promise<void> {
    const token = await this.signs(petition, email, details);
    if (!token) throw new Error(`No confirmation mail for a sign-up under ${petition}.`);
    await this.opens(token);
  }

  /** The number the public sees. */
  async countOf(petition: string): Promise<number> {
    return (await this.get(PetitionsService).getPublic(petition, 'en')).signatureCount;
  }

  /** Confirmed signatures that count, counted row by row. */
  async ledgerCountOf(petition: string): Promise<number> {
    return this.database.prisma.signature.count({ where: { petition: { slug: petition }, status: 'confirmed', shadowRule: null } });
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.testDatabase.drop();
  }
}
