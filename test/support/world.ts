import { randomBytes } from 'node:crypto';
import type { LoggerService, Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { AppModule } from '../../src/app.module.js';
import { FirstCampaign } from '../../src/campaign-files/first-campaign.service.js';
import { Mailbox } from '../../src/replies/inbox/mailbox.js';
import { DnsResolver } from '../../src/platform/dns.js';
import { Clock } from '../../src/platform/clock.js';
import { readConfig, type Config } from '../../src/platform/config/config.js';
import { addDays, instantIn } from '../../src/platform/day.js';
import { newId } from '../../src/platform/ids.js';
import { ConsentsService } from '../../src/supporters/consents.service.js';
import { unprobed, type DatabaseAccess } from '../../src/platform/database/connections/access.js';
import { Database } from '../../src/platform/database/database.js';
import { validate } from '../../src/platform/http/validation.js';
import { MailDispatcher } from '../../src/platform/mail/dispatcher.js';
import { MailTransport, UpdateTransport } from '../../src/platform/mail/transport.js';
import { ConfirmationsService, type OwnSignature } from '../../src/petitions/confirmations.service.js';
import { petitionPart } from '../../src/petitions/parts/petition-part.schema.js';
import { PetitionParts } from '../../src/petitions/parts/petition-part.service.js';
import { LinksService } from '../../src/petitions/links.service.js';
import { PetitionsJobs } from '../../src/petitions/petitions.jobs.js';
import { newSignature, type PublicPetition, type SignatureReceipt } from '../../src/petitions/petitions.schema.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { SignupGuard, type SignupSender } from '../../src/supporters/signup-guard.service.js';
import { SignupsService } from '../../src/petitions/signups.service.js';
import type { ConsentOffer } from '../../src/supporters/consents.schema.js';
import { FakeClock, FakeDns, FakeMailbox, FakeTransport } from './fakes.js';
import { tokensIn } from './mail-text.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** What goes wrong in a test is judged by its outcome, not by the log. */
const silence: LoggerService = { log: () => undefined, warn: () => undefined, error: () => undefined };

const purposes = [{ purpose: 'signature' }, { purpose: 'newsletter' }];

const someone: SignupSender = { ip: '203.0.113.7', method: 'api' };

/** Directly, as the role of the process; with TEST_POOLER=on through PgBouncer, as a login that has the role. */
function usualAccess(url: string, role: Config['ROLE'] | null): DatabaseAccess {
  const pooler = process.env.TEST_POOLER_PORT;
  if (role === null || !pooler) return unprobed(url, role && `demarche_${role}`);
  const pooled = new URL(url);
  Object.assign(pooled, { port: pooler, username: `pooled_${role}`, password: 'pooled' });
  return { ...unprobed(url, `demarche_${role}`), url: pooled.href, pooled: true };
}

/** The whole application on a database of its own, without HTTP; only the clock and other people’s servers are not real. */
export class World {
  private constructor(
    private readonly module: TestingModule,
    private readonly testDatabase: TestDatabase,
    readonly clock: FakeClock,
    readonly smtp: FakeTransport,
  ) {}

  /** @param settings environment variables; sign-ups are not rate-limited unless asked for */
  static async create(settings: Record<string, string> = {}, clock = new FakeClock()): Promise<World> {
    return World.on(await createTestDatabase(), settings, clock, new FakeTransport());
  }

  /** A second process on the same database, with the same clock and the same SMTP server. Close it before the first. `role` null: the owner's rights. */
  async beside(settings: Record<string, string> = {}, url = this.url, role?: null): Promise<World> {
    return World.on({ url, drop: async () => undefined }, settings, this.clock, this.smtp, role);
  }

  /** A second process that reaches the database in another way. Close it before the first. */
  async through(access: DatabaseAccess): Promise<World> {
    return World.on({ url: this.url, drop: async () => undefined }, {}, this.clock, this.smtp, access);
  }

  private static async on(
    testDatabase: TestDatabase,
    settings: Record<string, string>,
    clock: FakeClock,
    smtp: FakeTransport,
    access?: DatabaseAccess | null,
  ): Promise<World> {
    const config = readConfig({
      RATE_LIMIT_SIGNUPS: 'off',
      PUBLIC_URL: 'https://campaign.example.org',
      LOG_LEVEL: 'error',
      ...settings,
    });
    const runtime = {
      config,
      database: access ?? usualAccess(testDatabase.url, access === null ? null : config.ROLE),
      smtpUrl: null,
      secretKey: 'a secret only for tests, long enough to be one',
    };
    const module = await Test.createTestingModule({ imports: [AppModule.of(runtime)] })
      .setLogger(silence)
      .overrideProvider(Clock)
      .useValue(clock)
      .overrideProvider(MailTransport)
      .useValue(smtp)
      .overrideProvider(UpdateTransport)
      .useValue(smtp)
      .overrideProvider(DnsResolver)
      .useValue(new FakeDns())
      .overrideProvider(Mailbox)
      .useValue(new FakeMailbox())
      .compile();
    await module.init();
    return new World(module, testDatabase, clock, smtp);
  }

  get url(): string {
    return this.testDatabase.url;
  }

  get database(): Database {
    return this.get(Database);
  }

  get<Service>(service: Type<Service> | (abstract new (...args: never[]) => Service)): Service {
    return this.module.get<Service>(service, { strict: false });
  }

  /** What other domains publish, to this process. */
  get dns(): FakeDns {
    return this.get(DnsResolver) as FakeDns;
  }

  /** The mailbox of INBOUND_IMAP_URL, to this process. */
  get mailbox(): FakeMailbox {
    return this.get(Mailbox) as FakeMailbox;
  }

  /** The campaign that is shipped, as the first start imports it; again, as a newer release does. */
  async loadsCampaign(): Promise<void> {
    await this.get(FirstCampaign).loadShipped();
  }

  /** A petition that takes signatures; `override` changes its terms, `asking` adds purposes to ask for. @returns its slug */
  async openPetition(
    override: Partial<{ opensOn: string; closesOn: string | null; goalSteps: number[] }> = {},
    asking: { purpose: string; recipients?: ConsentOffer['recipients'] }[] = [],
  ): Promise<string> {
    const slug = `petition-${randomBytes(4).toString('hex')}`;
    const text = {
      title: `About ${slug}`,
      summary: 'A summary.',
      sections: [{ heading: 'Why', paragraphs: ['Because. [S1]'] }],
      ask: ['Look again.'],
      shareText: 'Look again.',
    };
    const each = (value: string) => ({ en: value, fr: value, es: value, uk: value });
    const wordings = [...purposes, ...asking].map((offer) => ({
      wording: '1',
      texts: each(`Text of ${offer.purpose}`),
      ...offer,
    }));
    const { opensOn = '2027-01-01', closesOn = null, goalSteps = [100, 1000] } = override;
    const timeZone = 'Europe/Brussels';
    const part = petitionPart.parse({
      slug,
      publishedAt: this.clock.now().toISOString(),
      opensAt: instantIn(timeZone, opensOn, '00:00').toISOString(),
      closesAt: closesOn && instantIn(timeZone, addDays(closesOn, 1), '00:00').toISOString(),
      goalSteps,
      sources: [{ key: 'S1', title: 'A source', asOf: '2026-02-03', confidence: 'high' }],
      consents: wordings.map(({ texts: _, ...offer }) => offer),
      texts: { en: text, fr: text, es: text, uk: text },
    });
    const test = {
      slug: 'test',
      anchorMonth: 4,
      anchorDay: 4,
      timeZone,
      names: each('Test'),
      anchorNames: each('The day'),
    };
    await this.database.prisma.campaign.createMany({ data: [{ id: newId(), ...test }], skipDuplicates: true });
    const { id } = await this.database.prisma.campaign.findUniqueOrThrow({ where: { slug: 'test' } });
    await this.get(ConsentsService).ensureWordings(wordings);
    await this.database.transaction((tx) => this.get(PetitionParts).add(tx, id, [part], 'system'));
    return slug;
  }

  /** Signs and lets the emails go out. @returns the confirmation token of the latest email to the address, if one was sent */
  async signs(
    petition: string,
    email: string,
    details: Record<string, unknown> = {},
    sender: Partial<SignupSender> = {},
  ): Promise<string | undefined> {
    await this.fillsIn(petition, email, details, sender);
    await this.sendDue();
    return tokensIn(this.smtp.to(email.trim()).at(-1)).confirm || undefined;
  }

  /** Signs without looking after the emails. */
  async fillsIn(
    petition: string,
    email: string,
    details: Record<string, unknown> = {},
    sender: Partial<SignupSender> = {},
  ): Promise<SignatureReceipt> {
    const form = await validate(newSignature, {
      givenName: 'Ada',
      familyName: 'Lovelace',
      email,
      country: 'GB',
      ...details,
    });
    return this.get(SignupsService).start(petition, form, { ...someone, ...sender });
  }

  /** Presses the button behind a link; `shown` is what the page that was read says of its details. */
  opens(token: string, shown: string | null = null): Promise<'confirmed' | 'repeated'> {
    return this.get(ConfirmationsService).confirm(token, shown);
  }

  looksAt(purpose: 'confirm' | 'disown' | 'unsubscribe', token: string): Promise<OwnSignature> {
    return this.get(ConfirmationsService).look(purpose, token);
  }

  disowns(token: string): Promise<void> {
    return this.get(ConfirmationsService).disown(token);
  }

  unsubscribes(token: string): Promise<void> {
    return this.get(ConfirmationsService).unsubscribe(token);
  }

  /** Signs and confirms. */
  async confirms(petition: string, email: string, details: Record<string, unknown> = {}): Promise<void> {
    const token = await this.signs(petition, email, details);
    if (!token) throw new Error(`No confirmation mail for a sign-up under ${petition}.`);
    await this.opens(token);
  }

  /** The one signature of a petition, or of an address under it. */
  signatureOf(petition: string, email?: string) {
    return this.database.prisma.signature.findFirstOrThrow({
      where: { petition: { slug: petition }, ...(email !== undefined && { supporter: { email } }) },
    });
  }

  /** The outbox rows about the one signature of a petition, in the order they were queued. */
  async mailsAbout(petition: string) {
    const { id } = await this.signatureOf(petition);
    return this.database.prisma.outboxMail.findMany({
      where: { subjectId: id },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
  }

  /** The links of a signature, whether they were mailed or not. */
  async tokensOf(petition: string, email?: string) {
    const { confirm, disown, unsubscribe } = this.get(LinksService).linksFor(
      (await this.signatureOf(petition, email)).id,
    );
    return tokensIn({ text: [confirm, disown, unsubscribe].join(' ') });
  }

  /** The scheduled work by its clock: folding, recounting, reminding. */
  get jobs(): PetitionsJobs {
    return this.get(PetitionsJobs);
  }

  async sendDue(): Promise<void> {
    await this.get(MailDispatcher).sendDue();
  }

  /** The number the public sees. */
  async countOf(petition: string): Promise<number> {
    return (await this.figuresOf(petition)).signatureCount;
  }

  figuresOf(petition: string): Promise<PublicPetition> {
    return this.get(PetitionsService).getPublic(petition, 'en');
  }

  /** The names the petition page shows. */
  async publicNames(petition: string): Promise<string[]> {
    return (await this.get(PetitionsService).getPage(petition, 'en')).recentNames.map(({ name }) => name);
  }

  /** The signed moment hidden in a form that is drawn now. */
  formStamp(): string {
    return this.get(SignupGuard).stamp();
  }

  /** Confirmed signatures that count, counted row by row. */
  async ledgerCountOf(petition: string): Promise<number> {
    return this.database.prisma.signature.count({
      where: { petition: { slug: petition }, status: 'confirmed', shadowRule: null },
    });
  }

  async close(): Promise<void> {
    await this.module.close();
    await this.testDatabase.drop();
  }
}
